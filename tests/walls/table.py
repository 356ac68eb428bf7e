"""Who may open what: every route, the profiles that pass, and what a POST without a body answers to them.

Read with `test_permission_table.py`. All others get 403; a record out of sight or missing 404; a method the page
does not know 405; a visitor without a live ticket the sign-in page.
"""

from dataclasses import dataclass

READERS = {"prospector", "rep", "assistant", "manager", "marketing", "support", "accounting", "dpo"}
SELLERS = {"prospector", "rep", "manager"}
REVEALERS = SELLERS | {"marketing", "support", "dpo"}
WRITERS = SELLERS | {"support"}
DEALERS = SELLERS | {"assistant", "accounting"}
DRAFTERS = {"manager", "marketing", "dpo"}  # of balancing tests; those who settle capacities in bulk, too
MANAGER, ADMIN, DPO = {"manager"}, {"it_admin"}, {"dpo"}
EVERYBODY = READERS | ADMIN | {"nothing"}  # whoever is inside a ticket, also with no grant left
GRANTED = READERS | ADMIN


@dataclass(frozen=True)
class Row:
    """One route: who passes, what it is about, and the answers to GET and to an empty POST on one's own."""

    route: str
    passes: set[str]
    about: str = ""
    get: int = 200
    post: int = 405


# Outside the gate: the same for everybody, and no row of a person is in reach of it.
PUBLIC = {
    "healthz", "invitation/<str:token>/", "sign-in/", "sign-in/code/", "sign-in/again/", "sign-in/again/code/", "sign-out/",
    "password/", "password/forgotten/", "account/second-factor/", "account/second-factor/end/", "account/recovery-codes/",
    "account/recovery-codes/new/", "consent/<str:token>/", "p/", "p/<str:token>/", "p/<str:token>/stop/",
    "privacy/",
}  # fmt: skip

