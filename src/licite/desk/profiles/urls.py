"""Routes of profiles."""

from django.urls import path

from licite.desk.profiles import views

urlpatterns = [
    path("profiles/", views.index, name="profiles"),
    path("profiles/<str:key>/", views.profile_page, name="profile"),
    path("profiles/<str:key>/change/", views.change, name="profile-change"),
    path("profiles/<str:key>/copy/", views.copy, name="profile-copy"),
]
