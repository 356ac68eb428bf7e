"""The routes of lawful use, one block a feature."""

from django.urls import path

from licite.lawful.public import views as public
from licite.lawful.views import notices, optin, purposes, suppression, wordings

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
    # consents
    path("wordings/", wordings.wordings, name="wordings"),
    path("wordings/new/", wordings.wording_new, name="wording-new"),
    path("wordings/<uuid:public>/", wordings.wording, name="wording"),
    path("consent/<str:token>/", optin.optin, name="optin"),
    # notices
    path("notices/", notices.notices, name="notices"),
    path("notices/publish/", notices.publish_all, name="notice-publish"),
    path("notices/declaration/", notices.declaration, name="notice-declaration"),
    path("notices/<slug:kind>/<slug:language>/", notices.notice, name="notice"),
    path("notices/<slug:kind>/<slug:language>/<int:number>/", notices.version, name="notice-version"),
    path("privacy/", notices.privacy, name="privacy"),
    # suppression list
    path("suppression/", suppression.suppression, name="suppression"),
    path("suppression/look-up/", suppression.look_up, name="suppression-look-up"),
    path("suppression/add/", suppression.add, name="suppression-add"),
    path("suppression/review/", suppression.review, name="suppression-review"),
    path("suppression/files/", suppression.files, name="suppression-files"),
    path("suppression/files/<uuid:public>/", suppression.file, name="suppression-file"),
    path("suppression/files/<uuid:public>/progress/", suppression.progress, name="suppression-progress"),
    # persons outside
    path("p/", public.choices, name="choices"),
    path("p/<str:token>/", public.person, name="person"),
    path("p/<str:token>/stop/", public.stop, name="person-stop"),
]
