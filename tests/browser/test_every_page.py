"""Each page a profile can open: no serious fault for axe, no sideways scroll on a phone, nothing refused by the CSP."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit, picture

PAGES = {
    "prospector": [
        "/",
        "/contacts/",
        "/contacts/new/",
        "/companies/",
        "/rights/",
        "/journal/mine/",
        "/account/",
    ],
    "manager": ["/", "/contacts/?q=mar", "/tray/", "/imports/", "/imports/new/", "/inform/", "/capacities/"],
    "marketing": ["/", "/wordings/", "/wordings/new/", "/purposes/", "/purposes/prospection/balancing/"],
    "dpo": [
        "/",
        "/journal/",
        "/suppression/",
        "/suppression/files/",
        "/rules/",
        "/rules/FR/phone.attempts/",
        "/purposes/",
        "/purposes/new/",
        "/notices/",
        "/notices/first/fr/",
        "/notices/declaration/",
        "/minimisation/",
        "/fields/",
        "/notes/",
        "/organisation/",
    ],
    "it_admin": ["/", "/members/", "/security/", "/organisation/"],
    None: ["/sign-in/", "/nowhere/", "/p/", "/p/x/", "/privacy/"],
}
SERIOUS = {"serious", "critical"}


def faults(page) -> list[str]:
    """What axe calls serious or worse, each with where it is."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found if fault["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("profile", list(PAGES))
@pytest.mark.parametrize(
    ("phone", "dark"), [(False, False), (True, True)], ids=["desktop-light", "phone-dark"]
)
def test_pages_are_accessible_and_fit(visit: Visit, profile: str | None, phone: bool, dark: bool):
    page = visit(profile, phone=phone, dark=dark)
    addresses = list(PAGES[profile])
    if profile in {"prospector", "manager", "dpo"}:
        page.goto("/contacts/")
        addresses.append(page.locator("tbody .name a").first.get_attribute("href") or "")
        record = addresses[-1]
        addresses += [f"{record}{part}/" for part in ("who", "may", "dossier", "notice", "consents/new")]
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in {200, 404}, address
        picture(
            page,
            f"{profile}-{'phone' if phone else 'desk'}-{address.strip('/').replace('/', '_')[:20] or 'home'}",
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert faults(page) == [], address
    refused = [text for text in getattr(page, "complaints", []) if "404" not in text]
    assert refused == []
