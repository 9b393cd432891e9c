"""Any bytes, and good ones with something cut, doubled or changed, are read or refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS, one

QUICK = sorted(set(TARGETS) - {"document"})  # a PDF is read in a process of its own
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), max_size=4)


def edited(seed: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The seed with pieces cut out and others put in."""
    for place, length, more in edits:
        at = int(place * len(seed))
        seed = seed[:at] + more + seed[at + length :]
    return seed


@pytest.mark.parametrize("name", QUICK)
@given(data=st.binary(max_size=400))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    one(name, data)


@pytest.mark.parametrize("name", QUICK)
@given(data=st.data())
@settings(max_examples=60)
def test_a_good_page_with_something_changed_is_read_or_refused(
    name: str, data: st.DataObject
) -> None:
    one(name, edited(data.draw(st.sampled_from(SEEDS[name])), data.draw(EDITS)))


@given(edits=EDITS)
@settings(max_examples=8)
def test_a_changed_pdf_is_read_or_refused(edits: list[tuple[float, int, bytes]]) -> None:
    one("document", edited(SEEDS["document"][0], edits))
