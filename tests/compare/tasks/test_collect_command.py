"""`collect` and `replay` say what they did and end with the right number."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from compare.store.models import Price
from tests.compare.store import premiums
from tests.compare.store.premiums import SOURCE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _small_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))
    monkeypatch.setenv("COLUMNS", "200")


def ended(*arguments: str) -> int:
    try:
        call_command(*arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_a_stored_run_ends_with_0_and_says_what_is_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = premiums.write(tmp_path / "data", [*premiums.usual(), premiums.Premium(canton="XQ")])

    assert ended("collect", SOURCE, "--from", str(folder), "--today", "2020-10-01") == 0
    said = capsys.readouterr().out
    assert "61 price" in said
    assert "1 refused" in said
    assert "row 62: expected canton" in said


def test_a_held_back_run_ends_with_1_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = premiums.write(tmp_path / "data", [])

    assert ended("collect", SOURCE, "--from", str(folder), "--today", "2020-10-01") == 1
    assert "held_back" in capsys.readouterr().out
    assert Price.objects.count() == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("zz_nobody",), "expected a source"),
        ((SOURCE, "--from", "/nowhere/at/all"), "expected a folder"),
    ],
)
def test_bad_arguments_end_with_2(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended("collect", *arguments) == 2
    assert said in capsys.readouterr().err


def test_a_replay_without_a_change_says_that_nothing_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = premiums.write(tmp_path / "data", premiums.usual())
    ended("collect", SOURCE, "--from", str(folder), "--today", "2020-10-01")

    assert ended("replay", SOURCE) == 0
    assert "0 rows added, 0 retired" in capsys.readouterr().out


def test_a_replay_that_cannot_read_changes_nothing_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = premiums.write(tmp_path / "data", premiums.usual())
    ended("collect", SOURCE, "--from", str(folder), "--today", "2020-10-01")
    parser = tmp_path / "sources" / SOURCE / "parse.py"
    parser.write_text(
        "from scrapers.errors import PageChanged\n"
        "def parse(capture):\n"
        "    raise PageChanged(expected='a', found='b', todo='c')\n",
        encoding="utf-8",
    )

    assert ended("replay", SOURCE) == 1
    assert "nothing was changed: expected a" in capsys.readouterr().err
    assert Price.objects.filter(retired_at=None).count() == 60


def test_a_replay_of_what_was_never_collected_ends_with_2() -> None:
    assert ended("replay", SOURCE) == 2
