"""Home, the contact list and page, the journal, one's own rights."""

from importlib.util import find_spec

from django.urls import include, path

from licite.desk import contacts, home, record, rights

urlpatterns = [
    path(
        "",
        include(
            (
                [
                    path("", home.home, name="home"),
                    path("contacts/", contacts.contact_index, name="contacts"),
                    path("contacts/<uuid:public>/", record.contact_page, name="contact"),
                    path("contacts/<uuid:public>/who/", record.who_sees, name="contact-who"),
                    path("rights/", rights.own_rights, name="rights"),
                ],
                "desk",
            )
        ),
    )
]
if find_spec("licite.desk.journal.urls"):
    urlpatterns.append(path("journal/", include("licite.desk.journal.urls")))
