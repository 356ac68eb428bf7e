"""A consent laid in both of two worlds."""

import uuid

import psycopg

from licite.lawful.proofs.sealing import ConsentDetails, seal_details
from tests.world import START, Person


def lay_consent(connection: psycopg.Connection, one: Person, public: uuid.UUID) -> None:
    """A consent of this person to the newsletter by e-mail, dated alike in both worlds."""
    details = seal_details(one.public, ConsentDetails(identifier=one.email, reference="stand 12"))
    connection.execute(
        "INSERT INTO lawful_wording (public, purpose, channel, language, version, text, digest, controller, third_party, seller, goods, "
        "withdrawal, proof_access, names_us, used_since, created_at) VALUES (%s, 'newsletter', 'email', 'fr', 901, 'x', 'x', 'x', '', '', "
        "'x', 'x', 'x', true, '2025-01-01', %s) ON CONFLICT DO NOTHING", (uuid.UUID(int=901, version=4), START))  # fmt: skip
    connection.execute(
        "INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source, "
        "details, upstream, names_us, age, member, created_at) SELECT %s, %s, %s, w.purpose, w.channel, w.id, 'button', %s, 'Europe/Paris', "
        "'2029-10-01', 'consent.review', 'event', %s, false, true, 'adult', 2, %s FROM lawful_wording w WHERE w.version = 901",
        (public, one.id, one.cell, START, details, START))  # fmt: skip
    # The database dates a proof by its own clock, which does not stand still.
    connection.execute("UPDATE lawful_consent SET created_at = %s", (START,))
