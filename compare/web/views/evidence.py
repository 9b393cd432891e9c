"""A stored page as evidence: its hash, where it came from, and its text as far as may be shown."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from compare.markets.loader import keys, load
from compare.store import bodies
from compare.store.selectors.evidence import CaptureRow, Stored, stored
from compare.web import address, paper, twins
from compare.web.inert import inert
from compare.web.views.errors import explained

LONGEST_LOCATOR = 120


@require_safe
@explained
def evidence(request: HttpRequest, sha256: str) -> HttpResponse:
    """`/evidence/<sha256>/`; `?at=` names the place in it that a figure was read from."""
    held = _held(sha256)
    at = request.GET.get("at", "")
    if len(at) > LONGEST_LOCATOR or not at.isprintable():
        raise address.BadAddress
    return twins.given(
        request,
        page=lambda: _page(request, held, at),
        document=lambda: {**_plain(held), "captures": [_captured(row) for row in held.captures]},
        rows=lambda: [{**_plain(held), **_captured(row)} for row in held.captures],
        markets={row.market for row in held.captures},
    )


def _page(request: HttpRequest, held: Stored, at: str) -> HttpResponse:
    context = {
        "held": held,
        "captures": [_shown(row) for row in held.captures],
        "at": at,
        "excerpt": paper.excerpt(_bytes(held.sha256), at) if held.publish == "full" else None,
        "invented": any(
            row.market in keys() and load(row.market).invented for row in held.captures
        ),
    }
    return render(request, "pages/evidence.html", context)


@require_safe
@explained
def file(request: HttpRequest, sha256: str) -> HttpResponse:  # noqa: ARG001
    """`/evidence/<sha256>/file`: the bytes, inert: no browser shows or runs them."""
    if _held(sha256).publish != "full":
        raise Http404
    return inert(_bytes(sha256), sha256)


def _plain(held: Stored) -> dict[str, Any]:
    return {"sha256": held.sha256, "size": held.size, "publish": held.publish}


def _captured(row: CaptureRow) -> dict[str, Any]:
    """A sighting in plain content."""
    said = row._asdict()
    return {**said, "fetched_at": row.fetched_at.isoformat()}


def _held(sha256: str) -> Stored:
    found = stored(sha256)
    if found is None:
        raise Http404
    return found


def _bytes(sha256: str) -> bytes:
    return bodies.read(sha256)


def _shown(row: CaptureRow) -> dict[str, object]:
    """A sighting; only an http address becomes a link."""
    return {"row": row, "link": urlsplit(row.address).scheme in ("http", "https")}
