"""Routes of requests for access."""

from django.urls import path

from licite.desk.requests import views

urlpatterns = [
    path("rights/ask/", views.ask, name="ask"),
    path("rights/ask/<uuid:public>/close/", views.close, name="ask-close"),
    path("grants/requests/<uuid:public>/", views.answer, name="request"),
]
