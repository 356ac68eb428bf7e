"""The routes of lawful use, one block a feature."""

from django.urls import path

from licite.lawful.views import purposes

app_name = "lawful"
urlpatterns = [
    # purposes
    path("purposes/", purposes.purposes, name="purposes"),
    path("purposes/new/", purposes.purpose_new, name="purpose-new"),
    path("purposes/<slug:key>/retire/", purposes.purpose_retire, name="purpose-retire"),
    path("purposes/<slug:key>/balancing/", purposes.balancing_test, name="balancing"),
    path("purposes/<slug:key>/balancing/write/", purposes.balancing_write, name="balancing-write"),
    path(
        "purposes/<slug:key>/balancing/<int:version>/", purposes.balancing_version, name="balancing-version"
    ),
    path(
        "purposes/<slug:key>/balancing/<int:version>/approve/",
        purposes.balancing_approve,
        name="balancing-approve",
    ),
]
