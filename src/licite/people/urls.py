"""The routes of people; the contact's page and list are desk's."""

from django.urls import path

from licite.people.views import companies, contacts, grounds, history, objections, reveals, stages, tray

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
    path("companies/", companies.companies, name="companies"),
    path("companies/new/", companies.company_new, name="company-new"),
    path("companies/<uuid:public>/", companies.company, name="company"),
    path("companies/<uuid:public>/edit/", companies.company_edit, name="company-edit"),
    path("tray/", tray.tray, name="tray"),
    path("tray/<int:entry>/open/", tray.tray_open, name="tray-open"),
    path("tray/<int:entry>/refuse/", tray.tray_refuse, name="tray-refuse"),
]
