"""Under `/journal/`; the names are the desk's."""

from django.urls import path

from licite.desk.journal import views

urlpatterns = [
    path("", views.journal_index, name="journal"),
    path("extract.csv", views.journal_extract, name="journal-extract"),
    path("<uuid:entry>/", views.journal_entry, name="journal-entry"),
    path("mine/", views.journal_mine, name="journal-mine"),
    path("verify/", views.journal_verify, name="journal-verify"),
]
