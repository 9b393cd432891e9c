"""The few actions that the rule is shown stand for all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compare.cover.market import OVERALL
from compare.cover.relation import CoverRelation
from compare.decide.actions import STATES, actions, offer_id
from compare.decide.answer import comparison
from compare.decide.comparison import Comparison
from compare.decide.verdict import Action, ActionKind, decide
from compare.values.offer import Offer
from tests.compare.decide import build

MID_TERM = {
    "premium": "600",
    "paid": "600",
    "claim_in_term": False,
    "refund_method": "pro_rata",
    "cancellation_fee": "25",
}
NAMES = ("mine", "b", "c", "d")


@st.composite
def markets(draw: st.DrawFn) -> list[Offer]:
    return [
        build.offer(
            draw(st.sampled_from(NAMES)),
            str(draw(st.integers(450, 700))),
            plan=f"plan {number}",
            terms={
                "limit": draw(st.sampled_from(["50000", "60000", "unknown"])),
                "flood": draw(st.sampled_from(["covered", "covered", "excluded"])),
            },
        )
        for number in range(draw(st.integers(1, 12)))
    ]


def _compared(offers: list[Offer], **given_: Any) -> Comparison:
    person = build.person(build.offer("mine", "600"), offers, contract=MID_TERM)
    day = date(2026, 7, 2)
    figures = build.figures(mine=(300, 1000), b=(100, 1000), c=(600, 1000), d=(310, 1000))
    one = build.situation(person, today=day, start=day, figures=figures, **given_)
    return comparison(one, 0)


def _every_action(one: Comparison) -> list[Action]:
    """Each offer by each way that leads to it, nothing left out."""
    found = []
    for route in one.routes:
        for index, offer in enumerate(one.table.offers):
            if route.members[index]:
                negotiated = route.kind is ActionKind.NEGOTIATE
                cover = OVERALL[one.standing.cover[index]]
                found.append(
                    Action(
                        route.kind,
                        offer_id(offer),
                        route.gains.estimate(index),
                        float(route.gains.p_pos[index]),
                        CoverRelation.EQUIVALENT if negotiated else cover,
                        STATES[one.standing.service[index]],
                    )
                )
    return found


@given(markets(), st.sampled_from(["0", "18"]), st.sampled_from([0, 30, 60]))
def test_the_verdict_on_the_few_is_the_verdict_on_all(
    offers: list[Offer], income: str, theta: int
) -> None:
    one = _compared(offers, market={"income": income})
    few = actions(one.table, one.routes, one.standing, Decimal(theta))
    limits = {"coverage": Decimal(1), "min_coverage": Decimal("0.8")}
    on_few = decide(few, Decimal(theta), **limits)
    on_all = decide(_every_action(one), Decimal(theta), **limits)
    assert (on_few.kind, on_few.reason, on_few.chosen) == (
        on_all.kind,
        on_all.reason,
        on_all.chosen,
    )
    assert set(on_few.near_best) == set(on_all.near_best)


def test_an_offer_reached_now_and_at_renewal_is_one_action_each() -> None:
    one = _compared([build.offer("b", "400")])
    few = actions(one.table, one.routes, one.standing, Decimal(0))
    assert sorted(few.values()) == [0, 0]
    assert {action.kind for action in few} == {
        ActionKind.SWITCH_NOW,
        ActionKind.SWITCH_AT_RENEWAL,
    }
