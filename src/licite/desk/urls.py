"""The addresses of the desk: its own pages, and those of its folders."""

from django.urls import include, path

from licite.desk import contacts, dossier, health, may, omnibox, openings, record, rights, saved, who
from licite.desk.bulk import views as bulk
from licite.desk.days import home, team, week
from licite.desk.minimisation import views as minimisation

urlpatterns = [
    path(
        "",
        include(
            (
                [
                    path("", home.home, name="home"),
                    path("search/", omnibox.omnibox, name="search"),
                    path("week/", week.week, name="week"),
                    path("team/", team.team, name="team"),
                    path("team/stand-ins/", team.stand_ins, name="stand-ins"),
                    path("team/stand-ins/<uuid:public>/end/", team.stand_in_end, name="stand-in-end"),
                    path("contacts/", contacts.contact_index, name="contacts"),
                    path("contacts/filters/", contacts.filter_panel, name="contact-filters"),
                    path("contacts/columns/", contacts.column_panel, name="contact-columns"),
                    path("contacts/bulk/", bulk.choose, name="bulk"),
                    path("contacts/bulk/preview/", bulk.preview, name="bulk-preview"),
                    path("contacts/bulk/do/", bulk.carry_out, name="bulk-do"),
                    path("contacts/bulk/<uuid:public>/", bulk.done, name="bulk-done"),
                    path("contacts/bulk/<uuid:public>/undo/", bulk.undo, name="bulk-undo"),
                    path("contacts/views/", saved.view_panel, name="contact-views"),
                    path("contacts/views/<uuid:public>/", saved.view_edit, name="contact-view"),
                    path(
                        "contacts/views/<uuid:public>/replace/",
                        saved.view_replace,
                        name="contact-view-replace",
                    ),
                    path("contacts/views/<uuid:public>/end/", saved.view_end, name="contact-view-end"),
                    path("contacts/views/<uuid:public>/first/", saved.view_first, name="contact-view-first"),
                    path("contacts/<uuid:public>/", record.contact_page, name="contact"),
                    path("contacts/<uuid:public>/who/", who.who_sees, name="contact-who"),
                    path("contacts/<uuid:public>/dossier/", dossier.dossier, name="contact-dossier"),
                    path("contacts/<uuid:public>/may/", may.explained, name="contact-may"),
                    path("contacts/<uuid:public>/may/screened/", may.screened, name="contact-screened"),
                    path("contacts/<uuid:public>/may/called-for/", may.asked_back, name="contact-callback"),
                    path("journal/", include("licite.desk.journal.urls")),
                    path("minimisation/", minimisation.minimisation, name="minimisation"),
                    path("", include("licite.desk.rules.urls")),
                    path("", include("licite.desk.grants.urls")),
                    path("", include("licite.desk.requests.urls")),
                    path("", include("licite.desk.profiles.urls")),
                    path("", include("licite.desk.portfolios.urls")),
                    path("openings/", openings.index, name="openings"),
                    path("rights/", rights.own_rights, name="rights"),
                    path("healthz", health.healthz, name="health"),
                ],
                "desk",
            )
        ),
    )
]
