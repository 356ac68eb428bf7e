"""A file far too large is called too large, not missing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licite.kit.files import MAX_BYTES
from tests.conftest import browser_of
from tests.world import MAX


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 2 * MAX_BYTES])
def test_a_file_too_large_is_said_to_be(size: int) -> None:
    file = SimpleUploadedFile("clients.csv", b"x" * size)
    page = browser_of(MAX).post("/imports/new/", {"file": file})
    assert page.status_code == 200
    assert "dépasse 10 Mo" in page.content.decode().replace("\xa0", " ")
