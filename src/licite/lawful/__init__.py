"""What the person said about being contacted: objections, and the suppression list that outlives the record.

This room promises that an objection is honoured at every entrance, by a keyed fingerprint of the e-mail and
the phone only (GDPR article 21(3); CNIL, "liste repoussoir"), and that nothing else of the person is kept for it.
"""
