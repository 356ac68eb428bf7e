"""The routes of people; the contact's page and list are desk's."""

from django.urls import path

from licite.people.views import (
    capacity,
    companies,
    consents,
    contacts,
    customs,
    grounds,
    history,
    notes,
    objections,
    restrictions,
    reveals,
    stages,
    tray,
)

app_name = "people"
urlpatterns = [
    path("contacts/new/", contacts.new, name="new"),
    path("contacts/<uuid:public>/edit/", contacts.edit, name="edit"),
    path("contacts/<uuid:public>/coordinates/", reveals.coordinates, name="coordinates"),
    path("contacts/<uuid:public>/reveals/", reveals.reveals, name="reveals"),
    path("contacts/<uuid:public>/interactions/", history.interactions, name="interactions"),
    path("contacts/<uuid:public>/interactions/<uuid:interaction>/outcome/", history.outcome, name="outcome"),
    path("contacts/<uuid:public>/tasks/", history.tasks, name="tasks"),
    path("contacts/<uuid:public>/tasks/<uuid:task>/done/", history.task_done, name="task-done"),
    path("contacts/<uuid:public>/stage/<slug:act>/", stages.stage, name="stage"),
    path("contacts/<uuid:public>/objections/", objections.objections, name="objections"),
    path("contacts/<uuid:public>/grounds/", grounds.grounds, name="grounds"),
    path("contacts/<uuid:public>/grounds/<uuid:ground>/end/", grounds.ground_end, name="ground-end"),
    path("contacts/<uuid:public>/consents/new/", consents.new, name="consent-new"),
    path("contacts/<uuid:public>/consents/ask/", consents.ask, name="consent-ask"),
    path("contacts/<uuid:public>/consents/<uuid:consent>/", consents.proof, name="consent"),
    path(
        "contacts/<uuid:public>/consents/<uuid:consent>/withdraw/", consents.withdraw, name="consent-withdraw"
    ),
    path("contacts/<uuid:public>/consents/<uuid:consent>/copy/", consents.copy, name="consent-copy"),
    path("contacts/<uuid:public>/consents/<uuid:consent>/files/", consents.files, name="consent-files"),
    path(
        "contacts/<uuid:public>/consents/<uuid:consent>/files/<uuid:evidence>/",
        consents.file,
        name="consent-file",
    ),
    path("contacts/<uuid:public>/fields/", customs.values, name="values"),
    path("fields/", customs.fields, name="fields"),
    path("fields/new/", customs.field_new, name="field-new"),
    path("fields/<slug:key>/retire/", customs.field_retire, name="field-retire"),
    path("fields/<slug:key>/purposes/", customs.field_purposes, name="field-purposes"),
    path("contacts/<uuid:public>/capacity/", capacity.capacity, name="capacity"),
    path("contacts/<uuid:public>/restrictions/", restrictions.restrictions, name="restrictions"),
    path(
        "contacts/<uuid:public>/restrictions/<int:restriction>/lift/",
        restrictions.restriction_lift,
        name="restriction-lift",
    ),
    path(
        "contacts/<uuid:public>/interactions/<uuid:interaction>/note/",
        notes.rewrite_note,
        name="rewrite-note",
    ),
    path("contacts/<uuid:public>/tasks/<uuid:task>/title/", notes.rewrite_title, name="rewrite-title"),
    path("capacities/", capacity.capacities, name="capacities"),
    path("notes/", notes.notes, name="notes"),
    path("notes/<int:flag>/pass/", notes.note_pass, name="note-pass"),
    path("notes/<int:flag>/ask/", notes.note_ask, name="note-ask"),
    path("notes/<int:flag>/strike/", notes.note_strike, name="note-strike"),
    path("companies/", companies.companies, name="companies"),
    path("companies/new/", companies.company_new, name="company-new"),
    path("companies/<uuid:public>/", companies.company, name="company"),
    path("companies/<uuid:public>/edit/", companies.company_edit, name="company-edit"),
    path("tray/", tray.tray, name="tray"),
    path("tray/<int:entry>/open/", tray.tray_open, name="tray-open"),
    path("tray/<int:entry>/refuse/", tray.tray_refuse, name="tray-refuse"),
]
