"""Dates are read by the declared pattern, and by no other."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from scrapers.errors import Ambiguous
from scrapers.kit.dates import day


@pytest.mark.parametrize(
    ("text", "pattern", "locale", "value"),
    [
        ("03.04.2026", "dd.MM.yyyy", "de_CH", date(2026, 4, 3)),
        ("03/04/2026", "MM/dd/yyyy", "en_US", date(2026, 3, 4)),
        ("2026-04-03", "yyyy-MM-dd", "en", date(2026, 4, 3)),
        ("3. März 2026", "d. MMMM y", "de_CH", date(2026, 3, 3)),
        ("1 août 2026", "d MMMM y", "fr_CH", date(2026, 8, 1)),
        ("1 Sept 2026", "d MMM y", "en_GB", date(2026, 9, 1)),
        ("valid from 1 May 2026", "'valid from' d MMMM y", "en_GB", date(2026, 5, 1)),
    ],
)
def test_a_date_is_read_by_its_pattern(text: str, pattern: str, locale: str, value: date) -> None:
    assert day(text, pattern, locale) == value


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2026-04-03", "dd.MM.yyyy"),
        ("3.4.2026", "dd.MM.yyyy"),
        ("31.02.2026", "dd.MM.yyyy"),
        ("03.13.2026", "dd.MM.yyyy"),
        ("03.04.26", "dd.MM.yyyy"),
        ("03.04.2026 or later", "dd.MM.yyyy"),
        ("tomorrow", "d MMMM y"),
        ("3 Mai 2026", "d MMMM y"),
        ("", "dd.MM.yyyy"),
    ],
)
def test_a_date_written_otherwise_is_refused(text: str, pattern: str) -> None:
    with pytest.raises(Ambiguous):
        day(text, pattern, "en")


@pytest.mark.parametrize("pattern", ["dd.MM", "MM/yyyy", "dd.MM.yy", "%d.%m.%Y"])
def test_a_pattern_must_name_day_month_and_whole_year(pattern: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        day("x", pattern)


@given(
    value=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    pattern=st.sampled_from(["d MMMM y", "dd.MM.yyyy", "d/M/yyyy"]),
    locale=st.sampled_from(["de_CH", "fr_FR", "it_IT", "en_GB", "sv_SE", "pl_PL"]),
)
def test_what_a_locale_writes_is_read_back(value: date, pattern: str, locale: str) -> None:
    assert day(format_date(value, pattern, locale), pattern, locale) == value
