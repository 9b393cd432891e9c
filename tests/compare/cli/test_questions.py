"""The commands that answer questions: what they print and how they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from compare.cli.cells import RUN, cell
from tests.compare.store.premiums import Premium
from tests.compare.usecases.swiss import Country, adult


@pytest.fixture
def country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Country:
    """Two insurers in Bern."""
    built = Country(tmp_path, monkeypatch)
    built.premiums([Premium(amount="400"), Premium(insurer=9002, amount="350")])
    return built


def run(tmp_path: Path, command: str, document: Any, *arguments: str) -> str:
    path = tmp_path / "asked.json"
    path.write_text(
        document if isinstance(document, str) else json.dumps(document), encoding="utf-8"
    )
    out = io.StringIO()
    call_command(command, str(path), *arguments, stdout=out)
    return out.getvalue()


def test_an_answer_is_one_json_document(country: Country, tmp_path: Path) -> None:
    document = json.loads(run(tmp_path, "answer", adult()))
    assert document["verdict"] == "SWITCH_AT_RENEWAL"
    assert len(document["id"]) == 32


def test_an_answer_in_words_says_verdict_deadline_and_evidence(
    country: Country, tmp_path: Path
) -> None:
    said = run(tmp_path, "answer", adult(), "--format", "text")
    assert said.startswith("Move on 1 January 2021.")
    assert "30 November 2020" in said
    assert "#row " in said


def test_an_answer_in_another_language_has_no_english_verdict(
    country: Country, tmp_path: Path
) -> None:
    said = run(tmp_path, "answer", adult(), "--format", "text", "--language", "de")
    assert "1. Januar 2021" in said


def test_offers_as_csv_have_one_line_each(country: Country, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, "offers", adult(), "--format", "csv"))))
    assert [(row["provider"], row["amount"], row["tied"]) for row in rows] == [
        ("bag-9002", "350.00", "false"),
        ("bag-9001", "400.00", "false"),
    ]


def test_standard_input_is_a_file_too(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(adult())))
    out = io.StringIO()
    call_command("offers", "-", stdout=out)
    assert len(json.loads(out.getvalue())["offers"]) == 2


@pytest.mark.parametrize("command", ["answer", "offers", "renewal"])
@pytest.mark.parametrize(
    "document", ["{", "[]", "NaN", '{"market": "none"}', '{"market": 1e999}', "[" * 5000]
)
def test_a_bad_question_ends_with_two_and_names_what_is_wrong(
    command: str, document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    with pytest.raises(SystemExit) as end:
        run(tmp_path, command, document)
    assert end.value.code == 2
    assert "expected" in capsys.readouterr().err


def test_a_missing_file_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("answer", "/no/such/file.json")
    assert end.value.code == 2
    assert "a readable file" in capsys.readouterr().err


def test_a_statement_without_prices_ends_with_two(
    capsys: pytest.CaptureFixture[str], db: None
) -> None:
    with pytest.raises(SystemExit) as end:
        call_command("statement", "ch-health")
    assert end.value.code == 2
    assert "market" in capsys.readouterr().err


@given(st.text())
def test_no_cell_of_text_starts_like_a_formula(text: str) -> None:
    assert not str(cell(text)).startswith(RUN)


def test_numbers_stay_numbers() -> None:
    assert [cell(-5), cell(None), cell(1.5)] == [-5, None, 1.5]
