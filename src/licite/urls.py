"""The site's routes: each room brings its own."""

urlpatterns: list = []
