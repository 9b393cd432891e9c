"""The verdict rule of domain 4.1, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from compare.cover.relation import CoverRelation as Cover
from compare.quality.state import ServiceState
from compare.values.estimate import Estimate

CERTAIN_ENOUGH = 0.9


class ActionKind(StrEnum):
    """What a household can do besides staying, the least disruptive first."""

    NEGOTIATE = "negotiate"
    SWITCH_AT_RENEWAL = "switch_at_renewal"
    SWITCH_NOW = "switch_now"


DISRUPTION = {kind: rank for rank, kind in enumerate(ActionKind)}


class VerdictKind(StrEnum):
    """The seven verdicts."""

    SWITCH_NOW = "SWITCH_NOW"
    SWITCH_AT_RENEWAL = "SWITCH_AT_RENEWAL"
    NEGOTIATE = "NEGOTIATE"
    STAY = "STAY"
    NO_BETTER_PROVIDER = "NO_BETTER_PROVIDER"
    TRADE_OFF = "TRADE_OFF"
    NOT_ENOUGH_DATA = "NOT_ENOUGH_DATA"


class Reason(StrEnum):
    """Why there is not enough to go on."""

    MISSING_OR_STALE = "missing_or_stale"
    NO_COMPARABLE_CANDIDATE = "no_comparable_candidate"
    UNKNOWN_COVER = "unknown_cover"
    UNCERTAIN = "uncertain"
    THIN_MARKET = "thin_market"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that the household can do, against staying.

    `id` names the offer. `nb` is the net benefit over the horizon in the currency's major units;
    `p_pos` the probability that it is above zero, None where only the range is known (then its low
    end must be above zero). `cover` and `service` are the candidate's against the present
    contract's; `negotiate` keeps the contract, so that its cover is EQUIVALENT by definition.
    `exposed` says that a cost is left out of `nb` because nobody states it: nothing is sure then.

    Raises:
        ValueError: a probability outside 0 to 1, or a negotiated contract of another cover.
    """

    kind: ActionKind
    id: str
    nb: Estimate
    p_pos: float | None
    cover: Cover
    service: ServiceState = ServiceState.NO_EVIDENCE
    exposed: bool = False

    def __post_init__(self) -> None:
        if self.p_pos is not None and not 0 <= self.p_pos <= 1:
            raise ValueError(f"expected p_pos between 0 and 1 for {self.id}, found {self.p_pos}")
        if self.kind is ActionKind.NEGOTIATE and self.cover is not Cover.EQUIVALENT:
            raise ValueError(
                f"expected EQUIVALENT cover to negotiate {self.id}, found {self.cover}"
            )

    @property
    def certain(self) -> bool:
        """Whether a gain is sure enough to act on."""
        if self.exposed:
            return False
        return self.nb.low > 0 if self.p_pos is None else self.p_pos >= CERTAIN_ENOUGH

    @property
    def acceptable(self) -> bool:
        """Whether nothing that was measured gets worse."""
        covered = self.cover in (Cover.EQUIVALENT, Cover.DOMINATES)
        return covered and self.service is not ServiceState.WORSE

    @property
    def improves(self) -> bool:
        """Whether it is better in something other than money."""
        return self.service is ServiceState.BETTER or self.cover is Cover.DOMINATES

    @property
    def gives_something_up(self) -> bool:
        """Whether something that was measured gets worse."""
        covers_less = self.cover in (Cover.DOMINATED, Cover.TRADE_OFF)
        return covers_less or self.service is ServiceState.WORSE

    def admissible(self, theta: Decimal) -> bool:
        """Step 2: a sure material gain, or an improvement at no material cost."""
        gains = self.nb.central >= theta and self.certain
        return self.acceptable and (gains or (self._harmless(theta) and not self.exposed))

    def promising(self, theta: Decimal) -> bool:
        """Whether it would be advised if its gain were sure and all its costs known."""
        gains = self.nb.central >= theta
        return self.acceptable and (gains or self._harmless(theta))

    def _harmless(self, theta: Decimal) -> bool:
        """An improvement at no material cost."""
        return self.improves and self.nb.central > -theta


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says.

    `chosen` is the action advised, None where the advice is to stay or where nothing can be said;
    `reason` is set for NOT_ENOUGH_DATA alone. `admissible` holds every action that passed step 2,
    best first; `near_best` those among them within theta of the best, all of which are named.
    """

    kind: VerdictKind
    reason: Reason | None = None
    chosen: Action | None = None
    admissible: tuple[Action, ...] = ()
    near_best: tuple[Action, ...] = ()


def theta(
    annual_cost: Decimal,
    *,
    share: Decimal = Decimal("0.05"),
    least: Decimal = Decimal(20),
    most: Decimal = Decimal(100),
    years: Decimal = Decimal(1),
) -> Decimal:
    """The smallest gain worth an evening: years * min(max(share * cost, least), most) (domain 4.1).

    A cost below 0 is what an account earns: the share is taken of its size.

    Raises:
        ValueError: a negative share, limits in the wrong order, or no time at all.
    """
    if share < 0:
        raise ValueError(f"expected a share of at least 0, found {share}")
    if not 0 <= least <= most:
        raise ValueError(f"expected 0 <= least <= most, found {least} and {most}")
    if years <= 0:
        raise ValueError(f"expected a horizon above 0 years, found {years}")
    return years * min(max(share * abs(annual_cost), least), most)


def decide(
    actions: Iterable[Action],
    threshold: Decimal,
    *,
    coverage: Decimal | None,
    min_coverage: Decimal,
    missing: Sequence[str] = (),
    blocked: bool = False,
) -> Verdict:
    """Apply domain 4.1, step by step.

    `threshold` is theta over the same horizon as the actions' net benefits. `coverage` is the share
    of the providers open to this household whose price is fresh; None, not known, is thin.
    `missing` names inputs of the present contract that are absent or stale. `blocked` says that
    actions were removed because no way out is open: a blocked switch is not a STAY.

    Raises:
        ValueError: a negative threshold, or a share outside 0 to 1.
    """
    _check(threshold, coverage, min_coverage)
    ranked = sorted(actions, key=lambda action: (-action.nb.central, action.id, action.kind))
    admissible = tuple(action for action in ranked if action.admissible(threshold))
    if missing:
        return _unknown(Reason.MISSING_OR_STALE)
    if not admissible:
        gap = _nobody_to_compare(ranked, blocked)
        return _unknown(gap) if gap else _stay_or_say_why(ranked, threshold, coverage, min_coverage)
    best = admissible[0].nb.central
    near = tuple(a for a in admissible if a.nb.central > best - threshold or a.nb.central == best)
    chosen = min(near, key=lambda a: (not a.improves, DISRUPTION[a.kind], -a.nb.central))
    return Verdict(VerdictKind(chosen.kind.upper()), None, chosen, admissible, near)


def _nobody_to_compare(actions: Sequence[Action], blocked: bool) -> Reason | None:
    """Step 1: without anybody else to look at, nothing can be said about them."""
    external = [action for action in actions if action.kind is not ActionKind.NEGOTIATE]
    if not external:
        return Reason.BLOCKED if blocked else Reason.NO_COMPARABLE_CANDIDATE
    if all(action.cover is Cover.UNDETERMINED for action in external):
        return Reason.UNKNOWN_COVER
    return None


def _stay_or_say_why(
    actions: Sequence[Action],
    threshold: Decimal,
    coverage: Decimal | None,
    min_coverage: Decimal,
) -> Verdict:
    """Steps 4 to 8, and the thin market."""
    gaining = [action for action in actions if action.nb.central >= threshold]
    if any(action.promising(threshold) for action in actions):
        return _unknown(Reason.UNCERTAIN)
    if any(action.gives_something_up for action in gaining):
        return Verdict(VerdictKind.TRADE_OFF)
    if gaining:
        return _unknown(Reason.UNKNOWN_COVER)
    if coverage is None or coverage < min_coverage:
        return _unknown(Reason.THIN_MARKET)
    if all(_is_no_help(action, threshold) for action in actions):
        return Verdict(VerdictKind.STAY)
    return Verdict(VerdictKind.NO_BETTER_PROVIDER)


def _is_no_help(action: Action, threshold: Decimal) -> bool:
    dearer = action.nb.central <= -threshold
    return dearer or action.service is ServiceState.WORSE or action.cover is Cover.DOMINATED


def _unknown(reason: Reason) -> Verdict:
    return Verdict(VerdictKind.NOT_ENOUGH_DATA, reason)


def _check(threshold: Decimal, coverage: Decimal | None, min_coverage: Decimal) -> None:
    if threshold < 0:
        raise ValueError(f"expected a threshold of at least 0, found {threshold}")
    for name, share in (("coverage", coverage), ("min_coverage", min_coverage)):
        if share is not None and not 0 <= share <= 1:
            raise ValueError(f"expected {name} between 0 and 1, found {share}")
