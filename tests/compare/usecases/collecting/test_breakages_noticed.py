"""Each way in which a publisher breaks a page has its ticket in the server's next run."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from compare.store.models import Source, Ticket
from compare.usecases.collecting.collect import collect
from scrapers.catalogue import HOME
from tests.scrapers.test_breakages import BREAKAGES, CODINGS, Breakage

pytestmark = pytest.mark.django_db(transaction=True)
EDITION = "2026-07"
GOOD, NEXT, LATER = date(2026, 7, 10), date(2026, 7, 11), date(2026, 7, 12)


def handed_over(breakage: Breakage, folder: Path) -> Path:
    """The recorded pages of the source as files for `--from`; gives the one that breaks."""
    folder.mkdir()
    for page in (HOME / breakage.source / "pages").glob(f"*.{EDITION}.*"):
        shutil.copy(page, folder / page.name)
    return folder / breakage.page


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.name)
def test_the_next_run_opens_a_ticket_and_the_cure_closes_it(
    breakage: Breakage, tmp_path: Path
) -> None:
    page = handed_over(breakage, tmp_path / "files")
    good = page.read_bytes()
    assert collect(breakage.source, folder=page.parent, today=GOOD).source_state == "ok"
    coding = CODINGS.get(breakage.source, "utf-8")
    page.write_bytes(breakage.change(good.decode(coding)).encode(breakage.encoding))

    collect(breakage.source, folder=page.parent, today=NEXT)

    tickets = list(Ticket.objects.exclude(opened_at=None))
    assert bool(tickets) is not breakage.harmless
    assert (Source.objects.get().state == "ok") is breakage.harmless
    for ticket in tickets:
        assert ticket.expected
        assert ticket.found
        assert ticket.todo
    page.write_bytes(good)
    collect(breakage.source, folder=page.parent, today=LATER)
    assert not Ticket.objects.filter(closed_at=None).exists()
    assert Source.objects.get().state == "ok"
