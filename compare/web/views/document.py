"""A document over time: its versions, and what became of each clause between two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.markets.loader import keys, load
from compare.store.selectors.attributes import providers_of
from compare.store.selectors.documents import VersionRow
from compare.track.clause_difference import Kind, Step
from compare.usecases.changes import document_difference
from compare.usecases.changes.document_difference import Compared, NotThere
from compare.values.cause import Cause
from compare.web import twins
from compare.web.address import BadAddress
from compare.web.views.errors import explained

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@require_safe
@explained
def document(request: HttpRequest, provider: str, key: str) -> HttpResponse:
    """`/documents/<provider>/<document>/`; `?from=&to=` are days, `format` html, json or csv."""
    try:
        rows = document_difference.versions(provider, key)
    except NotThere as error:
        raise Http404 from error
    found = _compared(request, rows)
    market = rows[-1].market

    def page() -> HttpResponse:
        context = {
            "name": providers_of(market).get(provider, provider),
            "provider": provider,
            "key": key,
            "versions": list(_listed(rows)),
            "found": found,
            "shown": _shown(found) if found else [],
            "invented": market in keys() and load(market).invented,
        }
        return render(request, "pages/document.html", context)

    return twins.given(
        request,
        page=page,
        document=lambda: _printed(rows, found),
        rows=lambda: _rows(found) if found else [],
        markets=(market,),
    )


def _compared(request: HttpRequest, rows: tuple[VersionRow, ...]) -> Compared | None:
    """The two versions that are asked for; None where there is one version only."""
    since, until = _day(request, "from"), _day(request, "to")
    if len(rows) == 1 and since is None and until is None:
        return None
    try:
        return document_difference.compared(rows, since, until)
    except NotThere as error:
        raise BadAddress(
            _("There are no two versions on these days. Choose two out of the list.")
        ) from error


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> date:
    raise BadAddress(_("A day is written as 2026-01-31."))


def _listed(rows: tuple[VersionRow, ...]) -> Iterator[dict[str, Any]]:
    """Every version, the latest first, each with the one before it."""
    for place in range(len(rows) - 1, -1, -1):
        yield {
            "row": rows[place],
            "before": rows[place - 1] if place else None,
            "of_reader": rows[place].cause == Cause.READER,
        }


def _shown(found: Compared) -> list[dict[str, Any]]:
    """The steps as the page says them."""
    said = {
        Kind.MOVED: _("moved"),
        Kind.REWORDED: _("reworded"),
        Kind.INSERTED: _("new"),
        Kind.DELETED: _("gone"),
    }
    return [{"step": step, "said": said.get(step.kind, ""), "place": _place(step)}
            for step in found.steps]  # fmt: skip


def _place(step: Step) -> int:
    return step.new or step.old or 0


def _printed(rows: tuple[VersionRow, ...], found: Compared | None) -> dict[str, Any]:
    return {
        "provider": rows[-1].provider,
        "document": rows[-1].key,
        "versions": [
            {"sha256": row.sha256, "valid_from": row.valid_from, "cause": row.cause} for row in rows
        ],
        "difference": document_difference.printed(found) if found else None,
    }


def _rows(found: Compared) -> list[dict[str, Any]]:
    """A row for each clause that is not the same, with its words as they were and are."""
    return [
        {
            "kind": step.kind.value,
            "moved": step.moved,
            "before": step.old,
            "after": step.new,
            "old_words": " ".join(w.text for w in step.words if w.mark != "inserted"),
            "new_words": " ".join(w.text for w in step.words if w.mark != "deleted"),
        }
        for step in found.steps
        if step.kind is not Kind.SAME
    ]
