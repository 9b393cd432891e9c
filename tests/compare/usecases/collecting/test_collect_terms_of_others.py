"""Terms of services that nobody named beforehand are collected, and their changes found."""

from __future__ import annotations

import json
import lzma
from datetime import date
from pathlib import Path

import pytest

from compare.store.models import Capture, RunState
from compare.usecases.changes.told import Wanted, changes
from compare.usecases.collecting.collect import collect

pytestmark = pytest.mark.django_db
TEXT = "1. You pay a late fee of $10 with the next bill.\n\n2. You may leave with thirty (30) days' notice."
DEARER = TEXT.replace("$10", "$15").replace("thirty (30)", "sixty (60)")
LATER = date(2026, 3, 30)


def lines(service: str, *versions: tuple[str, str, str]) -> str:
    return "".join(
        json.dumps(
            {
                "service": service,
                "document": "Terms of Service",
                "recorded_at": f"{day}T10:00:00+00:00",
                "source_commit": "0" * 40,
                "commit_message": f"{message} {service} Terms of Service",
                "text": text,
            },
            ensure_ascii=False,
        )
        + "\n"
        for day, message, text in versions
    )


def test_files_of_any_service_are_read_and_tracked(tmp_path: Path) -> None:
    versions = (
        ("2026-01-05", "First record of", TEXT),
        ("2026-02-05", "Record new changes of", DEARER),
        ("2026-03-05", "Record new changes of", f"{DEARER}\n\n3. We are glad to have you."),
    )
    with lzma.open(tmp_path / "Télé_terms.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(lines("Télé & Co", *versions))
    (tmp_path / "other.jsonl").write_text(lines("小米", *versions), encoding="utf-8")
    report = collect("ota_terms", folder=tmp_path, today=LATER)
    assert (report.state, report.refused_count) == (RunState.STORED, 0)
    assert set(Capture.objects.values_list("page", flat=True)) == {"t-l-terms", "other"}
    found = changes(Wanted(source="ota_terms"))
    told = sorted((each["old"], each["new"], each["unit"], each["state"]) for each in found)
    assert told == sorted(
        [("10", "15", "dollar", "confirmed"), ("30", "60", "day", "confirmed")] * 2
    )
    assert len({each["provider"] for each in found}) == 2


def test_an_amount_is_known_by_the_words_of_its_own_sentence(tmp_path: Path) -> None:
    """A discount in the clause that states the tax is no tax that the law set."""
    clause = "1. VAT applies at 13.5% of each bill. Who pays by card gets a discount of {} on it."
    days = ("2026-01-05", 25), ("2026-02-05", 20), ("2026-03-05", 20)
    text = [
        (day, "Update", clause.format(f"{size}%") + ("" if at < 2 else "\n\nWe are glad."))
        for at, (day, size) in enumerate(days)
    ]
    (tmp_path / "some.jsonl").write_text(lines("Some", *text), encoding="utf-8")
    collect("ota_terms", folder=tmp_path, today=LATER)
    (found,) = changes(Wanted(source="ota_terms"))
    assert (found["field"], found["direction"], found["doubt"]) == ("amount", "neither", None)


def test_a_folder_without_such_files_says_what_was_looked_for(tmp_path: Path) -> None:
    report = collect("ota_terms", folder=tmp_path, today=LATER)
    assert report.state != RunState.STORED
    assert "*.jsonl" in report.message
