"""/imports/…"""

from django.urls import path

from licite.intake import views

app_name = "intake"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.new, name="new"),
    path("imports/<uuid:public>/", views.one, name="import"),
    path("imports/<uuid:public>/progress/", views.progress, name="progress"),
]
