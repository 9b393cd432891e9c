"""The wording: the same things can be said in every language."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale

from compare.decide.verdict import Reason, VerdictKind
from compare.decide.wording import LANGUAGES, LOCALES, Keys, Sentence, Share, say, texts
from compare.leaving.departure import Block, Warn
from compare.values.money import Money

OTHERS = [language for language in LANGUAGES if language != "en"]
SAME_AS_ENGLISH: frozenset[str] = frozenset()  # no wording is the same in two languages


def _forms(wording: str | Mapping[str, str]) -> list[str]:
    if isinstance(wording, str):
        return [wording]
    return [form for name, form in wording.items() if name != "counts"]


def _parameters(wording: str | Mapping[str, str]) -> set[str]:
    """The parameters of a wording; the number may be said or left to the form of the word."""
    named = {
        name for form in _forms(wording) for _, name, _, _ in string.Formatter().parse(form) if name
    }
    return named if isinstance(wording, str) else named | {wording["counts"]}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_the_same_things(language: str) -> None:
    assert set(texts(language)) == set(texts("en"))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_speaks_of_the_same_parameters(language: str) -> None:
    differing = {
        key: (_parameters(wording), _parameters(texts("en")[key]))
        for key, wording in texts(language).items()
        if _parameters(wording) != _parameters(texts("en")[key])
    }
    assert differing == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_english(language: str) -> None:
    same = {key for key, wording in texts(language).items() if wording == texts("en")[key]}
    assert same == SAME_AS_ENGLISH


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_that_counts_has_the_forms_that_its_language_needs(language: str) -> None:
    needed = {Locale.parse(LOCALES[language]).plural_form(count) for count in (1, 2, 5, 21)}
    for key, wording in texts(language).items():
        if not isinstance(wording, str):
            assert needed <= set(wording), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shouts_or_sells(language: str) -> None:
    for wording in texts(language).values():
        assert not any("!" in form or "—" in form for form in _forms(wording))


def test_every_verdict_reason_block_and_warning_has_its_words() -> None:
    said = set(texts("en"))
    kinds = set(VerdictKind) - {VerdictKind.NOT_ENOUGH_DATA}
    assert {f"verdict.{kind.value.lower()}" for kind in kinds} <= said
    assert {f"verdict.{reason.value}" for reason in Reason} <= said
    assert {f"blocked.{block.value}" for block in Block} <= said
    assert {f"warning.{warn.value}" for warn in Warn} <= said


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Move on 1 January 2027. It would save you about CHF\u00a01,816."),
        ("de", "Wechseln Sie auf den 1. Januar 2027. Das spart Ihnen rund CHF\u00a01’816."),
        ("fr", "Changez au 1er janvier 2027. Vous y gagnez environ 1\u202f816\u00a0CHF,"),
        ("it", "Cambi il 1° gennaio 2027. Risparmia circa CHF\u00a01’816"),
    ],
)
def test_amounts_and_dates_are_written_as_the_language_writes_them(
    language: str, expected: str
) -> None:
    gain = Money(Decimal("1816.40"), "CHF")
    said = say(
        Sentence("verdict.switch_at_renewal", {"gain": gain, "date": date(2027, 1, 1)}), language
    )
    assert said.startswith(expected)


def test_small_amounts_keep_their_cents() -> None:
    amount = Money(Decimal("6.04"), "GBP")
    said = say(Sentence("flip.own_price_up", {"amount": amount}), "en")
    assert "£6.04" in said


def test_one_and_many_are_told_apart() -> None:
    one = say(Sentence("verdict.no_better_provider", {"offers": 1}), "en")
    many = say(Sentence("verdict.no_better_provider", {"offers": 38}), "en")
    assert "one other offer" in one
    assert "38 offers" in many


def test_attributes_are_called_what_the_market_calls_them() -> None:
    what = Sentence("verdict.unknown_cover", {"what": Keys(("flood", "cover"))})
    assert say(what, "en", {"flood": "damage by floods"}).endswith(
        "damage by floods and the cover."
    )


def test_a_change_says_its_sign() -> None:
    said = Sentence("renewal.price_alone", {"premium": Share(Decimal("0.04"), signed=True)})
    assert say(said, "en") == "Premium +4.0\u00a0%."


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        (Sentence("verdict.maybe"), "en", "no wording for 'verdict.maybe'"),
        (Sentence("verdict.stay"), "rm", "expected one of en, de, fr, it, found 'rm'"),
        (Sentence("also.commission"), "xx", "expected one of"),
        (Sentence("also.three_years"), "en", "needs the parameter 'loss'"),
        (Sentence("verdict.no_better_provider"), "en", "needs the number 'offers'"),
    ],
)
def test_what_cannot_be_said_is_refused(sentence: Sentence, language: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        say(sentence, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_long_list_a_sentence_names_the_first_and_counts_the_rest(language: str) -> None:
    keys = tuple(f"term{number}" for number in range(20))
    said = say(
        Sentence("verdict.trade_off", {"gain": Money(Decimal(500), "CHF"), "what": Keys(keys)}),
        language,
    )
    assert "term4" in said
    assert "term5" not in said
    assert "15" in said
    six = say(
        Sentence("verdict.trade_off", {"gain": Money(Decimal(500), "CHF"), "what": Keys(keys[:6])}),
        language,
    )
    assert "term5" in six
