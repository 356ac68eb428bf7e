"""Routes of the rules, included under `desk`."""

from django.urls import path

from licite.desk.rules import organisation, views

urlpatterns = [
    path("rules/", views.rule_index, name="rules"),
    path("rules/<str:country>/<str:key>/", views.rule_page, name="rules-one"),
    path("rules/<str:country>/<str:key>/change/", views.rule_change, name="rules-change"),
    path("security/", views.security_index, name="security"),
    path("security/<str:country>/<str:key>/", views.security_page, name="security-one"),
    path("security/<str:country>/<str:key>/change/", views.security_change, name="security-change"),
    path("organisation/", organisation.organisation_page, name="organisation"),
]
