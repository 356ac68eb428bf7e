"""The company that uses Licite in the demo, and its members: one of each profile, and a second rep."""

from typing import Final

from licite.console.demo.records import COLD, CUSTOMER, FORMER, LEAD, PORTFOLIOS, DemoMember, DemoOrganisation

DOMAIN: Final = "ateliers-brevallon.example"
ORGANISATION: Final = DemoOrganisation(
    name="Ateliers Brévallon", town="Nantes", sector="Distribution de fournitures industrielles"
)
_ALL: Final = (COLD, LEAD, CUSTOMER, FORMER)

# The passwords are public on purpose: a demo home serves invented data only. Each is longer than the
# twelve characters of four classes that CNIL counts as 80 bits.
MEMBERS: Final = (
    DemoMember(
        f"maelle@{DOMAIN}", "Maëlle Rouault", "Ardoise+Goeland-41", "prospector", ("Ouest",), (COLD, LEAD)
    ),
    DemoMember(
        f"chloe@{DOMAIN}",
        "Chloé Marchais",
        "Bruyere+Cormoran-52",
        "rep",
        ("Ouest",),
        (LEAD, CUSTOMER, FORMER),
    ),
    DemoMember(
        f"lucas@{DOMAIN}",
        "Lucas Wendling",
        "Sapin+Cigogne-63",
        "rep",
        ("Grand Est",),
        (LEAD, CUSTOMER, FORMER),
    ),
    DemoMember(
        f"karim@{DOMAIN}",
        "Karim Bensalem",
        "Granit+Heron-74",
        "assistant",
        ("Ouest", "Grand Est"),
        (LEAD, CUSTOMER),
    ),
    DemoMember(
        f"helene@{DOMAIN}", "Hélène de Saint-Aubin", "Phare+Milan-85-Nord", "manager", PORTFOLIOS, _ALL
    ),
    DemoMember(f"ines@{DOMAIN}", "Inès Carvalho", "Tilleul+Pinson-96", "marketing", PORTFOLIOS, _ALL),
    DemoMember(f"thomas@{DOMAIN}", "Thomas Guérin", "Moulin+Tadorne-17", "support", PORTFOLIOS, (CUSTOMER,)),
    DemoMember(
        f"odile@{DOMAIN}",
        "Odile Perrault",
        "Comptoir+Loutre-28",
        "accounting",
        PORTFOLIOS,
        (CUSTOMER, FORMER),
    ),
    DemoMember(f"amina@{DOMAIN}", "Amina Diallo-Roussel", "Registre+Hibou-39", "dpo", PORTFOLIOS, _ALL),
    DemoMember(f"gael@{DOMAIN}", "Gaël Lemonnier", "Serveur+Renard-40", "it_admin", (), ()),
)
