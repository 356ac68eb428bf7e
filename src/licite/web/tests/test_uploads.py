"""A file beyond the limit reaches its form, which says that it is too large; memory holds no more than the limit."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

LIMIT = 300_000  # a few of Django's chunks


@pytest.fixture(autouse=True)
def _small(settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = LIMIT


def sent(*sizes: int) -> HttpRequest:
    files = {f"file{n}": SimpleUploadedFile(f"{n}.csv", b"x" * size) for n, size in enumerate(sizes)}
    return RequestFactory().post("/imports/new/", files | {"word": "kept"})


def test_a_file_within_the_limit_arrives_whole() -> None:
    file = sent(LIMIT).FILES["file0"]
    assert (file.size, file.read()) == (LIMIT, b"x" * LIMIT)


def test_a_file_beyond_the_limit_arrives_empty_with_its_size() -> None:
    request = sent(4 * LIMIT)
    file = request.FILES["file0"]
    assert (file.size, file.read()) == (4 * LIMIT, b"")
    assert request.POST["word"] == "kept"


def test_many_files_share_the_limit() -> None:
    files = sent(LIMIT // 2, LIMIT, LIMIT // 2).FILES
    assert len(files["file0"].read()) == LIMIT // 2
    for name in ("file1", "file2"):
        assert files[name].size > LIMIT
        assert files[name].read() == b""
