"""A log line says what broke and where; the message, which may quote a person, stays out."""

import logging
import sys

from licite.web.logs import BlindFormatter


def test_an_exception_is_its_type_and_its_place():
    try:
        int("jeanne.martin@exemple.fr")
    except ValueError:
        record = logging.LogRecord("licite", logging.ERROR, __file__, 1, "broke", (), sys.exc_info())
    line = BlindFormatter("%(message)s").format(record)
    assert "ValueError at " in line
    assert "test_logs.py:" in line
    assert "jeanne" not in line
