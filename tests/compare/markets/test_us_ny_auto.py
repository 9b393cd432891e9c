"""New York's car insurers: what was worked by hand from the raw file, and the whole of it.

Worked by hand, 2017: 392 upheld complaints on 12,938.43 million dollars of premium. State Farm Mutual
(25178) has 35 on 1,531.31 million, where 46.39 would be its share: index 0.754, and 35 seen are as
well explained by anything from 24.38 to 48.68, that is 0.0159 to 0.0318 for each million.

Worked by hand, 2013 to 2017: 2016 repeats 2015 row by row and counts once. GEICO Indemnity (22055)
has 4 + 10 + 7 + 13 = 34, where the market's rates of those years give 36.61 + 44.84 + 22.11 + 31.01
= 134.56: index 0.253.

Worked by hand, 2014: number 34460 stands twice, with 0 on 9.312 million (row 502, which is also the
row of 34479) and with 1 on 7.265 million (row 607). Without the two, 609 on 11,274.071 million.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from scipy.stats import binomtest, chi2

from compare.markets import loader
from compare.quality.figures import Figure
from compare.quality.groups import Group, group_providers
from compare.store.models import Figure as Stored
from compare.store.models import MarketVersion, ProviderAttribute
from compare.usecases.collecting.collect import collect
from compare.usecases.market.figures import Series, for_answers, series

pytestmark = pytest.mark.django_db
SOURCE, TODAY = "us_ny_auto_complaints", date(2026, 11, 20)
Row = dict[str, str]
Raw = dict[str, dict[str, tuple[int, Decimal]]]  # year, company: upheld, premium


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "ny-auto-complaints"


@pytest.fixture
def raw(folder: Path) -> list[Row]:
    with (folder / "rankings_2009-2017.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def only(folder: Path) -> Series:
    collect(SOURCE, folder=folder, today=TODAY)
    (found,) = series(loader.load("us-ny-auto"), TODAY, None)
    return found


def counts(raw: list[Row]) -> Raw:
    """The rows straight from the file, without numbers that stand twice in a year."""
    times = Counter((row["NAIC"], row["Filing Year"]) for row in raw)
    found: Raw = defaultdict(dict)
    for row in raw:
        if times[row["NAIC"], row["Filing Year"]] == 1:
            premium = Decimal(row["Premiums Written (in Millions)"])
            found[row["Filing Year"]][row["NAIC"]] = (int(row["Upheld Complaints"]), premium)
    return found


def of(figures: tuple[Figure, ...], number: str) -> Figure:
    return next(figure for figure in figures if figure.provider == f"naic-{number}")


def test_the_figures_worked_by_hand_are_those_of_the_raw_file(raw: list[Row]) -> None:
    years = counts(raw)
    assert sum(k for k, _ in years["2017"].values()) == 392
    assert sum(p for _, p in years["2017"].values()) == Decimal("12938.43")
    assert years["2017"]["25178"] == (35, Decimal("1531.31"))
    assert chi2.ppf([0.025], 70)[0] / 2 == pytest.approx(24.38, abs=0.005)
    assert chi2.ppf([0.975], 72)[0] / 2 == pytest.approx(48.68, abs=0.005)
    assert years["2015"] == years["2016"]
    assert sum(p for _, p in years["2014"].values()) == Decimal("11274.071")
    assert sum(years[year]["22055"][0] for year in ("2013", "2014", "2015", "2017")) == 34


def test_one_year_gives_the_hand_worked_range(only: Series) -> None:
    figure = of(only.periods["2017"], "25178")

    assert (figure.numerator, figure.denominator) == (35, 1531.31)
    assert figure.interval.low == pytest.approx(24.38 / 1531.31, rel=1e-3)
    assert figure.interval.high == pytest.approx(48.68 / 1531.31, rel=1e-3)


def test_five_years_are_pooled_as_worked_by_hand_and_the_repeated_one_counts_once(
    only: Series,
) -> None:
    assert only.repeated == {"2016": "2015"}

    figure = of(for_answers(loader.load("us-ny-auto"), TODAY, None), "22055")

    assert figure.period == "2013 … 2017"
    assert figure.numerator == 34
    assert figure.denominator == pytest.approx(134.5636, abs=1e-3)
    assert figure.interval.estimate == pytest.approx(0.2527, abs=1e-4)


def test_a_number_that_stands_twice_in_a_year_is_kept_apart_and_compared_with_nobody(
    only: Series,
) -> None:
    told = [
        (row.provider, row.part, row.numerator, row.denominator, row.locator) for row in only.apart
    ]
    assert told == [
        ("naic-34460", "1 of 2", Decimal(0), Decimal("9.312"), "row 502"),
        ("naic-34460", "2 of 2", Decimal(1), Decimal("7.265"), "row 607"),
    ]
    companies = [figure.provider for figure in only.periods["2014"]]
    assert "naic-34460" not in companies
    assert companies.count("naic-34479") == 1


def test_each_row_is_stored_as_printed_and_a_second_run_adds_nothing(
    folder: Path, raw: list[Row], only: Series
) -> None:
    assert len(only.rows) == Stored.objects.count() == len(raw) == 1517
    stored = Counter(
        (row.provider, str(row.valid_from.year), row.value, row.numerator, row.denominator)
        for row in only.rows
    )
    assert stored == Counter(
        (
            f"naic-{row['NAIC']}",
            row["Filing Year"],
            Decimal(row["Ratio"]),
            Decimal(row["Upheld Complaints"]),
            Decimal(row["Premiums Written (in Millions)"]),
        )
        for row in raw
    )
    before = MarketVersion.objects.get(market="us-ny-auto").digest

    again = collect(SOURCE, folder=folder, today=date(2026, 11, 21))

    assert {outcome for outcome, count in again.outcomes.items() if count} <= {"unchanged"}
    assert MarketVersion.objects.get(market="us-ny-auto").digest == before


def test_only_two_ratios_are_not_upheld_over_premium_however_they_were_rounded(
    raw: list[Row], only: Series
) -> None:
    naive = [
        row
        for row in raw
        if abs(
            int(row["Upheld Complaints"]) / float(row["Premiums Written (in Millions)"])
            - float(row["Ratio"])
        )
        > 0.0055
    ]
    assert len(naive) == 29, "28 companies have so little premium that its rounding explains them"
    assert [(row.provider, row.literal) for row in only.differing] == [
        ("naic-23760", "12.91"),
        ("naic-24198", "23.54"),
    ]


def test_names_are_dated_rows_under_one_number(raw: list[Row], only: Series) -> None:
    assert only.rows
    names = ProviderAttribute.objects.filter(key="name").order_by("valid_from")
    told = [
        (row.value, row.valid_from, row.valid_to)
        for row in names.filter(provider__key="naic-25275")
    ]
    assert told == [
        ("State-Wide Insurance Company", date(2009, 1, 1), date(2011, 1, 1)),
        ("MAPFRE Insurance Company of New York", date(2011, 1, 1), None),
    ]
    distinct = {(row["NAIC"], row["Company Name"].strip()) for row in raw}
    assert {(row.provider.key.removeprefix("naic-"), row.value) for row in names} == distinct


@pytest.mark.parametrize("period", ["2009", "2014", "2017", "pooled"])
def test_groups_equal_an_independent_computation(period: str, raw: list[Row], only: Series) -> None:
    """Each company against all others: exact binomial limits of SciPy, Bonferroni, by hand."""
    figures = only.pool() if period == "pooled" else only.periods[period]
    table = _expected(counts(raw), period)
    events, exposure = (sum(column) for column in zip(*table.values(), strict=True))
    rate = events / exposure
    tested = [key for key, (_, t) in table.items() if t * rate >= 5]

    wanted = {}
    for company, (k, t) in table.items():
        wanted[f"naic-{company}"] = (
            _independent(k, t, events - k, exposure - t, 1 - 0.05 / len(tested))
            if company in tested
            else Group.TOO_SMALL
        )

    assert {each.figure.provider: each.group for each in group_providers(figures)} == wanted
    assert {Group.TOO_SMALL, Group.TYPICAL, Group.CLEARLY_BETTER} <= set(wanted.values())


def _expected(years: Raw, period: str) -> dict[str, tuple[int, float]]:
    """Upheld, and premium of one year or complaints expected at each year's own rate."""
    if period != "pooled":
        return {company: (k, float(p)) for company, (k, p) in years[period].items()}
    found: dict[str, tuple[int, float]] = {}
    for year, rows in years.items():
        if year == "2016":
            continue
        rate = sum(k for k, _ in rows.values()) / float(sum(p for _, p in rows.values()))
        for company, (k, premium) in rows.items():
            before = found.get(company, (0, 0.0))
            found[company] = (before[0] + k, before[1] + float(premium) * rate)
    return found


def _independent(k: int, t: float, others: int, rest: float, level: float) -> Group:
    limits = binomtest(k, k + others).proportion_ci(level, method="exact")
    low, high = (share / (1 - share) * rest / t for share in (limits.low, limits.high))
    if low > 1 / 1.25 and high < 1.25:
        return Group.TYPICAL
    return Group.CLEARLY_BETTER if high < 1 else Group.CLEARLY_WORSE if low > 1 else Group.TYPICAL
