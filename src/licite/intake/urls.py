"""/imports/…"""

from django.urls import path

from licite.intake import views

app_name = "intake"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.new, name="new"),
    path("imports/drafts/<uuid:public>/columns/", views.columns, name="columns"),
    path("imports/drafts/<uuid:public>/provenance/", views.provenance, name="provenance"),
    path("imports/drafts/<uuid:public>/preview/", views.preview, name="preview"),
    path("imports/drafts/<uuid:public>/preview/progress/", views.preview_progress, name="preview_progress"),
    path("imports/drafts/<uuid:public>/drop/", views.drop, name="drop"),
    path("imports/<uuid:public>/report.csv", views.report_file, name="report_file"),
    path("imports/<uuid:public>/undo/", views.undo, name="undo"),
    path("imports/<uuid:public>/left/", views.left, name="left"),
    path("imports/<uuid:public>/", views.one, name="import"),
    path("imports/<uuid:public>/progress/", views.progress, name="progress"),
]
