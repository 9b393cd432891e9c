"""A folder's files become the captures of a source's pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.catalogue import Source, load_source
from scrapers.errors import Gone, ManifestError
from scrapers.net.folder import captures, keys

NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def terms() -> Source:
    return load_source("ota_terms")


def test_every_file_of_a_pattern_is_a_page_under_its_own_name(
    terms: Source, tmp_path: Path
) -> None:
    names = ("Some Bank_Terms of Use.jsonl", "ryanair-terms.jsonl.xz", "ryanair-terms.jsonl")
    for name in (*names, "README.md"):
        (tmp_path / name).write_text(name)
    found = {capture.page: capture.body.decode() for capture in captures(terms, tmp_path, NOW)}
    assert found == {"some-bank-terms-of-use": names[0], "ryanair-terms": names[1]}
    assert sorted(keys(terms, tmp_path)) == sorted(found)
    (one,) = captures(terms, tmp_path, NOW, ["ryanair-terms"])
    assert (one.page, one.address) == ("ryanair-terms", "file:ryanair-terms.jsonl.xz")


@pytest.mark.parametrize("names", [("Terms A.jsonl", "terms_a.jsonl"), ("___.jsonl",)])
def test_names_that_give_no_key_of_their_own_are_refused(
    terms: Source, tmp_path: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        (tmp_path / name).write_text("")
    with pytest.raises(ManifestError, match="rename"):
        keys(terms, tmp_path)


def test_an_empty_folder_is_named_with_what_was_looked_for(terms: Source, tmp_path: Path) -> None:
    assert keys(terms, tmp_path) == ["*"]
    with pytest.raises(Gone, match=r"\*\.jsonl"):
        list(captures(terms, tmp_path, NOW))


def test_named_pages_come_whether_their_file_is_there_or_not(tmp_path: Path) -> None:
    source = load_source("us_bls_sizes")
    assert keys(source, tmp_path) == [page.key for page in source.manifest.pages]
