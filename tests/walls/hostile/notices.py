"""Attacks on information notices: what was published, who is informed, and who ordered what."""

from tests.walls.hostile import EMPTY, Attack, Oracle
from tests.walls.hostile.oracles import FOREIGN, MISSING
from tests.world import ANNA, DORA

SEALED = "decode(repeat('00', 60), 'hex')"
GIVE = f"SELECT gate.inform(%s, 'first', 'fr', 'post', now(), {SEALED})"

ATTACKS = (
    Attack("a notice published without the act", "words in the house's name", ("SELECT gate.publish_notice('public', 'fr', '[]', 'x')",)),
    Attack("a published notice rewritten", "other words than those given", ("UPDATE lawful_notice SET text = 'x'",), actor=DORA),
    Attack("a published notice deleted", "no proof left", ("DELETE FROM lawful_notice",), actor=DORA),
    Attack("a version put in by hand", "words of another date", ("INSERT INTO lawful_notice (kind, language, version, sections, text, sha256, "
           "published_at) VALUES ('form', 'fr', 7, '[]', 'x', 'x', '2020-01-01')",), actor=DORA),
    Attack("a notice of no kind published", "a page of one's own", ("SELECT gate.publish_notice('other', 'fr', '[]', 'x')",), actor=DORA, state="22023"),
    Attack("recipients declared without the act", "a transfer hidden", ("SELECT gate.disclose('{}')",)),
    Attack("a declaration rewritten", "a transfer hidden", ("UPDATE lawful_disclosure SET facts = '{}'",), actor=DORA),
    Attack("a foreign person informed", "a colleague's record opened", (GIVE % "@foreign",), EMPTY),
    Attack("a person informed without the act", "a record opened", (GIVE % "@own",), actor=ANNA),
    Attack("a person informed to come", "a record open beforehand",
           (f"SELECT gate.inform(@own, 'first', 'fr', 'post', now() + interval '1 day', {SEALED})",), state="22023"),
    Attack("a proof in clear", "a name in clear in the table", ("SELECT gate.inform(@own, 'first', 'fr', 'post', now(), 'vu')",), state="22023"),
    Attack("a person marked as informed by hand", "a record opened", ("UPDATE people_contact SET informed_at = now() WHERE id = @own",)),
    Attack("the last day put off by hand", "a month more", ("UPDATE people_contact SET notice_due = '2099-01-01' WHERE id = @own",)),
    Attack("a delivery put in by hand", "a record opened", ("INSERT INTO lawful_delivery (contact, cell, channel, at, created_at) "
           "VALUES (@own, 13, 'post', now(), now())",)),
    Attack("a delivery taken back", "a trace removed", ("DELETE FROM lawful_delivery",)),
    Attack("a delivery struck without the act", "a person to inform again", ("SELECT gate.strike_delivery(@own, 1)",)),
    Attack("a delivery struck in the table", "a proof that counts no more", ("UPDATE lawful_delivery SET struck_at = now()",)),
    Attack("at collection, of a person who was not there", "a record opened by a false proof",
           (f"SELECT gate.inform(@own, 'first', 'fr', 'at_collection', now(), {SEALED})",), state="22023"),
    Attack("deliveries of a foreign person", "that a colleague wrote to them", ("SELECT at FROM lawful_delivery WHERE contact = @foreign",), EMPTY),
    Attack("orders of others", "whom colleagues write to", ("SELECT public, counts FROM lawful_dispatch WHERE member <> 2",), EMPTY),
    Attack("an order in another's name", "mails under their rights", ("INSERT INTO lawful_dispatch (public, member, channel, wanted, state, "
           "counts, created_at) VALUES (gen_random_uuid(), 3, 'email', '{}', 'ordered', '{}', now())",)),
    Attack("an order by who may give none", "mails without the act", ("INSERT INTO lawful_dispatch (public, member, channel, wanted, state, "
           "counts, created_at) VALUES (gen_random_uuid(), 4, 'email', '{}', 'ordered', '{}', now())",), actor=ANNA),
    Attack("another's order stopped", "a colleague's work", ("SELECT gate.stop_dispatch('@missing_public')",)),
    Attack("a mail ordered without the act", "a mail in the house's name",
           ("SELECT gate.defer('people.send_notice', '{\"contact\": \"@missing_public\"}')",), actor=ANNA),
)  # fmt: skip
ORACLES = (Oracle("a person informed", "that the number exists", GIVE % "{0}", FOREIGN, MISSING),)
