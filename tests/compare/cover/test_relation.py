from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from compare.cover.relation import CoverRelation, Relation, compare_cover
from compare.values.missing import Missing
from compare.values.terms import Attribute, Direction, Restricted, Status
from tests.compare.cover.covers import (
    COLOUR,
    DOCTOR,
    EXCESS,
    FLOOD,
    LIMIT,
    VOCABULARY,
    covers,
    exposures,
    indifferent,
)

MIRROR = {
    CoverRelation.DOMINATES: CoverRelation.DOMINATED,
    CoverRelation.DOMINATED: CoverRelation.DOMINATES,
}
MIRRORED = {Relation.BETTER: Relation.WORSE, Relation.WORSE: Relation.BETTER}


def relation_of(attribute, a, b, exposure=None):
    exposures = {} if exposure is None else {attribute.key: exposure}
    found = compare_cover([attribute], {attribute.key: a}, {attribute.key: b}, exposures)
    return found.per_attribute[attribute.key]


@pytest.mark.parametrize("unknown", [Missing.NOT_STATED, Missing.NOT_COLLECTED])
@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        (LIMIT, Decimal(0)),
        (LIMIT, Missing.UNLIMITED),
        (EXCESS, Decimal(0)),
        (FLOOD, Status.COVERED),
        (FLOOD, Status.EXCLUDED),
        (LIMIT, Missing.NOT_OFFERED),
        (LIMIT, Missing.NOT_STATED),
        (LIMIT, Missing.NOT_COLLECTED),
    ],
)
def test_what_is_not_known_is_neither_equal_nor_better_nor_worse(unknown, attribute, value):
    assert relation_of(attribute, unknown, value) is Relation.UNKNOWN
    assert relation_of(attribute, value, unknown) is Relation.UNKNOWN


def test_an_absent_entry_is_unknown():
    found = compare_cover([LIMIT], {}, {})
    assert found.relation is CoverRelation.UNDETERMINED


@pytest.mark.parametrize(
    ("attribute", "a", "b", "expected"),
    [
        (LIMIT, Missing.UNLIMITED, Decimal(10**9), Relation.BETTER),
        (LIMIT, Missing.UNLIMITED, Missing.UNLIMITED, Relation.EQUAL),
        (LIMIT, Missing.NOT_OFFERED, Decimal(1), Relation.WORSE),
        (LIMIT, Missing.NOT_OFFERED, Decimal(0), Relation.UNKNOWN),
        (LIMIT, Missing.NOT_OFFERED, Missing.UNLIMITED, Relation.WORSE),
        (LIMIT, Missing.NOT_OFFERED, Missing.NOT_OFFERED, Relation.EQUAL),
        (EXCESS, Missing.UNLIMITED, Decimal(10**9), Relation.WORSE),
        (EXCESS, Missing.NOT_OFFERED, Decimal(100), Relation.UNKNOWN),
        (EXCESS, Missing.NOT_OFFERED, Missing.UNLIMITED, Relation.UNKNOWN),
        (FLOOD, Missing.NOT_OFFERED, Status.EXCLUDED, Relation.EQUAL),
        (FLOOD, Missing.NOT_OFFERED, Status.RESTRICTED, Relation.WORSE),
    ],
)
def test_the_kinds_of_missing_equal_no_number_and_not_each_other(attribute, a, b, expected):
    assert relation_of(attribute, a, b) is expected


def test_numbers_compare_exactly_and_not_by_how_they_are_written():
    assert relation_of(EXCESS, Decimal("250.00"), Decimal(250)) is Relation.EQUAL
    assert relation_of(EXCESS, Decimal("250.01"), Decimal(250)) is Relation.WORSE


def test_restrictions_are_equal_only_with_the_same_known_text():
    same, other = Restricted("stone houses"), Restricted("below 500 m")
    assert relation_of(FLOOD, same, Restricted("stone houses")) is Relation.EQUAL
    assert relation_of(FLOOD, same, other) is Relation.UNKNOWN
    assert relation_of(FLOOD, Restricted(None), Restricted(None)) is Relation.UNKNOWN
    assert relation_of(FLOOD, Status.RESTRICTED, Status.RESTRICTED) is Relation.UNKNOWN
    assert relation_of(FLOOD, same, Status.COVERED) is Relation.WORSE
    assert relation_of(FLOOD, same, Status.EXCLUDED) is Relation.BETTER


