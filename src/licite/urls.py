"""The site's routes: each room brings its own, and every view says what it needs."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("", include(f"licite.{room}.urls"))
    for room in ("desk", "staff", "people", "lawful", "sales", "intake")
    if find_spec(f"licite.{room}.urls")
]

handler400 = "licite.web.errors.bad_request"
handler403 = "licite.web.errors.forbidden"
handler404 = "licite.web.errors.not_found"
handler429 = "licite.web.errors.too_many"
handler500 = "licite.web.errors.broken"
