"""Pages without dates of their own: true since they were first seen, until they are seen changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from compare.store.models import Capture, MarketVersion, PlanAttribute, RunState, Ticket
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.replay import replay
from tests.compare.usecases import own_source

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = "zz_names"
MANIFEST = f"""{own_source.MANIFEST}
[[pages]]
key = "names"
files = ["names.json"]
"""


@pytest.fixture(autouse=True)
def parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = own_source.written(tmp_path / "sources", SOURCE, MANIFEST)
    monkeypatch.setenv("SOURCES_DIRS", str(folder.parent))
    return folder / "parse.py"


def see(tmp_path: Path, day: date, **names: str) -> RunState:
    folder = tmp_path / str(day)
    folder.mkdir(exist_ok=True)
    (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")
    return collect(SOURCE, folder=folder, today=day).state


def names() -> set[tuple[str, date, date | None, bool]]:
    """Value, validity, and whether that is known to this day, of every row that is not retired."""
    rows = PlanAttribute.objects.filter(retired_at=None)
    return {(row.value, row.valid_from, row.valid_to, row.known_until is None) for row in rows}


def check_digest() -> None:
    """The sum that was kept up step by step is the sum of what is there."""
    kept = MarketVersion.objects.get(market="ch-health").digest
    assert MarketVersion.objects.get(market="ch-health").facts == len(
        PlanAttribute.objects.filter(retired_at=None)
    )
    replay(SOURCE)
    assert MarketVersion.objects.get(market="ch-health").digest == kept


def test_a_change_closes_the_old_validity_and_keeps_what_was_known(tmp_path: Path) -> None:
    see(tmp_path, date(2026, 1, 5), A="Alt")
    see(tmp_path, date(2026, 1, 12), A="Alt")
    see(tmp_path, date(2026, 3, 30), A="Neu")

    assert names() == {
        ("Alt", date(2026, 1, 5), None, False),
        ("Alt", date(2026, 1, 5), date(2026, 3, 30), True),
        ("Neu", date(2026, 3, 30), None, True),
    }
    check_digest()


def test_an_undated_page_fetched_before_the_last_one_is_held_back_until_a_replay(
    tmp_path: Path,
) -> None:
    see(tmp_path, date(2026, 3, 30), A="Neu")

    assert see(tmp_path, date(2026, 1, 5), A="Alt") is RunState.HELD_BACK
    assert names() == {("Neu", date(2026, 3, 30), None, True)}


def test_a_replay_with_a_mended_parser_retires_the_misreading_and_moves_no_known_time(
    tmp_path: Path, parser: Path
) -> None:
    see(tmp_path, date(2026, 1, 5), A="alt", B="gut")
    see(tmp_path, date(2026, 2, 5), A="neu", B="gut")
    before = {row.id: (row.valid_from, row.known_from) for row in PlanAttribute.objects.all()}
    parser.write_text(
        own_source.NAMES.replace('{"name": name}', '{"name": name.title()}'), encoding="utf-8"
    )

    shown = replay(SOURCE, dry_run=True)
    assert len(before) == PlanAttribute.objects.filter(retired_at=None).count()
    report = replay(SOURCE)

    assert shown.differences.added["plan"] == report.differences.added["plan"] == 4
    assert report.differences.retired["plan"] == 4
    assert {name for name, *_ in names()} == {"Alt", "Neu", "Gut"}
    live = PlanAttribute.objects.filter(retired_at=None)
    assert {(row.valid_from, row.known_from) for row in live} == set(before.values())
    assert not replay(SOURCE).differences.added.total()


def test_a_mended_parser_is_used_for_bytes_that_did_not_change(
    tmp_path: Path, parser: Path
) -> None:
    see(tmp_path, date(2026, 1, 5), A="alt")
    parser.write_text(
        own_source.NAMES.replace('{"name": name}', '{"name": name.title()}'), encoding="utf-8"
    )
    see(tmp_path, date(2026, 1, 5), A="alt")

    see(tmp_path, date(2026, 2, 5), A="alt")

    assert names() == {("Alt", date(2026, 1, 5), None, True)}
    assert Capture.objects.count() == 2
    retired = PlanAttribute.objects.exclude(retired_at=None).get()
    assert retired.value == "alt"


def test_a_parser_that_fails_on_old_and_new_pages_alike_leaves_a_held_run_with_its_ticket(
    tmp_path: Path, parser: Path
) -> None:
    see(tmp_path, date(2026, 1, 5), A="Alt")
    parser.write_text("def parse(capture):\n    raise KeyError('name')\n", encoding="utf-8")

    assert see(tmp_path, date(2026, 1, 12), A="Neu") is RunState.HELD_BACK

    (ticket,) = Ticket.objects.all()
    assert ticket.found == "parse.py:2: KeyError: 'name'"
    assert '-  "A": "Alt"' in ticket.region_good
    assert '+  "A": "Neu"' in ticket.region_bad
