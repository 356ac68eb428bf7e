"""The organisation that answers for the data, and the authorities it may answer to."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """A supervisory authority: where a person may complain."""

    key: str
    country: str
    name: str
    address: str
    url: str


AUTHORITIES: Final = {
    authority.key: authority
    for authority in (
        Authority(
            key="cnil",
            country="FR",
            name="Commission nationale de l’informatique et des libertés (CNIL)",
            address="3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07",
            url="https://www.cnil.fr",
        ),
        Authority(
            key="apd",
            country="BE",
            name="Autorité de protection des données (APD)",
            address="rue de la Presse 35, 1000 Bruxelles",
            url="https://www.autoriteprotectiondonnees.be",
        ),
    )
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """The controller, as notices and proofs name it.

    `sectors` are those of what it sells that a rule names, by the codes of `phone.banned`.
    """

    name: str
    country: str
    address: str
    email: str
    phone: str
    authority: str
    dpo_name: str
    dpo_email: str
    url: str
    sectors: tuple[str, ...] = ()

    @property
    def supervisor(self) -> Authority:
        """The authority that persons may complain to."""
        return AUTHORITIES[self.authority]
