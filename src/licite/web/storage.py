"""Static files as they are served: hashed and compressed by whitenoise, the sheets joined into one.

Settings name ``STORAGES["staticfiles"] = {"BACKEND": "licite.web.storage.JoinedStaticFilesStorage"}``.
With any other storage the sheet still works, one request an import.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET: Final = "web/css/licite.css"
_IMPORT: Final = re.compile(r'^@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);$', re.MULTILINE)


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's storage, which first writes every ``@import`` of licite.css out into its layer."""

    def post_process(  # the signature is Django's
        self,
        paths: dict[str, Any],
        dry_run: bool = False,  # noqa: FBT001, FBT002
        **options: Any,
    ) -> Iterator[Any]:
        """Join the sheet from its sources, never from an earlier result, then hash and compress as usual."""
        if not dry_run and SHEET in paths:
            self.delete(SHEET)
            self.save(SHEET, ContentFile(self._joined(paths).encode()))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)

    def _joined(self, paths: dict[str, Any]) -> str:
        def written_out(found: re.Match[str]) -> str:
            path = PurePosixPath(SHEET).parent / found["path"]
            return f"@layer {found['layer']} {{\n{_source(paths, str(path))}}}"

        return _IMPORT.sub(written_out, _source(paths, SHEET))


def _source(paths: dict[str, Any], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
