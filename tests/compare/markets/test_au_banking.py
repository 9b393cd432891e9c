"""Australian accounts, cards and loans: what was worked by hand from the raw versions, and all of them.

What the customer receives is negative: a year of an account that pays more than it costs is below nought.

Worked by hand, base and bonus apart (AMB_Savings_Motivator as of 4 October 2022, 20,000 dollars): every
tier pays 0.001 for everybody, 20.00 a year, and 0.0155 more where the bonus is earned, 310.00: -20.00, or
-330.00 with the bonus. No fee of every month is listed.

Worked by hand, tiers of which one holds for the whole balance (Bank First Online Saver as of 17 November
2023): 1,500 dollars earn 0.0005, 0.75; 2,000 are in the next tier, 0.038 for all of it: 76.00; 20,000
earn 760.00. The account-keeping fee is 0.00, the inactive member's 30.00 is not for those who use it.

Worked by hand, a fee that deposits waive (AMB Military Rewards Account, 0e430bc8-..., as of 26 July 2022,
8,000 dollars, 500 a year spent in foreign currency): 4.00 x 12 = 48.00, less where 2,000 come in a month,
0.0295 x 500 = 14.75 for the conversions, less 0.0001 x 8000 = 0.80 interest: 61.95, or 13.95 with the
deposits. (Fees for a statement on paper and for a dormant account are of no such year.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from compare.store.models import MarketVersion, Plan
from compare.usecases.answering.answer import answer
from compare.usecases.asking import question
from compare.usecases.collecting.collect import collect
from compare.usecases.collecting.report import CollectReport
from compare.usecases.market.statement import statement
from tests.compare.markets.banking import (
    asked,
    price,
    records,
    reordered,
    rows,
    simple,
    steps_of_one_rate,
    told,
    turned,
)
from tests.compare.markets.banking_by_hand import BY_HAND, FEES_BY_HAND, Fee, Step

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("au_banking"), pytest.mark.slow]
SOURCE, TODAY = "au_cdr_banking", date(2026, 11, 20)
AUSTRALIAN_MUTUAL = "cdr-c289cfa3-b00b-ec11-a826-000d3a884a20"
# Whose products have the number of one of the ten: UBank's 6, Coastline's 43.
NAMESAKES = (
    "cdr-307dbf74-8bbe-eb11-a823-000d3a884a20",
    "cdr-439e1c2a-b0be-eb11-a823-000d3a884a20",
)
MOTIVATOR, BANK_FIRST, MILITARY = (
    "AMB_Savings_Motivator",
    "c4738728-0e16-4957-b37b-5547a99d56c4",
    "0e430bc8-9f14-42f2-b27e-a2a85dc11cb2",
)


def test_the_hand_list_is_of_ten_products_with_steps_that_follow_one_another() -> None:
    assert len(BY_HAND) == 10
    for steps in BY_HAND.values():
        assert all(step.old != step.new for step in steps)
        assert {step.direction for step in steps} <= {"better", "worse"}
    assert len(FEES_BY_HAND) == 10


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "cdr-banking-history"


@pytest.fixture(scope="module")
def raw(folder: Path) -> list[dict[str, Any]]:
    return rows(folder)


@pytest.fixture(scope="module")
def report(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[CollectReport]:
    """The whole file through the real collect, once for this module."""
    with django_db_blocker.unblock():
        yield collect(SOURCE, folder=folder, today=TODAY)
        call_command("flush", interactive=False, verbosity=0)


@pytest.mark.usefixtures("report")
def test_base_and_bonus_worked_by_hand() -> None:
    assert price(MOTIVATOR, "2022-10-10", balance=20000) == ("-20.00", "-20.00", "-330.00")
    earned = price(MOTIVATOR, "2022-10-10", balance=20000, bonus=True)
    assert earned == ("-330.00", "-20.00", "-330.00")


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize(
    ("balance", "cost"), [(1500, "-0.75"), (2000, "-76.00"), (20000, "-760.00")]
)
def test_tiers_worked_by_hand(balance: int, cost: str) -> None:
    assert price(BANK_FIRST, "2023-12-01", balance=balance)[0] == cost


@pytest.mark.usefixtures("report")
def test_a_waived_fee_worked_by_hand() -> None:
    use = {"balance": 8000, "spend_abroad": 500}
    assert price(MILITARY, "2022-08-01", **use)[0] == "61.95"
    assert price(MILITARY, "2022-08-01", deposits=2000, **use)[0] == "13.95"


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("product", BY_HAND)
def test_every_rate_change_read_by_hand_is_found_and_no_other(product: str) -> None:
    found = {
        Step(c["no_later_than"], c["field"].split(" (")[0], c["old"], c["new"]): c["direction"]
        for c in told()
        if c["subject"] == product
        and c["provider"] not in NAMESAKES
        and c["kind"] in ("rate_rise", "rate_cut", "interest_up", "interest_down")
    }
    assert found == {step: step.direction for step in BY_HAND[product]}


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("product", FEES_BY_HAND)
def test_every_change_of_a_fee_read_by_hand_is_found_and_no_other(product: str) -> None:
    found = {
        Fee(c["no_later_than"], c["field"], c["old"], c["new"], c["direction"])
        for c in told()
        if c["subject"] == product and c["kind"].startswith("fee_")
    }
    assert found == set(FEES_BY_HAND[product])


@pytest.mark.usefixtures("report")
def test_products_of_one_rate_change_when_the_raw_file_says_so(raw: list[dict[str, Any]]) -> None:
    """Straight from the file: every step of every product that never had more than one rate."""
    wanted = steps_of_one_rate(raw)
    kinds = ("rate_rise", "rate_cut", "interest_up", "interest_down")
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {key: [] for key in wanted}
    for c in told():
        key = c["provider"].removeprefix("cdr-"), c["subject"]
        if key in found and c["kind"] in kinds:
            found[key].append((c["no_later_than"], c["old"], c["new"]))
    assert len(wanted) > 30
    assert sum(map(len, wanted.values())) > 100
    assert {key: sorted(steps) for key, steps in found.items()} == wanted


def test_every_version_is_accounted_for(report: CollectReport, raw: list[dict[str, Any]]) -> None:
    (page,) = report.pages
    errors = [row for row in raw if "productCategory" not in row["product"]]
    assert report.state == "stored"
    assert report.refused_count == 0
    assert page.rows["tariff"] == len(raw) - len(errors) == 2282
    assert sum(page.passed.values()) == len(errors) == 119


@pytest.mark.usefixtures("report")
def test_a_product_under_an_old_and_a_new_brand_id_is_one_product(
    raw: list[dict[str, Any]],
) -> None:
    """181 pairs of ids in the file; three of the products are there under both."""
    products = {(row["brand_id"], row["product_id"]) for row in raw}
    assert len(products) == 181
    both = {"Product203", "36", "f70238d4ee324ad99af6ee0f01f7cdde"}
    assert Plan.objects.filter(market="au-banking").count() == len(products) - len(both)
    assert Plan.objects.filter(key="Product203").count() == 1
    assert Plan.objects.filter(key="6").count() == 2  # two banks' numbers, two products


@pytest.mark.usefixtures("report")
def test_an_outage_ends_nothing() -> None:
    """On 24 March 2023 the overdraft answered with an error: it is still there, at its rate."""
    assert price("BusinessOverdraft", "2023-03-25", loan=10000, balance=0)[0] == "736.00"


@pytest.mark.usefixtures("report")
def test_a_second_run_adds_nothing(folder: Path) -> None:
    before = MarketVersion.objects.get(market="au-banking")
    again = collect(SOURCE, folder=folder, today=TODAY)
    assert not sum(again.outcomes.values())
    assert MarketVersion.objects.get(market="au-banking").digest == before.digest


def test_no_order_of_any_list_says_anything_else(raw: list[dict[str, Any]]) -> None:
    """Every version with all its lists turned round reads as the same records."""
    for row in raw:
        assert records(row) == records({**row, "product": turned(row["product"])})


@pytest.mark.usefixtures("report")
def test_versions_of_the_same_content_in_another_order_make_no_change(
    raw: list[dict[str, Any]],
) -> None:
    """Straight from the file: on a day when only the order differs, no change is told."""
    quiet = reordered(raw)
    assert quiet
    days = {(c["subject"], c["no_later_than"]) for c in told()}
    assert not quiet & days


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("balance", [400, 20000])
@pytest.mark.parametrize("day", ["2023-06-01", "2024-08-12"])
def test_accounts_with_one_rate_earn_what_the_raw_file_says(
    raw: list[dict[str, Any]], balance: int, day: str
) -> None:
    wanted = simple(raw, day, balance)
    out = {o["plan"]: o["per_year"] for o in asked(day, balance=balance).to_dict()["offers"]}
    assert len(wanted) >= 7
    assert {plan: out.get(plan) for plan in wanted} == wanted


@pytest.mark.usefixtures("report")
def test_every_product_is_an_offer_or_left_out_with_its_reason() -> None:
    found = asked("2024-08-12", balance=20000)
    reasons = Counter(item.reason for _, item in found.left_out)
    assert len(found.offers) + len(found.left_out) == Plan.objects.count()
    assert set(reasons) == {"other_use", "not_computable", "stale"}
    missing = [i.parameters["missing"] for _, i in found.left_out if i.reason == "not_computable"]
    assert all(missing)


@pytest.mark.usefixtures("report")
def test_a_saver_is_answered_as_of_the_day() -> None:
    data = {
        "market": "au-banking",
        "today": "2023-12-01",
        "household": {"balance": 20000, "bonus": True},
        "present": {"provider": AUSTRALIAN_MUTUAL, "plan": MOTIVATOR},
    }
    (person,) = answer(question.read(data, date(2023, 12, 1)), "en")["persons"]
    assert person["present"]["per_year"] == "-930.00"
    assert person["present"]["tariff"]["unconditional"] == "-70.00"
    assert person["verdict"] != "unanswerable"


@pytest.mark.usefixtures("report")
def test_the_statement_counts_every_published_household() -> None:
    found = statement("au-banking", TODAY, "en")
    assert found["as_of"] == "2024-08-12"
    assert found["households"]["counted"] > 0
