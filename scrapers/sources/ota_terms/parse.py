"""Terms of companies, version by version, as Open Terms Archive recorded them.

Each capture is the text of one version. The message under which it was recorded tells whether the
company's page had changed, or only the rules by which the text is taken out of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256

from scrapers.errors import PageChanged
from scrapers.records import Capture, DocumentRecord, ProviderRecord, Record

CAUSES = {
    "First record of": "provider",
    "Start tracking": "provider",
    "Record new changes": "provider",
    "Update": "provider",
    "Refilter": "reader",
    "Apply technical or declaration upgrade": "reader",
    "Apply technical upgrade": "reader",
}


def parse(capture: Capture) -> Iterator[Record]:
    """The company's name and the version's whole text.

    Raises:
        PageChanged: nothing says whose document it is, or the message is of an unknown kind.
    """
    service, document = _said(capture, "service"), _said(capture, "document")
    message = _said(capture, "commit_message").splitlines()[0]
    provider = _slug(service)
    yield ProviderRecord(provider, {"name": service}, "service")
    yield DocumentRecord(
        provider,
        _slug(document),
        capture.body.decode(),
        _cause(message),
        message,
        "whole text",
    )


def _said(capture: Capture, key: str) -> str:
    value = capture.headers.get(key, "").strip()
    if not value:
        raise PageChanged(
            expected=f"{key!r} beside the text", found="nothing", todo="look at the archive's line"
        )
    return value


def _cause(message: str) -> str:
    for start, cause in CAUSES.items():
        if message.startswith(start):
            return cause
    raise PageChanged(
        expected=f"a message that begins with one of: {', '.join(CAUSES)}",
        found=repr(message),
        todo="find out who changed the text, then add the message to CAUSES",
    )


def _slug(name: str) -> str:
    """A name in the letters of a key: without accents; in another script its hash."""
    latin = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
    return slug or sha256(name.encode()).hexdigest()[:12]
