"""Pages of imports: the list and the reports, and the steps that lead to one."""

from licite.intake.views.declaring import provenance
from licite.intake.views.imports import imports, one, progress, report_file, undo
from licite.intake.views.leftovers import left
from licite.intake.views.steps import columns, drop, new, preview, preview_progress

__all__ = [
    "columns",
    "drop",
    "imports",
    "left",
    "new",
    "one",
    "preview",
    "preview_progress",
    "progress",
    "provenance",
    "report_file",
    "undo",
]
