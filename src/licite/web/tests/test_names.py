"""A name inside a sentence is written as one says it."""

import pytest
from django.utils.translation import override

from licite.web.names import of


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Chloé Marchais", "de Chloé Marchais"),
        ("Éloïse Fauré", "d’Éloïse Fauré"),
        ("Œdipe Roy", "d’Œdipe Roy"),
        ("Hélène Garcia", "d’Hélène Garcia"),
        ("Hassan Amrani", "de Hassan Amrani"),
        ("Yves Roux", "d’Yves Roux"),
        ("Yanis Messaoudi", "de Yanis Messaoudi"),
    ],
)
def test_de_is_elided_before_a_vowel_in_french_alone(name, said):
    with override("fr"):
        assert of(name) == said
    with override("en"):
        assert of(name) == f"of {name}"
