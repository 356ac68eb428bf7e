"""What lawful keeps, one file a feature."""

from licite.lawful.models.notices import (
    DeliveredBy,
    Delivery,
    Disclosure,
    Dispatch,
    DispatchState,
    Notice,
    NoticeKind,
)
from licite.lawful.models.objections import Objection, Suppression, ToldBy
from licite.lawful.models.purposes import (
    OWN_ACTS,
    Balancing,
    BalancingState,
    FieldPurpose,
    Ground,
    GroundEvidence,
    Purpose,
)

__all__ = [
    "OWN_ACTS",
    "Balancing",
    "BalancingState",
    "DeliveredBy",
    "Delivery",
    "Disclosure",
    "Dispatch",
    "DispatchState",
    "FieldPurpose",
    "Ground",
    "GroundEvidence",
    "Notice",
    "NoticeKind",
    "Objection",
    "Purpose",
    "Suppression",
    "ToldBy",
]