def test_a_limit_counts_up_to_the_exposure():
    cap = Decimal(40_000)
    assert relation_of(LIMIT, Decimal(50_000), Decimal(75_000), cap) is Relation.EQUAL
    assert relation_of(LIMIT, Missing.UNLIMITED, Decimal(40_000), cap) is Relation.EQUAL
    assert relation_of(LIMIT, Decimal(39_999), Decimal(40_000), cap) is Relation.WORSE
    assert relation_of(LIMIT, Missing.NOT_STATED, Decimal(50_000), cap) is Relation.UNKNOWN


def test_what_the_customer_does_not_care_about_cannot_decide():
    worse = compare_cover([LIMIT, EXCESS], {"limit": Decimal(1), "excess": Decimal(9)}, {})
    assert worse.relation is CoverRelation.UNDETERMINED
    found = compare_cover([LIMIT], {"limit": Decimal(1)}, {}, indifferent={"limit"})
    assert found.relation is CoverRelation.EQUIVALENT


def test_what_is_equal_by_law_is_equal_even_where_nobody_states_it():
    assert compare_cover([DOCTOR], {}, {"doctor": Status.COVERED}).relation == "EQUIVALENT"


def test_a_neutral_word_never_decides():
    assert relation_of(COLOUR, "blue", "red") is Relation.EQUAL


@pytest.mark.parametrize(
    ("exposures", "indifferent", "words"),
    [
        ({"limit": Decimal(-1)}, (), "zero or more"),
        ({"limit": Decimal("NaN")}, (), "zero or more"),
        ({"excess": Decimal(1)}, (), "for a limit"),
        ({"roof": Decimal(1)}, (), "attribute of this market"),
        ({}, ("roof",), "attribute of this market"),
    ],
)
def test_an_impossible_exposure_is_refused(exposures, indifferent, words):
    with pytest.raises(ValueError, match=words):
        compare_cover(VOCABULARY, {}, {}, exposures, indifferent)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        (LIMIT, "a lot"),
        (LIMIT, Status.COVERED),
        (LIMIT, Decimal("NaN")),
        (LIMIT, Decimal("0.1234567890123456")),
        (FLOOD, Decimal(1)),
        (FLOOD, Missing.UNLIMITED),
        (FLOOD, "maybe"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_name(attribute, value):
    with pytest.raises(ValueError, match=attribute.key):
        compare_cover([attribute], {attribute.key: value}, {})


@given(covers, covers, exposures, indifferent)
def test_the_relation_is_the_mirror_of_itself(a, b, exposures, indifferent):
    there = compare_cover(VOCABULARY, a, b, exposures, indifferent)
    back = compare_cover(VOCABULARY, b, a, exposures, indifferent)
    assert back.relation is MIRROR.get(there.relation, there.relation)
    assert back.per_attribute == {
        key: MIRRORED.get(found, found) for key, found in there.per_attribute.items()
    }


@given(covers, covers)
def test_an_attribute_that_both_share_changes_nothing(a, b):
    extra = Attribute("roof", Direction.STATUS)
    shared = {"roof": Status.COVERED}
    before = compare_cover(VOCABULARY, a, b)
    after = compare_cover((*VOCABULARY, extra), {**a, **shared}, {**b, **shared})
    assert after.relation is before.relation


@given(covers, covers)
def test_forgetting_a_value_never_makes_a_cover_better(a, b):
    for key in a:
        forgotten = {other: value for other, value in a.items() if other != key}
        found = compare_cover(VOCABULARY, forgotten, b).per_attribute[key]
        assert found in (Relation.UNKNOWN, Relation.EQUAL)
        if found is Relation.EQUAL:
            assert key in ("colour", "doctor")


@given(covers, covers, covers)
def test_better_than_a_better_cover_is_better(a, b, c):
    good = (CoverRelation.DOMINATES, CoverRelation.EQUIVALENT)
    first = compare_cover(VOCABULARY, a, b).relation
    second = compare_cover(VOCABULARY, b, c).relation
    if first in good and second in good:
        strict = CoverRelation.DOMINATES in (first, second)
        expected = CoverRelation.DOMINATES if strict else CoverRelation.EQUIVALENT
        assert compare_cover(VOCABULARY, a, c).relation is expected
