"""Whether a person may be contacted, why they are held and what they are told: `may()`, purposes and balancing tests,
consents and their proofs, notices, objections and the suppression list, restriction, flags on free texts, the public pages.

This room promises that an objection is honoured at every entrance, by a keyed fingerprint of the e-mail and the phone
only (GDPR article 21(3); CNIL, "liste repoussoir"). The suppression list outlives the record, and keeps nothing else of
the person.
"""
