"""What lawful keeps, one file a feature."""

from licite.lawful.models.consents import (
    Age,
    Consent,
    ConsentSource,
    Evidence,
    Language,
    Optin,
    PositiveAct,
    Withdrawal,
    Wording,
)
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
    "Age",
    "Balancing",
    "BalancingState",
    "Consent",
    "ConsentSource",
    "DeliveredBy",
    "Delivery",
    "Disclosure",
    "Dispatch",
    "DispatchState",
    "Evidence",
    "FieldPurpose",
    "Ground",
    "GroundEvidence",
    "Language",
    "Notice",
    "NoticeKind",
    "Objection",
    "Optin",
    "PositiveAct",
    "Purpose",
    "Suppression",
    "ToldBy",
    "Withdrawal",
    "Wording",
]
