"""What bytes are is told by themselves, not by what their source says."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest

from scrapers.catalogue import HOME
from scrapers.kit.form import form


@pytest.mark.parametrize(
    ("body", "is_"),
    [
        (b"<!doctype html><p>Home", "html"),
        (b"\xef\xbb\xbf  <HTML><HEAD>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "html"),
        (b"<main><dl>", "html"),
        (b'<?xml version="1.0"?><plans/>', "xml"),
        (b"<plans><plan code='a'/></plans>", "xml"),
        (b'{"a": 1}', "json"),
        (b"\n[1]", "json"),
        (b"Code;Name\na;A\n", "csv"),
        (b"PK\x03\x04....", "xlsx"),
        (b"\x89PNG\r\n\0", None),
        (b"", None),
        (b"\x1f\x8bcut off", None),
    ],
)
def test_bytes_say_what_they_are(body: bytes, is_: str | None) -> None:
    assert form(body) == is_


def test_an_archive_is_what_is_packed_in_it() -> None:
    assert form(gzip.compress(b"Code;Name\n" * 9000)) == "csv"
    assert form(lzma.compress(b'{"a": 1}')) == "json"


@pytest.mark.parametrize("page", sorted(HOME.glob("xx_*/pages/*")), ids=lambda page: page.name)
def test_each_recorded_page_is_what_its_name_says(page: Path) -> None:
    assert form(page.read_bytes()) == page.suffix[1:]
