"""Fetch the failing page of a ticket, and the last good one, from a running instance.

TICKET is the ticket's address (https://…/api/v1/tickets/7), or its number beside --at. Both pages
are kept as recorded pages of the source, so that check and suggest work on them.
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from scrapers import recorded
from scrapers.catalogue import Source, load_source
from scrapers.commands.record import name
from scrapers.errors import Blocked, Gone, ManifestError, Unreadable
from scrapers.net import instance
from scrapers.records import Capture

PARTS = {"last_good": "the last good page", "failing": "the failing page"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which ticket, and where."""
    parser.add_argument("ticket", metavar="TICKET", help="a ticket's address, or its number")
    place(parser)


def place(parser: argparse.ArgumentParser) -> None:
    """Where the instance is."""
    parser.add_argument(
        "--at",
        default=os.environ.get("WORTH_SWITCHING"),
        metavar="ADDRESS",
        help="the instance, as https://worth-switching.example; else the variable WORTH_SWITCHING",
    )
    parser.add_argument("--here", action="store_true", help="the instance runs on this machine")


def run(chosen: argparse.Namespace) -> int:
    """Write both pages; 1 where the instance may not pass one on."""
    at = address(chosen.ticket, chosen.at)
    ticket = instance.read_json(at, here=chosen.here)
    source = load_source(str(ticket.get("source")))
    print(f"{source.key} {ticket.get('page')}: {ticket.get('state')}: {ticket.get('cause')}")
    had = [_part(source, ticket, part, at, chosen.here) for part in PARTS]
    print(f"next: python -m scrapers check {source.key}; python -m scrapers suggest {source.key}")
    return int(not all(had))


def address(ticket: str, at: str | None) -> str:
    """The ticket's address at its instance.

    Raises:
        ManifestError: a number without an instance, or neither number nor address.
    """
    if ticket.startswith(("http://", "https://")):
        return ticket
    if not (ticket.isdecimal() and ticket.isascii() and at):
        raise ManifestError(
            expected="a ticket's address, or its number and --at",
            found=repr(ticket),
            todo="copy the address from the ticket",
        )
    return f"{at.rstrip('/')}/api/v1/tickets/{ticket}"


def _part(source: Source, ticket: Mapping[str, Any], part: str, at: str, here: bool) -> bool:
    """Keep one of the ticket's pages; False where it could not be had."""
    told = ticket.get(part)
    if not told:
        print(f"    {PARTS[part]}: none; record today's: python -m scrapers record {source.key}")
        return True
    try:
        body = instance.read(
            urljoin(at, str(told["download"])), here=here, limit=source.manifest.max_bytes
        )
    except (Blocked, Gone) as error:
        print(f"    {PARTS[part]}: not passed on ({error.found}); record today's instead")
        return False
    print(f"    {PARTS[part]}: {_kept(source, _capture(ticket, told, body))}")
    return True


def _capture(ticket: Mapping[str, Any], told: Mapping[str, Any], body: bytes) -> Capture:
    """The bytes as the instance stored them.

    Raises:
        Unreadable: they are others than the ticket says.
    """
    if hashlib.sha256(body).hexdigest() != told["sha256"]:
        raise Unreadable(
            expected=f"the bytes with sha256 {told['sha256']}", found="others", todo="pull again"
        )
    return Capture(
        address=str(told["address"]),
        body=body,
        fetched_at=datetime.fromisoformat(str(told["fetched_at"])),
        page=str(ticket["page"]),
        headers={"content-type": str(told.get("content_type") or "")},
    )


def _kept(source: Source, capture: Capture) -> Path:
    """Where these bytes lie among the recorded pages; they are written where they are new."""
    if not source.manifest.has(capture.page):
        raise ManifestError(
            expected="a page of the manifest", found=capture.page, todo="pull the newest sources"
        )
    for path in recorded.pages(source):
        if path.read_bytes() == capture.body:
            return path
    path = source.folder / "pages" / name(source, capture)
    if path.exists():
        path = path.with_name(f"{capture.page}.{capture.sha256[:8]}.{path.name.partition('.')[2]}")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(capture.body)
    return path
