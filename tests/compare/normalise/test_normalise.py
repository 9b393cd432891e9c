"""Records become facts in the market's words, or are refused with what to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.markets import loader
from compare.markets.definition import Market
from compare.markets.parts import Term, TermsFile
from compare.markets.words import Texts
from compare.normalise import Origin, normalise
from compare.normalise.misread import NewWord
from compare.values.fact import (
    AreaFact,
    Fact,
    PlaceFact,
    PlanFact,
    PriceFact,
    ProviderFact,
    TermFact,
)
from compare.values.missing import Missing
from compare.values.span import Span
from compare.values.terms import Direction, Restricted, Status
from scrapers.manifest import Manifest
from scrapers.records import (
    AreaRecord,
    Capture,
    PlaceRecord,
    PlanRecord,
    PriceRecord,
    ProviderRecord,
    Record,
    Refused,
    TermRecord,
)

SWISS = loader.load("ch-health")
PUBLISHED = datetime(2019, 9, 23, 22, tzinfo=UTC)
ORIGIN = Origin("ch_x", "bag", "f" * 64, Span(date(2020, 1, 1), date(2021, 1, 1)), PUBLISHED)
ADULT = {
    "canton": "BE",
    "region": "PR-REG CH1",
    "age_class": "AKL-ERW",
    "sibling_group": "",
    "accident": "MIT-UNF",
    "deductible": "300",
}
PRICE = PriceRecord("8", "BASE", ADULT, Decimal("401.2"), "CHF", "month", "401.2", "row 7")


def one(record: Record, market: Market = SWISS, origin: Origin = ORIGIN) -> Fact | Refused:
    (found,) = normalise([record], origin, market)
    return found


def refusal(record: Record, market: Market = SWISS) -> Refused:
    found = one(record, market)
    assert isinstance(found, Refused)
    return found


def printed(**factors: str) -> PriceRecord:
    return replace(PRICE, factors={**ADULT, **factors})


def test_a_price_lies_in_one_cell_with_its_evidence() -> None:
    fact = one(PRICE)
    assert isinstance(fact, PriceFact)
    assert (fact.provider, fact.plan) == ("bag-8", "BASE")
    assert fact.cell == ("BE", "1", "adult", "none", "true", "300")
    assert (fact.micros, fact.currency, fact.per) == (401_200_000, "CHF", "month")
    assert fact.valid == ORIGIN.valid
    assert fact.seen.known_from == PUBLISHED
    assert (fact.seen.capture, fact.seen.locator, fact.seen.literal) == ("f" * 64, "row 7", "401.2")


def test_both_spellings_of_a_deductible_give_the_same_cell() -> None:
    plain, coded = one(PRICE), one(printed(deductible="FRA-300"))
    assert isinstance(plain, PriceFact)
    assert isinstance(coded, PriceFact)
    assert plain.cell == coded.cell


@pytest.mark.parametrize(
    ("factor", "word"),
    [
        ("canton", "XX"),
        ("region", "PR-REG CH9"),
        ("age_class", "AKL-ALT"),
        ("deductible", "FRA-250"),
    ],
)
def test_an_unknown_word_stops_the_record_and_says_where_to_add_it(factor: str, word: str) -> None:
    found = refusal(printed(**{factor: word}))
    assert found.locator == "row 7"
    assert found.found == repr(word)
    assert "ch-health/market.toml" in found.todo


def test_a_factor_that_is_not_printed_is_no_default() -> None:
    without = {key: word for key, word in ADULT.items() if key != "accident"}
    assert refusal(replace(PRICE, factors=without)).expected == "a value of accident"


def test_an_unknown_factor_is_refused() -> None:
    assert refusal(printed(colour="red")).found == "'colour'"


@pytest.mark.parametrize(
    "factors",
    [
        {"region": "PR-REG CH0"},
        {"sibling_group": "K1"},
        {"deductible": "100"},
        {"age_class": "AKL-KIN", "sibling_group": ""},
    ],
)
def test_codes_that_cannot_stand_together_are_refused(factors: dict[str, str]) -> None:
    assert "beside" in refusal(printed(**factors)).expected


def test_a_special_group_is_read_like_any_other_row() -> None:
    fact = one(printed(canton="ZE", region="PR-REG CH0"))
    assert isinstance(fact, PriceFact)
    assert fact.cell[0] == "ZE"


def test_one_refused_row_stops_no_other() -> None:
    found = list(normalise([PRICE, printed(canton="XX"), PRICE], ORIGIN, SWISS))
    assert [type(item) for item in found] == [PriceFact, NewWord, PriceFact]


def test_what_the_parser_refused_passes_through() -> None:
    row = Refused("row 3", "a premium", "'-1'", "ask the publisher")
    assert one(row) is row


@given(st.decimals(min_value=0, max_value=10**6, places=6))
def test_every_amount_of_six_decimals_is_kept_exactly(amount: Decimal) -> None:
    fact = one(replace(PRICE, amount=amount))
    assert isinstance(fact, PriceFact)
    assert Decimal(fact.micros) / 1_000_000 == amount


def test_an_amount_finer_than_a_millionth_is_refused_not_rounded() -> None:
    assert "six decimals" in refusal(replace(PRICE, amount=Decimal("1.0000001"))).expected


def test_another_currency_is_refused() -> None:
    assert refusal(replace(PRICE, currency="EUR")).expected == "prices in CHF"


def test_an_unknown_frequency_is_refused() -> None:
    assert refusal(replace(PRICE, per="fortnightly")).found == "'fortnightly'"


def test_a_plans_model_is_a_code_and_its_name_is_text() -> None:
    record = PlanRecord("8", "BASE", {"name": "Grund", "model": "TAR-BASE"}, "row 1")
    facts = list(normalise([record], ORIGIN, SWISS))
    assert [(f.key, f.value) for f in facts if isinstance(f, PlanFact)] == [
        ("name", "Grund"),
        ("model", "standard"),
    ]


def test_a_plan_of_an_unknown_model_is_refused_as_a_whole() -> None:
    record = PlanRecord("8", "X", {"name": "Neu", "model": "TAR-NEW"}, "row 1")
    assert refusal(record).found == "'TAR-NEW'"


def test_a_provider_is_register_and_number() -> None:
    fact = one(ProviderRecord("1542", {"name": "Assura"}, "row 1"))
    assert isinstance(fact, ProviderFact)
    assert fact.provider == "bag-1542"


def test_a_place_carries_the_markets_codes() -> None:
    fact = one(PlaceRecord("3000", "351", "Bern", {"canton": "BE", "region": "1"}, "row 1"))
    assert isinstance(fact, PlaceFact)
    assert fact.codes == {"canton": "BE", "region": "1"}


def test_a_place_in_an_unknown_region_is_refused() -> None:
    record = PlaceRecord("3000", "351", "Bern", {"canton": "BE", "region": "9"}, "row 1")
    assert refusal(record).found == "'9'"


def test_a_limit_says_within_which_codes_it_holds() -> None:
    within = {"canton": "BE", "region": "PR-REG CH2"}
    fact = one(AreaRecord("8", "01", "301", "3250", "row 1", within))
    assert isinstance(fact, AreaFact)
    assert fact.within == {"canton": "BE", "region": "2"}


class TestTerms:
    def market(self) -> Market:
        texts = Texts({"en": "x"})
        excess = Term(
            key="excess",
            direction=Direction.LOWER_BETTER,
            unit="EUR",
            label=texts,
            definition=texts,
            synonyms={"*": ("Excess",), "xx_one": ("You pay first",)},
            units={"cent": Decimal("0.01")},
        )
        flood = Term(
            key="flood",
            direction=Direction.STATUS,
            label=texts,
            definition=texts,
            synonyms={"*": ("Flood",)},
            missing={Missing.NOT_OFFERED: ("not sold",)},
            words={"covered": ("included",), "excluded": ("no",), "restricted": ("only",)},
        )
        return SWISS.model_copy(update={"terms": TermsFile(term=(excess, flood))})

    def read(self, heading: str, value: Decimal | str | None, **more: str | None) -> Fact | Refused:
        record = TermRecord(
            "1", "p", heading, value, more.get("unit"), str(value), "td 3", more.get("missing")
        )
        return one(record, self.market(), replace(ORIGIN, source="xx_one"))

    def values(self) -> Iterator[object]:
        for heading, value, more in (
            ("EXCESS ", Decimal(250), {"unit": "EUR"}),
            ("you pay first", Decimal(25000), {"unit": "cent"}),
            ("Flood", " Included", {}),
            ("Flood", "only: above  ground FLOOR", {}),
            ("Flood", "only", {}),
            ("Flood", "not sold", {}),
            ("Excess", None, {"missing": "unlimited"}),
        ):
            fact = self.read(heading, value, **more)
            assert isinstance(fact, TermFact), fact
            yield fact.value

    def test_values_come_in_the_terms_own_words_and_unit(self) -> None:
        assert list(self.values()) == [
            Decimal(250),
            Decimal(250),
            Status.COVERED,
            Restricted("above ground floor"),
            Restricted(None),
            Missing.NOT_OFFERED,
            Missing.UNLIMITED,
        ]

    @pytest.mark.parametrize(
        ("heading", "value", "more"),
        [
            ("Hail", "included", {}),
            ("Flood", "perhaps", {}),
            ("Excess", Decimal(250), {"unit": "CHF"}),
            ("Excess", None, {}),
            ("Excess", None, {"missing": "unknown"}),
        ],
    )
    def test_what_is_not_understood_is_refused(
        self, heading: str, value: Decimal | str | None, more: dict[str, str]
    ) -> None:
        found = self.read(heading, value, **more)
        assert isinstance(found, Refused)
        assert found.todo

    def test_a_number_without_a_unit_is_the_sources_to_mend_and_an_unknown_unit_the_markets(
        self,
    ) -> None:
        for unit, whose in ((None, "in the source"), ("CHF", "terms.toml")):
            found = self.read("Excess", Decimal(250), unit=unit)
            assert isinstance(found, Refused)
            assert whose in found.todo

    def test_another_sources_heading_is_not_borrowed(self) -> None:
        record = TermRecord("1", "p", "You pay first", Decimal(1), "EUR", "1", "td")
        assert isinstance(one(record, self.market()), Refused)


class TestOrigin:
    def manifest(self, edition: dict[str, object] | None) -> Manifest:
        return Manifest.model_validate(
            {
                "name": "n",
                "publisher": "p",
                "market": "ch-health",
                "kind": "csv",
                "licence": {"name": "l", "reference": "r"},
                "publish": "full",
                "cadence": "1 years",
                "locale": "de_CH",
                "register": "bag",
                "pages": [{"key": "page", "edition": edition} if edition else {"key": "page"}],
            }
        )

    def origin(self, edition: dict[str, object] | None) -> Origin:
        fetched = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
        capture = Capture("file", b"x", fetched, "page")
        return Origin.of("s", self.manifest(edition), capture, ZoneInfo("Europe/Zurich"))

    def test_an_edition_with_a_publication_is_known_since_then(self) -> None:
        published = datetime(2025, 9, 23, tzinfo=UTC)
        found = self.origin(
            {"valid_from": date(2026, 1, 1), "known_from": published, "evidence": "announcement"}
        )
        assert (found.valid, found.known_from) == (Span(date(2026, 1, 1)), published)

    def test_an_edition_without_is_known_since_it_was_fetched(self) -> None:
        found = self.origin({"valid_from": date(2020, 1, 1), "valid_to": date(2021, 1, 1)})
        assert found.known_from == datetime(2026, 1, 1, 23, 30, tzinfo=UTC)

    def test_a_page_without_edition_holds_from_the_day_of_the_fetch_in_the_markets_zone(
        self,
    ) -> None:
        assert self.origin(None).valid == Span(date(2026, 1, 2))