ROWS = (
    # desk
    Row("", EVERYBODY),
    Row("week/", WRITERS),
    Row("objections/", READERS),
    Row("consents/ending/", REVEALERS),
    Row("week/reminders/seen/", WRITERS, get=405, post=303),
    Row("week/reminders/mails/", WRITERS, get=405, post=303),
    Row("team/", MANAGER),
    Row("team/stand-ins/", MANAGER, post=200),
    Row("team/stand-ins/<uuid:public>/end/", MANAGER, "stand_in", get=405, post=303),
    Row("contacts/", READERS),
    Row("search/", READERS),
    Row("contacts/filters/", READERS),
    Row("contacts/columns/", READERS),
    Row("contacts/bulk/", SELLERS, get=405, post=303),
    Row("contacts/bulk/preview/", SELLERS, get=405, post=404),
    Row("contacts/bulk/do/", SELLERS, get=405, post=404),
    Row("contacts/bulk/<uuid:public>/", SELLERS, "batch_made"),
    Row("contacts/bulk/<uuid:public>/undo/", SELLERS, "batch_made", get=405, post=303),
    Row("contacts/views/", READERS, post=200),
    Row("contacts/views/<uuid:public>/", READERS, "view", post=200),
    Row("contacts/views/<uuid:public>/replace/", READERS, "view", get=405, post=303),
    Row("contacts/views/<uuid:public>/end/", READERS, "view", get=405, post=303),
    Row("contacts/views/<uuid:public>/first/", READERS, "view", get=405, post=303),
    Row("contacts/<uuid:public>/", READERS, "contact"),
    Row("contacts/<uuid:public>/who/", READERS, "contact"),
    Row("contacts/<uuid:public>/dossier/", READERS, "contact"),
    Row("contacts/<uuid:public>/may/", READERS, "contact"),
    Row("contacts/<uuid:public>/may/screened/", REVEALERS, "contact", get=405, post=200),
    Row("contacts/<uuid:public>/may/called-for/", REVEALERS, "contact", get=405, post=200),
    Row("journal/", DPO),
    Row("journal/extract.csv", DPO),
    Row("journal/<uuid:entry>/", DPO, "row"),
    Row("journal/mine/", EVERYBODY),
    Row("journal/verify/", DPO, get=405, post=200),
    Row("rights/", GRANTED),
    Row("openings/", MANAGER | {"rep"}),
    Row("portfolios/", MANAGER),
    Row("portfolios/new/", MANAGER, get=405, post=200),
    Row("portfolios/rules/", MANAGER, post=200),
    Row("portfolios/rules/apply/", MANAGER, post=200),
    Row("portfolios/hand-overs/<uuid:public>/", MANAGER, "handover"),
    Row("portfolios/hand-overs/<uuid:public>/progress/", MANAGER, "handover"),
    Row("portfolios/hand-overs/<uuid:public>/undo/", MANAGER, "handover", get=405, post=302),
    Row("portfolios/<int:portfolio>/", MANAGER, "portfolio", post=200),
    Row("portfolios/<int:portfolio>/close/", MANAGER, "portfolio", get=405, post=302),
    Row("portfolios/<int:portfolio>/hand-over/", MANAGER, "portfolio", post=200),
    Row("profiles/", MANAGER),
    Row("profiles/<str:key>/", MANAGER, "profile"),
    Row("profiles/<str:key>/change/", MANAGER, "profile", get=405, post=200),
    Row("profiles/<str:key>/copy/", MANAGER, "profile", get=405, post=200),
    Row("grants/", MANAGER),
    Row("grants/invite/", MANAGER, post=200),
    Row("grants/requests/<uuid:public>/", MANAGER, "request", post=200),
    Row("rights/ask/", EVERYBODY, post=200),
    Row("rights/ask/<uuid:public>/close/", EVERYBODY, "own_request", get=405, post=303),
    Row("grants/<uuid:public>/", MANAGER, "member"),
    Row("grants/<uuid:public>/give/", MANAGER, "member", get=405, post=200),
    Row("grants/<uuid:public>/<uuid:grant>/end/", MANAGER, "grant", post=302),
    Row("grants/<uuid:public>/<uuid:grant>/until/", MANAGER, "grant", get=405, post=302),
    Row("rules/", READERS),
    Row("rules/<str:country>/<str:key>/", READERS, "rule"),
    Row("rules/<str:country>/<str:key>/change/", DPO, "rule", get=405, post=200),
    Row("security/", ADMIN),
    Row("security/<str:country>/<str:key>/", ADMIN, "setting"),
    Row("security/<str:country>/<str:key>/change/", ADMIN, "setting", get=405, post=200),
    Row("organisation/", MANAGER | DPO | ADMIN, post=200),
    # staff
    Row("account/", EVERYBODY, post=200),
    Row("account/sessions/", EVERYBODY),
    Row("account/sessions/end/", EVERYBODY, get=405, post=302),
    Row("account/sessions/<slug:mark>/end/", EVERYBODY, "session", get=405, post=404),
    Row("members/", ADMIN),
    Row("members/new/", ADMIN, post=200),
    # Who has joined is invited no more: refused, with its reason.
    Row("members/<uuid:public>/invitation/", ADMIN, "member", get=405, post=403),
    Row("members/<uuid:public>/off/", ADMIN, "member", post=302),
    Row("notice/", EVERYBODY, post=302),
    # people
    Row("contacts/new/", SELLERS, post=200),
    Row("contacts/<uuid:public>/edit/", SELLERS, "contact", post=200),
    Row("contacts/<uuid:public>/edit/identity/", SELLERS, "contact", post=200),
    Row("contacts/<uuid:public>/edit/coordinates/", SELLERS, "contact", post=200),
    Row("contacts/<uuid:public>/edit/wishes/", SELLERS, "contact", post=303),
    Row("contacts/<uuid:public>/tags/", SELLERS, "contact", post=200),
    Row("contacts/<uuid:public>/tags/<slug:tag>/remove/", SELLERS, "tag", get=405, post=303),
    Row("contacts/<uuid:public>/numbers/<slug:token>/remove/", SELLERS, "token", get=405, post=303),
    Row("contacts/<uuid:public>/roles/", SELLERS, "contact", post=200),
    Row("contacts/<uuid:public>/roles/<uuid:role>/remove/", SELLERS, "role", get=405, post=303),
    Row("contacts/<uuid:public>/files/", {"rep", "manager", "support"}, "contact", post=200),
    Row("contacts/<uuid:public>/files/<uuid:file>/", READERS, "file", get=405, post=200),
    Row(
        "contacts/<uuid:public>/files/<uuid:file>/remove/",
        {"rep", "manager", "support"},
        "file",
        get=405,
        post=303,
    ),
    Row("contacts/<uuid:public>/timeline/", READERS, "contact"),
    Row("contacts/<uuid:public>/changes/", READERS, "contact"),
    Row("contacts/<uuid:public>/coordinates/", READERS, "contact"),
    Row("contacts/<uuid:public>/reveals/", REVEALERS, "contact", get=405, post=403),
    Row("contacts/<uuid:public>/call/", WRITERS, "contact", post=303),
    Row("contacts/<uuid:public>/calls/<uuid:interaction>/", WRITERS, "interaction", post=200),
    Row("contacts/<uuid:public>/interactions/", WRITERS, "contact", post=200),
    Row("contacts/<uuid:public>/interactions/<uuid:interaction>/outcome/", WRITERS, "interaction", post=200),
    Row("contacts/<uuid:public>/tasks/", WRITERS, "contact", post=200),
    Row("contacts/<uuid:public>/tasks/<uuid:task>/call/", WRITERS, "task", get=405, post=200),
    Row("contacts/<uuid:public>/tasks/<uuid:task>/cancel/", WRITERS, "task", get=405, post=303),
    Row("contacts/<uuid:public>/tasks/<uuid:task>/done/", WRITERS, "task", post=200),
    Row("contacts/<uuid:public>/tasks/<uuid:task>/hand/", WRITERS, "task", post=200),
    Row("contacts/<uuid:public>/tasks/<uuid:task>/move/", WRITERS, "task", post=200),
    Row("contacts/<uuid:public>/tasks/<uuid:task>/reopen/", WRITERS, "task", get=405, post=404),
    Row("contacts/<uuid:public>/stage/<slug:act>/", SELLERS, "act", post=303),
    Row("contacts/<uuid:public>/objections/", READERS, "contact", post=200),
    Row("contacts/<uuid:public>/objections/<int:objection>/mistake/", READERS, "objection", post=200),
    Row("contacts/<uuid:public>/consents/new/", REVEALERS, "contact", post=200),
    Row("contacts/<uuid:public>/consents/ask/", REVEALERS, "contact", post=200),
    Row("contacts/<uuid:public>/consents/<uuid:consent>/", READERS, "consent"),
    Row("contacts/<uuid:public>/consents/<uuid:consent>/withdraw/", READERS, "consent", get=405, post=303),
    Row("contacts/<uuid:public>/consents/<uuid:consent>/copy/", REVEALERS, "consent", get=405, post=200),
    Row("contacts/<uuid:public>/consents/<uuid:consent>/files/", REVEALERS, "consent", get=405, post=200),
    Row(
        "contacts/<uuid:public>/consents/<uuid:consent>/files/<uuid:evidence>/",
        REVEALERS,
        "evidence",
        get=405,
        post=200,
    ),
    Row("companies/", READERS),
    Row("companies/known/", READERS),
    Row("companies/new/", SELLERS, post=200),
    Row("companies/<uuid:public>/", READERS, "company"),
    Row("companies/<uuid:public>/edit/", SELLERS, "company", post=200),
    Row("companies/<uuid:public>/sites/", SELLERS, "company", post=200),
    Row("companies/<uuid:public>/sites/<uuid:site>/", SELLERS, "site", post=200),
    Row("companies/<uuid:public>/sites/<uuid:site>/remove/", SELLERS, "site", get=405, post=303),
    Row("duplicates/", MANAGER),
    Row("duplicates/waiting/", DPO),
    Row("duplicates/search/", MANAGER, get=405, post=303),
    Row("duplicates/progress/", MANAGER),
    Row("duplicates/<uuid:public>/<uuid:other>/", MANAGER, "two", post=200),
    Row("duplicates/<uuid:public>/<uuid:other>/apart/", MANAGER, "two", get=405, post=303),
    Row("merges/<uuid:merge>/undo/", MANAGER, "merge", post=303),
    Row("tray/", MANAGER),
    Row("tray/<int:entry>/open/", MANAGER, "tray", get=405, post=303),
    Row("tray/<int:entry>/refuse/", MANAGER, "tray", get=405, post=303),
    # the texts of consent
    Row("wordings/", READERS),
    Row("wordings/new/", DPO | {"marketing"}, post=200),
    Row("wordings/<uuid:public>/", READERS, "wording"),
    # lawful: suppression list
    Row("suppression/", DPO),
    Row("suppression/look-up/", DPO, get=405, post=200),
    Row("suppression/add/", DPO, get=405, post=200),
    Row("suppression/review/", DPO, get=405, post=303),
    Row("suppression/files/", DPO, post=200),
    Row("suppression/files/<uuid:public>/", DPO, "opposition"),
    Row("suppression/files/<uuid:public>/progress/", DPO, "opposition"),
    # sales
    Row("deals/", DEALERS),
    Row("deals/list/", DEALERS),
    Row("deals/new/", SELLERS),
    Row("deals/<uuid:public>/", DEALERS, "deal"),
    Row("deals/<uuid:public>/edit/", SELLERS, "deal", post=200),
    Row("deals/<uuid:public>/step/", SELLERS, "deal", get=405, post=303),
    Row("deals/<uuid:public>/hand/", MANAGER, "deal", get=405, post=303),
    Row("deals/<uuid:public>/close/<slug:end>/", SELLERS, "deal_end", post=200),
    Row("contacts/<uuid:public>/deals/new/", SELLERS, "contact", post=200),
    Row("contacts/<uuid:public>/purchases/", DEALERS, "contact"),
    Row("companies/<uuid:public>/deals/", DEALERS, "company"),
    Row("forecast/", MANAGER | {"accounting"}),
    # intake
    Row("imports/", MANAGER),
    Row("imports/new/", MANAGER, post=200),
    Row("imports/drafts/<uuid:public>/columns/", MANAGER, "import", post=302),
    Row("imports/drafts/<uuid:public>/provenance/", MANAGER, "import", post=200),
    Row("imports/drafts/<uuid:public>/preview/", MANAGER, "import", get=302, post=302),
    Row("imports/drafts/<uuid:public>/preview/progress/", MANAGER, "import"),
    Row("imports/drafts/<uuid:public>/drop/", MANAGER, "dropped", get=405, post=302),
    Row("imports/<uuid:public>/report.csv", MANAGER, "batch"),
    Row("imports/<uuid:public>/undo/", MANAGER, "batch", get=405, post=302),
    Row("imports/<uuid:public>/left/", MANAGER, "batch", get=302, post=302),
    Row("imports/<uuid:public>/", MANAGER, "batch"),
    Row("imports/<uuid:public>/progress/", MANAGER, "batch"),
    # lawful, purposes
    Row("purposes/", READERS),
    Row("purposes/new/", MANAGER | DPO, post=200),
    Row("purposes/<slug:key>/retire/", MANAGER | DPO, "purpose", post=200),
    Row("purposes/<slug:key>/balancing/", READERS, "purpose"),
    Row("purposes/<slug:key>/balancing/write/", DRAFTERS, "purpose", post=200),
    Row("purposes/<slug:key>/balancing/<int:version>/", READERS, "draft"),
    Row("purposes/<slug:key>/balancing/<int:version>/approve/", MANAGER | DPO, "draft", post=200),
    # people: grounds, fields of one's own
    Row("contacts/<uuid:public>/grounds/", SELLERS, "contact", post=200),
    Row("contacts/<uuid:public>/grounds/<uuid:ground>/end/", SELLERS, "ground", get=405, post=303),
    Row("contacts/<uuid:public>/fields/", SELLERS, "contact", post=303),
    Row("fields/", DPO),
    Row("fields/new/", DPO, post=200),
    Row("fields/<slug:key>/retire/", DPO, "field", post=303),
    Row("fields/<slug:key>/purposes/", DPO, "builtin", post=303),
    # desk
    Row("minimisation/", DPO),
    # people: notes, restrictions, capacities
    Row("contacts/<uuid:public>/interactions/<uuid:interaction>/note/", WRITERS, "interaction", post=200),
    Row("contacts/<uuid:public>/tasks/<uuid:task>/title/", WRITERS, "task", post=200),
    Row("notes/", DPO),
    Row("notes/<int:flag>/pass/", DPO, "flag", get=405, post=303),
    Row("notes/<int:flag>/ask/", DPO, "flag", get=405, post=303),
    Row("notes/<int:flag>/strike/", DPO, "flag", get=405, post=303),
    Row("contacts/<uuid:public>/restrictions/", MANAGER | DPO, "contact", post=200),
    Row(
        "contacts/<uuid:public>/restrictions/<int:restriction>/lift/", MANAGER | DPO, "restriction", post=200
    ),
    Row("contacts/<uuid:public>/capacity/", SELLERS | DRAFTERS, "contact", post=200),
    Row("capacities/", DRAFTERS, post=200),
    # information notices
    Row("notices/", DPO),
    Row("notices/publish/", DPO, get=405, post=302),
    Row("notices/declaration/", DPO, post=200),
    Row("notices/<slug:kind>/<slug:language>/", DPO, "notice", post=302),
    Row("notices/<slug:kind>/<slug:language>/<int:number>/", DPO, "notice_version"),
    # informing persons
    Row("contacts/<uuid:public>/notice/", REVEALERS, "contact", post=200),
    Row("contacts/<uuid:public>/notice/send/", REVEALERS, "contact", get=405, post=303),
    Row("contacts/<uuid:public>/notice/<int:delivery>/strike/", MANAGER | DPO, "delivery", get=405, post=303),
    Row("inform/", REVEALERS),
    Row("inform/many/", REVEALERS, get=405, post=303),
    Row("inform/orders/<uuid:public>/", REVEALERS, "order"),
    Row("inform/orders/<uuid:public>/progress/", REVEALERS, "order"),
)
