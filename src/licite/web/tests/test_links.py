"""Addresses and lines that are drawn once."""

import uuid

from django.urls import reverse
from django.utils import translation

from licite.web import links
from licite.web.parts import NavGroup, NavItem
from licite.web.templatetags.web import nav_groups


def test_an_address_is_what_django_would_make_of_it():
    for public in (uuid.uuid4(), uuid.uuid4()):
        assert links.to("desk:contact", public) == reverse("desk:contact", args=[public])


def test_a_navigation_is_drawn_anew_for_another_language_another_page_another_count():
    def drawn(**changes):
        return nav_groups([NavGroup([NavItem("Contacts", "/contacts/", "users", **changes)])])

    with translation.override("fr"):
        plain = drawn()
        assert drawn() == plain
        assert 'aria-current="page"' not in plain
        assert 'aria-current="page"' in drawn(current=True)
        assert ">3<" in drawn(count=3)
    with translation.override("en"):
        assert drawn() == plain
