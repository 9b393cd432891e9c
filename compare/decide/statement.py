"""What can be said of a whole market: whom a move helps, and whether providers differ at all.

It reports components, never a score (domain 4.3). Low prices that lie close together, and equal
service, can mean a good market or a poor one: which, only a stated minimum standard can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare.decide.answer import comparison
from compare.decide.case import threshold
from compare.decide.comparison import Comparison
from compare.decide.dispersion import (
    Dispersion,
    Household,
    Improvable,
    dispersion,
    share_improvable,
)
from compare.decide.indistinguishable import (
    Pairs,
    Same,
    indistinguishable,
    like_for_like_prices,
    same_cover,
    together,
)
from compare.decide.market_service import MarketService, market_service
from compare.decide.sameness import Limits, Sameness, sameness
from compare.decide.situation import Situation
from compare.decide.standards import BelowStandard, Level, Standard, below_standard
from compare.decide.verdict import CERTAIN_ENOUGH, ActionKind
from compare.quality.figures import Figure
from compare.quality.heterogeneity import Heterogeneity
from compare.quality.multiple import bonferroni
from compare.values.money import MICROS


@dataclass(frozen=True, slots=True)
class Published:
    """A published household: `weight` says for how many customers each of its persons stands."""

    key: str
    weight: Decimal
    situation: Situation


@dataclass(frozen=True, slots=True)
class Profile:
    """Like-for-like prices a year of one person of a published household, lowest first in `every`."""

    household: str
    person: int
    prices: Dispersion
    every: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """The components of a market's sameness and its labels.

    `internal` counts better offers of the same provider, `like_for_like` those of any that give
    nothing up, `flexible` anything. `comparable` is the share of customers for whom another
    provider sells the same cover. `pairs` and `below` are None where there is nothing to count,
    `best_gain` where no sure gain is to be had; a profile whose prices are not all above 0 (what an
    account earns) has no dispersion;
    `service` has one entry per measure with counts. `pairs` are counted for every profile, each
    with its weight.
    """

    internal: Improvable
    like_for_like: Improvable
    flexible: Improvable
    comparable: Decimal
    best_gain: Decimal | None
    profiles: tuple[Profile, ...]
    pairs: Pairs | None
    service: tuple[MarketService, ...]
    below: BelowStandard | None
    labels: Sameness

    @property
    def level(self) -> Level:
        """Whether what is alike is fine or poor; unknown without a stated standard."""
        return self.below.level if self.below else Level.UNKNOWN


def statement(
    households: Sequence[Published],
    figures: tuple[Figure, ...] = (),
    standard: Standard | None = None,
    limits: Limits | None = None,
) -> Statement:
    """The market statement over its published households.

    Raises:
        ValueError: no household, one without a present contract, or a standard for no measure.
    """
    if not households:
        raise ValueError("expected at least one published household, found none")
    found = [
        (each, number, comparison(each.situation, number))
        for each in households
        for number in range(len(each.situation.people))
    ]
    scopes = {scope: share_improvable(_scope(found, scope)) for scope in SCOPES}
    service = market_service(figures)
    strongest, p = _strongest(service)
    covers = [same_cover(one) for _, _, one in found]
    comparable = _comparable(found, covers)
    gains = [h.best_gain for h in _scope(found, "like_for_like") if h.best_gain is not None]
    return Statement(
        internal=scopes["internal"],
        like_for_like=scopes["like_for_like"],
        flexible=scopes["flexible"],
        comparable=comparable,
        best_gain=max(gains, default=None),
        profiles=tuple(
            Profile(each.key, number, dispersion(prices), tuple(sorted(prices)))
            for each, number, one in found
            if len(prices := like_for_like_prices(one)) > 1 and min(prices) > 0
        ),
        pairs=_pairs(found, covers, figures),
        service=service,
        below=below_standard(figures, standard) if standard else None,
        labels=sameness(
            scopes["like_for_like"].share,
            p,
            strongest.median_ratio if strongest else None,
            strongest.ratio_high if strongest else None,
            limits or Limits(),
            comparable,
        ),
    )


def _strongest(
    service: Sequence[MarketService],
) -> tuple[Heterogeneity | None, float | None]:
    """The measure in which providers differ most surely; its p-value allows for their number."""
    if not service:
        return None, None
    adjusted = bonferroni([each.heterogeneity.p for each in service])
    at = min(range(len(service)), key=lambda index: adjusted[index])
    return service[at].heterogeneity, adjusted[at]


SCOPES = ("internal", "like_for_like", "flexible")
Found = tuple[Published, int, Comparison]


def _comparable(found: Sequence[Found], covers: Sequence[Same]) -> Decimal:
    """The share of customers for whom two providers or more sell the cover that they hold."""
    weights = [each.weight for each, _, _ in found]
    several = [len({provider for provider, _ in same}) > 1 for same in covers]
    shared = (weight for weight, of_several in zip(weights, several, strict=True) if of_several)
    return sum(shared, Decimal(0)) / sum(weights)


def _pairs(
    found: Sequence[Found], covers: Sequence[Same], figures: tuple[Figure, ...]
) -> Pairs | None:
    """The pairs of every profile together, by the customers it stands for; once per market.

    A household that holds one contract after another of the same cover sees the same market: it
    counts once, with the sum of its weights.
    """
    weights: dict[tuple[str, int, Same], Decimal] = {}
    first: dict[tuple[str, int, Same], Found] = {}
    for (each, number, one), same in zip(found, covers, strict=True):
        key = (each.key, number, same)
        weights[key] = weights.get(key, Decimal(0)) + each.weight
        first.setdefault(key, (each, number, one))
    counted = [
        (weights[key], pairs)
        for key, (each, number, one) in first.items()
        if (pairs := indistinguishable(one, figures, _theta(each, number)))
    ]
    return together(counted)


def _theta(each: Published, number: int) -> Decimal:
    return threshold(each.situation, each.situation.people[number])


def _scope(found: Sequence[Found], scope: str) -> list[Household]:
    """Every person of every household with the best gain that a scope allows."""
    return [
        Household(each.weight, _best_gain(one, scope), _theta(each, number))
        for each, number, one in found
    ]


def _best_gain(one: Comparison, scope: str) -> Decimal | None:
    """The best sure gain over the horizon; `flexible` may give something up, the others not."""
    found = []
    for route in one.routes:
        sure = route.members & (route.gains.p_pos >= CERTAIN_ENOUGH)
        allowed = sure if scope == "flexible" else sure & one.standing.acceptable()
        if allowed.any() and (scope != "internal" or route.kind is ActionKind.NEGOTIATE):
            found.append(int(route.gains.central[allowed].max()))
    return Decimal(max(found)) / MICROS if found else None
