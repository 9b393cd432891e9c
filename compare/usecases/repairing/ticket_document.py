"""A ticket as programs get it, and as text that is ready for a forge."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from compare.store.models import Capture, Ticket

QUOTED = 300  # letters: as much of a region as may be quoted
# An apostrophe within a word opens nothing; a quotation that was cut off goes on to the end.
QUOTATION = re.compile(
    r"""
    (?: (?<!\w) | (?<=\bb) )  # bytes are written b'…'
    (?: ' (?:[^'\\]|\\.)* (?: ' | \\?\Z ) | " (?:[^"\\]|\\.)* (?: " | \\?\Z ) )
    | « [^»]* (?: » | \Z )
    | “ [^”]* (?: ” | \Z )
    """,
    re.DOTALL | re.VERBOSE,
)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def document(ticket: Ticket, base: str) -> dict[str, Any]:
    """All that is said of a ticket; `base` is the instance's address (`https://host`).

    Regions come as far as the source's `publish` lets them.
    """
    return {
        "id": ticket.pk,
        "source": ticket.source.key,
        "source_name": ticket.source.name,
        "market": ticket.source.market,
        "page": ticket.page,
        "state": ticket.state,
        "cause": cause(ticket),
        "expected": ticket.expected,
        "found": found(ticket),
        "todo": ticket.todo,
        "command": command(ticket, base),
        "commands": commands(ticket, base),
        "opened_at": instant(ticket.opened_at),
        "last_met_at": instant(ticket.last_at),
        "closed_at": instant(ticket.closed_at),
        "reopened": ticket.reopened,
        "publish": ticket.source.publish,
        "locator": quotable(ticket.locator, ticket.source.publish),
        "region_good": region(ticket, ticket.region_good),
        "region_bad": region(ticket, ticket.region_bad),
        "failing": _capture(ticket.failing),
        "last_good": _capture(ticket.good),
    }


def cause(ticket: Ticket) -> str:
    """What was expected, what was found and what to do, in one sentence."""
    return f"expected {ticket.expected}, found {found(ticket)}: {ticket.todo}"


def found(ticket: Ticket) -> str:
    """What was found, as far as it may be told: it quotes the page."""
    return quotable(ticket.found, ticket.source.publish)


def quotable(text: str, publish: str) -> str:
    """Words of ours that may quote a page: its quotations are left out where nothing may be shown.

    >>> quotable("a row of two cells, found 'Our secret price'", "hash")
    'a row of two cells, found …'
    """
    if publish == "full":
        return text
    return QUOTATION.sub("…", text) if publish == "hash" else text[:QUOTED]


def command(ticket: Ticket, base: str) -> str:
    """What a volunteer types first: what brings both pages, else what tries it once more."""
    here = " --here" if urlsplit(base).hostname in LOOPBACK else ""
    if ticket.failing or ticket.good:
        return f"python -m scrapers pull {base}/api/v1/tickets/{ticket.pk}{here}"
    return f"python -m scrapers check {ticket.source.key} --live"


def commands(ticket: Ticket, base: str) -> list[str]:
    """Everything that a volunteer types, from the two pages to the reading that is kept."""
    key = ticket.source.key
    if not (ticket.failing or ticket.good):
        return [command(ticket, base)]
    return [
        command(ticket, base),
        f"python -m scrapers check {key}",
        f"python -m scrapers suggest {key}",
        f"python -m scrapers check {key} --accept",
    ]


def region(ticket: Ticket, text: str) -> str | None:
    """As much of a region as the publisher lets us show; None where that is nothing."""
    if not text or ticket.source.publish == "hash":
        return None
    if ticket.source.publish == "full":
        return text
    marked = [line for line in text.splitlines() if line.startswith(("+", "-"))]
    return "\n".join(marked or text.splitlines())[:QUOTED]


def forge_issue(ticket: Ticket, base: str) -> str:
    """The ticket in Markdown: a title, then what a volunteer needs; nothing in it is run or linked."""
    said = document(ticket, base)
    page = f" {ticket.page}" if ticket.page else ""
    parts = [
        f"# {ticket.source.key}{page}: {ticket.state}",
        f"**Expected** {_inline(ticket.expected)}",
        f"**Found** {_inline(found(ticket))}",
        f"**To do** {_inline(ticket.todo)}",
        f"Open since {said['opened_at']}; last met {said['last_met_at']}. Ticket {base}/en/tickets/{ticket.pk}/",
    ]
    if said["region_good"] or said["region_bad"]:
        where = f" ({_inline(ticket.locator)})" if ticket.locator else ""
        both = "\n".join(filter(None, (said["region_good"], "", said["region_bad"])))
        parts.append(f"What stood there{where}, and what stands there now:\n\n{_fenced(both)}")
    steps = "\n".join(said["commands"])
    parts.append(f"To mend it (docs/sources.md):\n\n{_fenced(steps, 'sh')}")
    return "\n\n".join(parts) + "\n"


def instant(at: datetime | None) -> str | None:
    """An instant in UTC, to the second."""
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _capture(capture: Capture | None) -> dict[str, Any] | None:
    if capture is None:
        return None
    return {
        "address": capture.address,
        "sha256": capture.sha256,
        "fetched_at": instant(capture.fetched_at),
        "content_type": capture.headers.get("content-type", ""),
        "download": f"/evidence/{capture.sha256}/download",
    }


def _inline(text: str) -> str:
    """Words of a page as Markdown that means nothing but itself."""
    ticks = max((len(run) for run in re.findall("`+", text)), default=0) + 1
    space = " " if "`" in text else ""
    one_line = " ".join(text.split())
    return f"{'`' * ticks}{space}{one_line}{space}{'`' * ticks}" if one_line else ""


def _fenced(text: str, word: str = "diff") -> str:
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text) or [""]))
    return f"{ticks}{word}\n{text}\n{ticks}"
