"""Routes of members' grants."""

from django.urls import path

from licite.desk.grants import departure, views

urlpatterns = [
    path("grants/", views.index, name="grants"),
    path("grants/invite/", views.invite, name="grants-invite"),
    path("grants/<uuid:public>/", views.member_page, name="grants-member"),
    path("grants/<uuid:public>/give/", views.give, name="grants-give"),
    path("grants/<uuid:public>/<uuid:grant>/end/", views.end, name="grants-end"),
    path("grants/<uuid:public>/<uuid:grant>/until/", views.until, name="grants-until"),
    path("members/<uuid:public>/off/", departure.off, name="member-off"),
]
