"""Tables of text: every column wanted, ignored by name, or an error."""

from __future__ import annotations

import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.errors import PageChanged, Unreadable
from scrapers.kit.csv_table import rows

TABLE = "a,b,c\n1,2,3\n4,5,6\n"


def read(body: bytes, *wanted: str, ignored: tuple[str, ...] = ("c",), **how: str) -> list[object]:
    return list(rows(body, wanted or ("b", "a"), ignored, **how))  # type: ignore[arg-type]


def test_wanted_cells_come_in_the_order_asked_with_the_row_of_the_file() -> None:
    assert read(TABLE.encode()) == [(2, ("2", "1")), (3, ("5", "4"))]


def test_a_mapping_from_our_names_to_printed_ones_is_read_by_the_printed_ones() -> None:
    found = list(rows(TABLE.encode(), {"ours": "b", "also": "a"}, ["c"]))
    assert found == [(2, ("2", "1")), (3, ("5", "4"))]


def test_packed_and_plain_files_read_alike() -> None:
    assert read(gzip.compress(TABLE.encode())) == read(TABLE.encode())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(mark: bytes) -> None:
    assert read(mark + TABLE.replace("\n", "\r\n").encode()) == read(TABLE.encode())


def test_the_declared_coding_and_delimiter_are_used() -> None:
    body = "a;b;c\nZürich;2;3\n".encode("iso-8859-1")
    assert read(body, encoding="iso-8859-1", delimiter=";") == [(2, ("2", "Zürich"))]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"\n", "empty"),
        (b"a,b,c\n", "none"),
        (b"a,b\n1,2\n", None),
        (b"a,c\n1,2\n", "column"),
        (b"a,b,c,d\n1,2,3,4\n", "'d'"),
        (b"a,b,c,c\n1,2,3,4\n", "'c'"),
        (b"a,b,c\n1,2\n", "cells"),
        (b"a;b;c\n1;2;3\n", "delimiter"),
    ],
)
def test_another_shape_is_an_error_that_says_what_to_do(body: bytes, says: str | None) -> None:
    if says is None:
        assert read(body) == [(2, ("2", "1"))]
        return
    with pytest.raises(PageChanged, match=says) as error:
        read(body)
    assert error.value.todo


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(TABLE.encode() * 50, mtime=0)[:-20],
        b"\x1f\x8b" + b"nonsense",
        TABLE.encode("utf-16"),
        b"a,b,c\n" + "Zürich,2,3\n".encode("iso-8859-1"),
        b'a,b,c\n"' + b"x" * 200_000 + b'",1,2\n',
    ],
)
def test_bytes_that_are_no_such_table_are_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)


def test_an_archive_that_unpacks_to_too_much_is_unreadable() -> None:
    bomb = gzip.compress(b"a,b,c\n" + b"1,2,3\n" * 100_000)
    with pytest.raises(Unreadable, match="bytes when unpacked"):
        list(rows(bomb, ("a", "b"), ("c",), limit=10_000))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=10)


@given(table=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=10))
def test_what_a_writer_wrote_is_read_back(table: list[tuple[str, str, str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("a", "b", "c"), *table])
    found = list(rows(out.getvalue().encode(), ("a", "b", "c")))
    assert [cells for _, cells in found] == table
