"""Attacks on consents: proofs forged, lengthened, hidden or read, texts rewritten, links guessed."""

from tests.walls.hostile import EMPTY, OWN, Attack, Oracle
from tests.world import ANNA

PROOF = ("INSERT INTO lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source, "
         "details, upstream, names_us, age, member, created_at) VALUES (gen_random_uuid(), {0}, 'newsletter', '{1}', @wording, '{2}', "
         "now() - interval '1 hour', 'Europe/Paris', now() + interval '{3}', '{4}', 'event', 'x', false, true, 'adult', {5}, now())")  # fmt: skip
OPTIN = "INSERT INTO lawful_optin (public, contact, cell, wording_id, asked_at, member{1}) VALUES (gen_random_uuid(), {0}, @wording, now(), 2{2})"


def proof(record: str = "@own, 13", channel: str = "email", act: str = "button", lasts: str = "1 year", rule: str = "consent.review",
          member: str = "2") -> str:  # fmt: skip
    return PROOF.format(record, channel, act, lasts, rule, member)


ATTACKS = (
    Attack("a consent on a foreign record", "a right to write to another's customer", (proof("@foreign, 23"),)),
    Attack("a consent on a foreign record under one's own cell", "the same", (proof("@foreign, 13"),), state="23503"),
    Attack("a consent in a colleague's name", "somebody else's word", (proof(member="3"),)),
    Attack("a consent in nobody's name", "nobody's word", (proof(member="NULL"),)),
    Attack("a consent by a read-only assistant", "a right to write", (proof(member="4"),), actor=ANNA),
    Attack("the person's own answer, forged", "a proof without a person", (proof(act="double_opt_in"),)),
    Attack("a consent to calls for three years", "calls for ever", (proof(channel="phone", lasts="3 years", rule="phone.consent.months"),),
           state="23514"),
    Attack("a consent to calls under a longer rule", "calls for ever", (proof(channel="phone", lasts="3 years"),), state="23514"),
    Attack("a consent lengthened", "a renewal in silence", ("UPDATE lawful_consent SET valid_until = '2099-01-01'",)),
    Attack("a proof rewritten", "other words than those given", ("UPDATE lawful_consent SET details = 'x'",)),
    Attack("a proof deleted", "a consent hidden", ("DELETE FROM lawful_consent",)),
    Attack("a withdrawal deleted", "a consent revived", ("DELETE FROM lawful_withdrawal",)),
    Attack("a withdrawal put off", "a consent revived", ("UPDATE lawful_withdrawal SET at = '2099-01-01'",)),
    Attack("a withdrawal by hand", "a colleague's consent ended",
           ("INSERT INTO lawful_withdrawal (contact, cell, consent_id, at, told_by, created_at) "
            "VALUES (@foreign, 23, @foreign_consent, now(), 'phone', now())",)),
    Attack("a withdrawal out of sight", "a colleague's consent ended", ("SELECT gate.withdraw(@foreign, @foreign_consent, 'phone', now(), '{}')",), EMPTY),
    Attack("a foreign proof through one's own record", "the same", ("SELECT gate.withdraw(@own, @foreign_consent, 'phone', now(), '{}')",), EMPTY),
    Attack("a foreign consent ended by a foreign token", "a colleague's consent ended",
           ("SELECT gate.withdraw(@own, @consent, 'phone', now(), ARRAY[@foreign_token, @foreign_word])",), OWN),
    Attack("the person's page without its link", "everybody's consents ended", ("SELECT gate.withdraw_for(ARRAY[@foreign_token], 'person', now())",)),
    Attack("consents ended by their ids", "the same", ("SELECT gate.end_consents(ARRAY[@foreign], NULL, NULL, 'person', now(), NULL)",)),
    Attack("a text by a rep", "words nobody weighed",
           ("SELECT gate.word('newsletter', 'email', 'fr', 'x', 'x', '', '', 'x', NULL, 'x', 'x', true)",)),
    Attack("a text rewritten", "other words than those shown", ("UPDATE lawful_wording SET text = 'x'",)),
    Attack("a text by hand", "words nobody weighed", ("INSERT INTO lawful_wording (purpose) VALUES ('x')",)),
    Attack("the hash of a link", "a link of one's own", ("SELECT token_hash FROM lawful_optin",)),
    Attack("a link of one's own", "the person's answer", (OPTIN.format("@own, 13", ", token_hash", ", sha256('x')"),)),
    Attack("an answer of one's own", "the person's answer", ("UPDATE lawful_optin SET answer = 'yes', answered_at = now()",)),
    Attack("a question to a foreign person", "mail to another's customer", (OPTIN.format("@foreign, 23", "", ""),)),
    Attack("a link guessed", "the person's answer", ("SELECT gate.answer_optin(sha256('x'), 'yes')",), EMPTY),
    Attack("proofs read", "a colleague's customers", ("SELECT cell, contact, details FROM lawful_consent",), OWN),
    Attack("files read", "a colleague's customers", ("SELECT cell, contact, content FROM lawful_evidence",), OWN),
    Attack("questions read", "a colleague's customers", ("SELECT cell, contact, details FROM lawful_optin",), OWN),
    Attack("a file of a foreign proof on one's own record", "a plant",
           ("INSERT INTO lawful_evidence (public, contact, cell, consent_id, kind, size, content, member, created_at) "
            "VALUES (gen_random_uuid(), @own, 13, @foreign_consent, 'text', 1, 'x', 2, now())",), state="23503"),
)  # fmt: skip
ORACLES = (
    Oracle("a withdrawal", "that the number exists", "SELECT gate.withdraw({0}, {1}, 'phone', now(), '{{}}')",
           ("@foreign", "@foreign_consent"), ("999999", "999999")),
    Oracle("a link", "that somebody was asked", "SELECT * FROM gate.optin(decode('{0}', 'hex'))", ("00",), ("01",)),
)  # fmt: skip
