"""What is news: directed, the provider's own, large enough, and believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.track.change import Change, Evidence, State, Toward
from compare.track.events import Severity
from compare.track.identity import alike, is_one, named
from compare.track.news import Place, is_believed, is_newsworthy, place
from compare.values.cause import Cause

HERE = Evidence("0" * 64, "row 1")
WORSE = Change(
    provider="p-1", subject="A", kind="excess_up", field="excess", old="100", new="200", unit="XTS",
    direction=Toward.WORSE, magnitude=Decimal(1), unit_price_rise=None, severity=Severity.UNRATED,
    state=State.CONFIRMED, after=date(2026, 1, 5), no_later_than=date(2026, 1, 12),
    cause=Cause.PROVIDER, before=HERE, since=HERE,
)  # fmt: skip


def test_a_confirmed_worsening_by_the_provider_is_news() -> None:
    assert is_newsworthy(WORSE)
    believed = is_believed(State.CONFIRMED, corroborated=False, by_person=False)
    assert place(newsworthy=True, believed=believed, withdrawn=False) is Place.NEWS


def test_an_improvement_is_news_as_well() -> None:
    assert is_newsworthy(replace(WORSE, kind="better", direction=Toward.BETTER))


@pytest.mark.parametrize(
    "other",
    [
        {"cause": Cause.READER},
        {"cause": Cause.CORRECTION},
        {"cause": Cause.METHOD},
        {"direction": Toward.NEITHER},
        {"severity": Severity.MINOR},
        {"doubt": "market_wide"},
        {"doubt": "contractual"},
        {"kind": "price_down", "direction": Toward.BETTER, "magnitude": Decimal("0.009")},
    ],
)
def test_what_is_small_undirected_explained_or_our_own_doing_stays_quiet(
    other: dict[str, object],
) -> None:
    assert not is_newsworthy(replace(WORSE, **other))  # type: ignore[arg-type]


@given(st.sampled_from(State), st.booleans(), st.booleans())
def test_only_a_second_sighting_a_second_source_or_a_person_makes_it_believed(
    state: State, corroborated: bool, by_person: bool
) -> None:
    expected = by_person or state is State.CONFIRMED or (state is State.SEEN and corroborated)
    assert is_believed(state, corroborated=corroborated, by_person=by_person) is expected


@given(st.booleans(), st.booleans())
def test_what_was_withdrawn_is_nowhere(newsworthy: bool, believed: bool) -> None:
    assert place(newsworthy, believed, withdrawn=True) is Place.NOWHERE


def test_a_change_keeps_its_name_when_more_is_learnt_of_it() -> None:
    later = replace(
        WORSE, state=State.SEEN, severity=Severity.MAJOR, after=date(2026, 1, 10), magnitude=None
    )
    assert named("s", "m", [WORSE])[0][0] == named("s", "m", [later])[0][0]


def test_two_alike_in_one_place_have_two_names() -> None:
    keys = [key for key, _ in named("s", "m", [WORSE, WORSE])]
    assert len(set(keys)) == 2


def test_another_source_another_day_and_another_field_are_other_changes() -> None:
    others = [replace(WORSE, no_later_than=date(2026, 1, 13)), replace(WORSE, field="flood")]
    keys = {key for key, _ in named("s", "m", [WORSE, *others])}
    assert len(keys | {named("t", "m", [WORSE])[0][0]}) == 4


def test_what_two_sources_tell_is_one_where_their_days_meet() -> None:
    assert alike("m", WORSE) == alike("m", replace(WORSE, no_later_than=date(2026, 2, 1)))
    one = date(2026, 1, 5), date(2026, 1, 12)
    assert is_one(one, (date(2026, 1, 7), date(2026, 1, 14)))
    assert not is_one(one, (date(2026, 1, 12), date(2026, 1, 14)))
