"""The verdict rule, case by case, and what can be said of it for every set of actions."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cover.relation import CoverRelation
from compare.decide.verdict import Action, ActionKind, Verdict, VerdictKind, decide, theta
from compare.quality.state import ServiceState
from compare.values.estimate import Estimate

RULE = Path(__file__).parent / "situations" / "rule.toml"
CASES: list[dict[str, Any]] = tomllib.loads(RULE.read_text("utf-8"))["case"]
THETA = Decimal(25)
SWITCHES = (VerdictKind.SWITCH_NOW, VerdictKind.SWITCH_AT_RENEWAL)


def _action(written: list[Any]) -> Action:
    kind, id_, nb, p_pos, cover, service = written
    return Action(
        ActionKind(kind),
        id_,
        Estimate.exactly(Decimal(nb)),
        p_pos,
        CoverRelation(cover),
        ServiceState(service),
    )


def _share(written: str) -> Decimal | None:
    return None if written == "unknown" else Decimal(written)


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_the_rule_says(case: dict[str, Any]) -> None:
    found = decide(
        [_action(each) for each in case["actions"]],
        Decimal(case.get("theta", "25")),
        coverage=_share(case.get("coverage", "1")),
        min_coverage=Decimal(case.get("min_coverage", "0.8")),
        missing=case.get("missing", ()),
        blocked=case.get("blocked", False),
    )
    chosen = found.chosen.id if found.chosen else None
    assert (found.kind, found.reason, chosen) == (
        case["verdict"],
        case.get("reason"),
        case.get("chosen"),
    )


def _decide(actions: list[Action], coverage: Decimal | None = Decimal(1)) -> Verdict:
    return decide(actions, THETA, coverage=coverage, min_coverage=Decimal("0.8"))


@st.composite
def some_actions(draw: st.DrawFn, least: int = 0) -> list[Action]:
    count = draw(st.integers(least, 6))
    found = []
    for number in range(count):
        kind = draw(st.sampled_from(ActionKind))
        negotiated = kind is ActionKind.NEGOTIATE
        cover = draw(st.sampled_from(CoverRelation))
        found.append(
            Action(
                kind,
                f"offer {number}",
                Estimate.exactly(Decimal(draw(st.integers(-10_000, 20_000))) / 100),
                draw(st.sampled_from([0.1, 0.5, 0.899, 0.9, 1.0])),
                CoverRelation.EQUIVALENT if negotiated else cover,
                draw(st.sampled_from(ServiceState)),
            )
        )
    return found


@given(some_actions(), st.randoms())
def test_the_order_of_the_actions_changes_nothing(actions: list[Action], random: Any) -> None:
    shuffled = actions.copy()
    random.shuffle(shuffled)
    assert _decide(shuffled) == _decide(actions)


@given(some_actions())
def test_a_thin_market_never_reads_as_stay(actions: list[Action]) -> None:
    kind = _decide(actions, Decimal("0.5")).kind
    assert kind not in (VerdictKind.STAY, VerdictKind.NO_BETTER_PROVIDER)


@given(some_actions(least=1))
def test_another_offer_that_is_of_no_use_never_turns_stay_into_a_move(
    actions: list[Action],
) -> None:
    before = _decide(actions[:-1])
    if before.kind in (VerdictKind.STAY, VerdictKind.NO_BETTER_PROVIDER):
        after = _decide(actions)
        assert after.chosen is None or after.chosen == actions[-1]


@given(some_actions(least=1))
def test_whatever_is_advised_gives_up_nothing_that_was_measured(actions: list[Action]) -> None:
    chosen = _decide(actions).chosen
    assert chosen is None or (chosen.acceptable and chosen.admissible(THETA))


def test_without_a_probability_the_low_end_must_be_a_gain() -> None:
    wide = Estimate(Decimal(-1), Decimal(60), Decimal(80))
    sure = Estimate(Decimal(1), Decimal(60), Decimal(80))
    kind, cover = ActionKind.SWITCH_AT_RENEWAL, CoverRelation.EQUIVALENT
    assert _decide([Action(kind, "B", wide, None, cover)]).reason == "uncertain"
    assert _decide([Action(kind, "B", sure, None, cover)]).kind in SWITCHES


def test_theta_is_five_per_cent_within_its_limits() -> None:
    assert theta(Decimal(300)) == 20
    assert theta(Decimal(480)) == 24
    assert theta(Decimal(4000)) == 100
    assert theta(Decimal(480), years=Decimal(3)) == 72
    assert theta(Decimal(-480)) == 24  # what an account earns in a year


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"annual_cost": Decimal(1), "share": Decimal(-1)}, "share"),
        ({"annual_cost": Decimal(1), "least": Decimal(2), "most": Decimal(1)}, "least <= most"),
        ({"annual_cost": Decimal(1), "years": Decimal(0)}, "above 0 years"),
    ],
)
def test_a_threshold_that_makes_no_sense_is_refused(given_: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        theta(**given_)


def test_a_probability_outside_of_0_to_1_is_refused() -> None:
    with pytest.raises(ValueError, match="p_pos between 0 and 1"):
        Action(ActionKind.SWITCH_NOW, "B", Estimate.exactly(THETA), 1.01, CoverRelation.EQUIVALENT)


def test_a_share_outside_of_0_to_1_is_refused() -> None:
    with pytest.raises(ValueError, match="coverage between 0 and 1"):
        _decide([], Decimal("1.2"))
