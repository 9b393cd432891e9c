"""A day is read as the page's language writes it; what could be two days is never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.decide.wording import LANGUAGES, day_in_words
from compare.web.asking import dates

DAY = date(2026, 11, 30)
LANGUAGE = st.sampled_from(LANGUAGES)
ANY_DAY = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "2026-11-30",
        " 2026-11-30 ",
        "2026/11/30",
        "30.11.2026",
        "30/11/2026",
        "30-11-2026",
        "30 11 2026",
        "30. November 2026",
        "30 novembre 2026",
        "30 Nov. 2026",
        "November 30, 2026",
        "November 30th 2026",
        "le 30 novembre 2026",
    ],
)
def test_a_day_that_can_only_be_one_is_read_in_every_language(text: str, language: str) -> None:
    assert dates.meant(text, language) == (DAY,)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er décembre 2026", date(2026, 12, 1)),
        ("1ER DECEMBRE 2026", date(2026, 12, 1)),
        ("1° dicembre 2026", date(2026, 12, 1)),
        ("1st December 2026", date(2026, 12, 1)),
        ("3. März 2026", date(2026, 3, 3)),
        ("15 août 2026", date(2026, 8, 15)),
        ("5 juil. 2026", date(2026, 7, 5)),
        ("5 giu 2026", date(2026, 6, 5)),
    ],
)
def test_months_are_words_of_any_of_our_languages(text: str, day: date) -> None:
    assert dates.meant(text, "en") == dates.meant(text, "de") == (day,)


@pytest.mark.parametrize("text", ["03/04/2026", "3.4.2026", "03-04-2026"])
def test_numbers_alone_have_one_order_but_in_english(text: str) -> None:
    for language in ("de", "fr", "it"):
        assert dates.meant(text, language) == (date(2026, 4, 3),)
    assert dates.meant(text, "en") == (date(2026, 4, 3), date(2026, 3, 4))


def test_english_numbers_that_have_one_meaning_are_understood() -> None:
    assert dates.meant("11/30/2026", "en") == (DAY,)
    assert dates.meant("04/04/2026", "en") == (date(2026, 4, 4),)
    assert dates.meant("11/30/2026", "de") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "30.11.26",
        "30.11",
        "31.2.2026",
        "30 jui 2026",
        "30 no 2026",
        "2026",
        "1.2.3.2026",
    ],
)
def test_what_is_no_whole_day_means_none(text: str) -> None:
    for language in LANGUAGES:
        assert dates.meant(text, language) == ()
        assert dates.iso(text, language) == dates.shown(text, language) == text


@given(day=ANY_DAY, language=LANGUAGE)
def test_what_is_shown_back_is_understood_again(day: date, language: str) -> None:
    said = dates.shown(day.isoformat(), language)
    assert said == day_in_words(day, language)
    for other in LANGUAGES:
        assert dates.iso(said, other) == day.isoformat()


@given(text=st.text(max_size=40), language=LANGUAGE)
def test_any_text_is_read_or_left_alone(text: str, language: str) -> None:
    assert len(dates.meant(text, language)) <= 2
