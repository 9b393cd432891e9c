"""What cannot be believed is held back whole, says why, and leaves the last good data alone."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from compare.store import bodies
from compare.store.models import (
    Body,
    Capture,
    MarketVersion,
    Plan,
    PlanAttribute,
    Price,
    Provider,
    ProviderAttribute,
    Run,
    RunState,
    Source,
)
from compare.usecases.collecting.collect import collect
from tests.compare.store import premiums
from tests.compare.store.premiums import SOURCE, Premium

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = premiums.usual()
TEXT = premiums.text(GOOD)
FACTS = (Price, PlanAttribute, ProviderAttribute, Plan, Provider, MarketVersion)


def cut_off() -> tuple[str, bytes]:
    return "praemien_2021.csv.gz", gzip.compress(TEXT.encode())[:-40]


def plain(text: str) -> Callable[[], tuple[str, bytes]]:
    return lambda: ("praemien_2021.csv", text.encode())


def rows(found: list[Premium]) -> Callable[[], tuple[str, bytes]]:
    return plain(premiums.text(found))


CASES = {
    "a cut-off archive": (cut_off, "unreadable", "premiums-2021"),
    "an empty file": (plain(""), None, "premiums-2021"),
    "a heading alone": (plain(premiums.HEADING + "\n"), None, "premiums-2021"),
    "a missing column": (
        plain(TEXT.replace("Prämie,", "Prime,")),
        "held_back",
        "Prämie",
    ),
    "a new column": (
        plain(
            "\n".join(
                f"{line},1" if at else f"{line},Neu" for at, line in enumerate(TEXT.splitlines())
            )
        ),
        "held_back",
        "Neu",
    ),
    "another year": (rows([replace(row, year=2022) for row in GOOD]), "held_back", "2022"),
    "half of the usual rows": (rows(GOOD[:29]), "held_back", "at least half of the usual 60"),
    "premiums twice as high": (
        rows([replace(row, amount=str(float(row.amount) * 2)) for row in GOOD]),
        "held_back",
        "median",
    ),
    "one cell unknown in every fifth row": (
        rows([replace(row, canton="XQ") if at % 5 == 0 else row for at, row in enumerate(GOOD)]),
        "held_back",
        "refused",
    ),
    "a premium beyond the range": (
        rows([*GOOD, Premium(deductible="FRA-1000", amount="3500")]),
        "held_back",
        "above 3000",
    ),
}


@pytest.fixture(autouse=True)
def _small_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))


def stored() -> list[list[tuple[object, ...]]]:
    return [sorted(table._default_manager.values_list()) for table in FACTS]


FIRST, LATER = "nothing stored before", "good data stored before"
COMPARED = ("half of the usual rows", "premiums twice as high")


@pytest.mark.parametrize(
    ("case", "before"),
    [(case, LATER) for case in CASES] + [(case, FIRST) for case in CASES if case not in COMPARED],
)
def test_bad_input_is_held_back_whole_and_says_why(case: str, before: str, tmp_path: Path) -> None:
    make, state, said = CASES[case]
    if before == LATER:
        collect(SOURCE, folder=premiums.write(tmp_path / "good", GOOD), today=date(2020, 10, 1))
    good, good_at = stored(), Source.objects.filter(key=SOURCE).values_list("good_at").first()
    bad = tmp_path / "bad"
    bad.mkdir()
    name, body = make()
    (bad / name).write_bytes(body)

    report = collect(SOURCE, folder=bad, today=date(2020, 10, 8))

    assert report.state is RunState.HELD_BACK
    assert said in report.message
    assert "expected" in report.message
    assert "found" in report.message
    assert stored() == good
    source = Source.objects.get(key=SOURCE)
    assert source.state == (state or source.state) != "ok"
    assert source.message == report.message
    if good_at:
        assert source.good_at == good_at[0], "the last good data stay up, with their age"
    assert Capture.objects.filter(page="premiums-2021", reader="").exists(), "evidence is kept"


def test_after_a_held_back_run_a_good_one_is_stored(tmp_path: Path) -> None:
    collect(SOURCE, folder=premiums.write(tmp_path / "a", GOOD), today=date(2020, 10, 1))
    collect(SOURCE, folder=premiums.write(tmp_path / "b", GOOD[:9]), today=date(2020, 10, 8))

    report = collect(SOURCE, folder=premiums.write(tmp_path / "c", GOOD), today=date(2020, 10, 9))

    assert report.source_state == "ok"
    assert Price.objects.count() == 60
    assert [run.state for run in Run.objects.order_by("id")] == ["stored", "held_back", "stored"]


def test_one_bad_page_holds_back_the_good_pages_of_its_run(tmp_path: Path) -> None:
    folder = premiums.write(tmp_path / "data", GOOD)
    (folder / "praemien_2020.csv").write_text("", encoding="utf-8")

    report = collect(SOURCE, folder=folder, today=date(2020, 10, 1))

    assert report.held_back
    assert Price.objects.count() == 0


def test_a_folder_without_the_files_fails_and_says_which_it_wants(tmp_path: Path) -> None:
    report = collect(SOURCE, folder=tmp_path, today=date(2020, 10, 1))

    assert report.state is RunState.FAILED
    assert "praemien_2021.csv" in report.message
    assert Source.objects.get(key=SOURCE).state == "unavailable"


def test_a_parser_that_crashes_is_named_and_nothing_is_stored(tmp_path: Path) -> None:
    parser = tmp_path / "sources" / SOURCE / "parse.py"
    parser.write_text("def parse(capture):\n    raise KeyError('Prämie')\n", encoding="utf-8")

    report = collect(SOURCE, folder=premiums.write(tmp_path / "a", GOOD), today=date(2020, 10, 1))

    assert report.held_back
    assert "KeyError" in report.message
    assert f"mend {SOURCE}/parse.py" in report.message


def test_lost_bytes_are_kept_again_when_they_come_again(tmp_path: Path) -> None:
    folder = premiums.write(tmp_path / "a", GOOD)
    collect(SOURCE, folder=folder, today=date(2020, 10, 1))
    body = Body.objects.get()
    default_storage.delete(body.name)
    with pytest.raises(bodies.Damaged, match="restore them from a backup"):
        bodies.read(body.sha256)

    collect(SOURCE, folder=folder, today=date(2020, 10, 2))

    assert bodies.read(body.sha256) == (folder / "praemien_2021.csv").read_bytes()
