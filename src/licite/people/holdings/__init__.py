"""What people holds. Everything that names a person, and every free text, is sealed; the rest is plain."""

from licite.people.holdings.bulk import BATCH, BATCH_ITEM
from licite.people.holdings.companies import COMPANY, SITE, WORD
from licite.people.holdings.contacts import CONTACT, FILE, REFERENCE, ROLE, TAG, TOKEN, TRAY
from licite.people.holdings.days import DAY
from licite.people.holdings.duplicates import HUNT, MERGE, PAIR
from licite.people.holdings.fields import FIELD, VALUE
from licite.people.holdings.handover import HANDOVER, HANDOVER_ITEM
from licite.people.holdings.history import CHANGE, INTERACTION, TASK
from licite.people.holdings.saved import FIRST, VIEW

HOLDINGS = (
    COMPANY,
    SITE,
    WORD,
    CONTACT,
    TOKEN,
    ROLE,
    TAG,
    REFERENCE,
    FILE,
    INTERACTION,
    TASK,
    CHANGE,
    TRAY,
    FIELD,
    VALUE,
    DAY,
    VIEW,
    FIRST,
    BATCH,
    BATCH_ITEM,
    PAIR,
    HUNT,
    MERGE,
    HANDOVER,
    HANDOVER_ITEM,
)
