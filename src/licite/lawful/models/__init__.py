"""What lawful keeps, one file a feature."""

from licite.lawful.models.objections import Objection, Suppression, ToldBy

__all__ = ["Objection", "Suppression", "ToldBy"]
