"""What the cells of a column of objections or capacities say in French and English, as patterns over folded text."""

from licite.lawful.channels import Channel
from licite.lawful.choices import Capacity

YES = frozenset({"1", "x", "o", "y", "oui", "yes", "true", "vrai", "ja", "ok"})
NO = frozenset({"", "0", "n", "non", "no", "false", "faux", "nee", "aucun", "aucune", "none",
                "pas d opposition", "aucune opposition", "sans opposition", "no objection"})  # fmt: skip
CHANNELS: tuple[tuple[Channel, str], ...] = (
    (
        Channel.EMAIL,
        r"e ?mails?|courriels?|mails?|mailings?|newsletters?|desinscri\w*|desabonn\w*|unsubscri\w*",
    ),
    (Channel.SMS, r"sms|textos?|text messages?"),
    (Channel.PHONE, r"telephon\w*|tel|phone|calls?|appels?|appeler|phoning|bloctel|liste rouge|demarchage"),
    (Channel.POST, r"courriers?|post|poste|postal\w*|voie postale|letters?|robinson"),
    (Channel.ALL, r"tous|tout|toutes|all|any|everything"),
)
CAPACITIES: tuple[tuple[Capacity, str], ...] = (
    (
        Capacity.CONSUMER,
        r"consumer|consommateur|particuliers?|part|b2c|prive|private|perso\w*|individual|individuel",
    ),
    (
        Capacity.PROFESSIONAL,
        r"pro|pros|professionn?els?|professionals?|b2b|entreprises?|societes?|company|business",
    ),
    (Capacity.UNKNOWN, r"|unknown|inconnue?|nc|n a|na"),
)
