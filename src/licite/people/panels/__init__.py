"""What people offers to pages: frozen data, in words, already as closed or open as the reader's level says."""

from licite.people.panels.companies import company_card, company_lines
from licite.people.panels.coordinates import coordinates
from licite.people.panels.customs import customs
from licite.people.panels.editable import editable
from licite.people.panels.grounds import grounds
from licite.people.panels.lists import contact_lines, tray_lines
from licite.people.panels.record import stage_acts, stage_label, tasks
from licite.people.panels.timeline import timeline

__all__ = [
    "company_card",
    "company_lines",
    "contact_lines",
    "coordinates",
    "customs",
    "editable",
    "grounds",
    "stage_acts",
    "stage_label",
    "tasks",
    "timeline",
    "tray_lines",
]
