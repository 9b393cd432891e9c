"""Lists are sets of entries by content: another order is no change, and a changed fee is one."""

from __future__ import annotations

import gzip
import json
import random
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.content import Entry, canonical, content_change

FEE = {"name": "Account fee", "amount": "5.00", "features": [{"type": "A"}, {"type": "B"}]}
OTHER = {"name": "Account fee", "amount": "3"}
LEAVES = st.none() | st.booleans() | st.text("ab1.", max_size=4) | st.integers(0, 3)
RECORDS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner),
    max_leaves=12,
)


def shuffled(value: Any, dice: random.Random) -> Any:
    """The same content with every list and every object in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, dice)) for key, item in value.items()]
        dice.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        inner = [shuffled(item, dice) for item in value]
        dice.shuffle(inner)
        return inner
    return value


@given(RECORDS, st.randoms(use_true_random=False))
def test_another_order_says_the_same(record: Any, dice: random.Random) -> None:
    assert content_change(record, shuffled(record, dice)).is_none


def test_two_fees_of_one_name_are_two_and_the_one_that_changed_is_told() -> None:
    dearer = {**OTHER, "amount": "4"}
    found = content_change({"fees": [FEE, OTHER]}, {"fees": [dearer, FEE]})
    assert found.went == (Entry(("fees", "[]"), canonical(OTHER)),)
    assert found.came == (Entry(("fees", "[]"), canonical(dearer)),)


def test_an_entry_that_is_there_twice_and_then_once_went_once() -> None:
    found = content_change({"fees": [FEE, FEE]}, {"fees": [FEE]})
    assert (len(found.went), found.came) == (1, ())


@pytest.mark.parametrize(
    ("one", "other"), [("35.00", "35.0"), ("0.0575", "0.05750"), (" 5.0 ", "5.00")]
)
def test_a_number_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert content_change({"rate": one}, {"rate": other}).is_none


def test_blocks_that_are_empty_or_left_out_say_the_same() -> None:
    assert content_change({"a": "1", "b": None, "c": []}, {"a": "1"}).is_none
    assert content_change({"a": [{"x": "1", "y": None}]}, {"a": [{"x": "1"}]}).is_none


@pytest.mark.slow
def test_the_reordered_versions_of_real_bank_products_give_no_change(shared_data: Path) -> None:
    """Versions whose text differs and whose lines, sorted letter by letter, do not: reordered only."""
    reordered = changed = 0
    path = shared_data / "cdr-banking-history" / "product_versions.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows.sort(key=lambda row: (row["brand_id"], row["product_id"], row["observed_at"]))
    for _, some in groupby(rows, key=lambda row: (row["brand_id"], row["product_id"])):
        versions = [row["product"] for row in some]
        for old, new in pairwise(versions):
            texts = [json.dumps(each, sort_keys=True) for each in (old, new)]
            lines = [
                sorted(json.dumps(each, indent=0, sort_keys=True).replace(",\n", "\n").split("\n"))
                for each in (old, new)
            ]
            if texts[0] == texts[1]:
                continue
            if lines[0] == lines[1]:
                reordered += 1
                if not content_change(old, new).is_none:
                    changed += 1
    assert reordered == 72
    assert changed == 0
