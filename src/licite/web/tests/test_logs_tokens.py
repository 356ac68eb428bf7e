"""No line of the log holds the token of a link."""

import logging

import pytest

from licite.web.logs import BlindFormatter


@pytest.mark.parametrize(
    "path", ["/p/CbDiTokenOfSomebody/", "/p/CbDiTokenOfSomebody/stop/?x=1", "/consent/CbDiToken"]
)
def test_a_token_is_left_out(path):
    record = logging.LogRecord(
        "django.security.csrf", logging.WARNING, "", 1, "Forbidden (%s): %s", ("CSRF", path), None
    )
    line = BlindFormatter("%(message)s").format(record)
    assert "CbDi" not in line
    assert line.startswith("Forbidden (CSRF): /")
