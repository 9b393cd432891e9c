"""A plan that took another's place: one of a provider gone, one alike come (design 5).

That customers were moved from one into the other is on no list: it is proposed, and counts once a
person has confirmed it. A provider that renames all its plans at once did one thing, told once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from compare.track.change import Change, Difference, Evidence, Replaced, State, Toward
from compare.track.events import Severity
from compare.values.cause import Cause
from compare.values.missing import is_unknown
from compare.values.terms import Terms

PLAN_REPLACED = "plan_replaced"
LIKE = 70  # of 100: how alike two names are, whatever the order of their words; our convention
SHARED = (1, 2)  # the share of the terms stated by both that must be the same; our convention
GRAVEST = (Severity.MAJOR, Severity.MODERATE, Severity.UNRATED, Severity.MINOR)
Stand = tuple[str, str, date]  # a plan by its provider's key and its own, as it stood on a day


class Sighting(NamedTuple):
    """What a plan was called on a day, and where that was read."""

    day: date
    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Listing:
    """A plan from its first sighting to its last.

    `gone` says that its page, or a later edition with its provider, was read since and lacks it.
    """

    provider: str
    key: str
    first: Sighting
    last: Sighting
    gone: bool


class Pair(NamedTuple):
    """A plan that went, and one that may have taken its place."""

    old: Listing
    new: Listing

    @property
    def stands(self) -> tuple[Stand, Stand]:
        """What is compared: the old one when it was last seen, the new one when it was first."""
        old, new = self
        return (old.provider, old.key, old.last.day), (new.provider, new.key, new.first.day)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a plan is (`kinds`: the market's own attributes) and what it promises."""

    kinds: Mapping[str, str]
    terms: Terms


def candidates(listings: Iterable[Listing], max_gap_days: int) -> list[Pair]:
    """Plans of one provider that may have followed one another, by their days and names alone.

    The new one was not there when the old one was last seen, and came within the days for which the
    market lets a sighting stand. One that is named no less like a plan that stayed is another plan
    beside it, and took nobody's place.
    """
    provided: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        provided[listing.provider].append(listing)
    return [pair for own in provided.values() for pair in _candidates(own, max_gap_days)]


def _candidates(own: Sequence[Listing], max_gap_days: int) -> Iterator[Pair]:
    alike = cache(_alike)  # a name is sold in many places
    came: dict[date, list[Listing]] = defaultdict(list)
    for listing in own:
        came[listing.first.day].append(listing)
    for day, every in came.items():
        gone = _named(
            old for old in own if old.gone and 0 < (day - old.last.day).days <= max_gap_days
        )
        stayed = _named(each for each in own if each.first.day < day <= each.last.day)
        for new in every if gone else ():
            beside = max((alike(name, new.first.name) for name in stayed), default=0.0)
            for name, olds in gone.items():
                if (likeness := alike(name, new.first.name)) >= LIKE and likeness > beside:
                    yield from (Pair(old, new) for old in olds)


def _named(listings: Iterable[Listing]) -> Mapping[str, Sequence[Listing]]:
    found: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        found[listing.last.name].append(listing)
    return found


def successions(pairs: Iterable[Pair], promised: Mapping[Stand, Promise]) -> list[Pair]:
    """The pairs that are one kind of plan with like terms, each the other's one nearest by name.

    Where two are as near nothing tells them apart: none is taken. A plan that took another's place
    may lose its own to a third.
    """
    alike = cache(_alike)
    likely = [
        (pair, (old, new), alike(pair.old.last.name, pair.new.first.name))
        for pair in pairs
        for old, new in [pair.stands]
        if _fits(promised[old], promised[new])
    ]
    gone: dict[Stand, Counter[float]] = defaultdict(Counter)
    came: dict[Stand, Counter[float]] = defaultdict(Counter)
    for _, (old, new), likeness in likely:
        gone[old][likeness] += 1
        came[new][likeness] += 1
    left, taken = _alone(gone), _alone(came)
    return [
        pair
        for pair, (old, new), likeness in likely
        if likeness == left[old] and likeness == taken[new]
    ]


def _alone(found: Mapping[Stand, Counter[float]]) -> dict[Stand, float | None]:
    """The likeness of each one's nearest; None where two are as near."""
    nearest = {stand: max(counted) for stand, counted in found.items()}
    return {stand: near if found[stand][near] == 1 else None for stand, near in nearest.items()}


def _fits(old: Promise, new: Promise) -> bool:
    if any(old.kinds[key] != new.kinds[key] for key in old.kinds.keys() & new.kinds.keys()):
        return False
    stated = [
        key
        for key in old.terms.keys() & new.terms.keys()
        if not is_unknown(old.terms[key]) and not is_unknown(new.terms[key])
    ]
    same = sum(old.terms[key] == new.terms[key] for key in stated)
    least, of = SHARED
    return same * of >= len(stated) * least


def _alike(one: str, other: str) -> float:
    return float(fuzz.token_sort_ratio(one.casefold(), other.casefold()))


def proposals(found: Iterable[tuple[Pair, Sequence[Difference]]]) -> list[Change]:
    """One change for each day on which plans of a provider took others' places."""
    together: dict[tuple[str, date], list[tuple[Pair, Sequence[Difference]]]] = defaultdict(list)
    for pair, differences in found:
        together[pair.new.provider, pair.new.first.day].append((pair, differences))
    return [_proposal(sorted(each, key=lambda item: item[0].old.key)) for each in together.values()]


def _proposal(found: Sequence[tuple[Pair, Sequence[Difference]]]) -> Change:
    (old, new), *_ = pairs = [pair for pair, _ in found]
    every = [difference for _, differences in found for difference in differences]
    return Change(
        provider=new.provider,
        subject=f"{old.key} to {new.key}" if len(pairs) == 1 else "",
        kind=PLAN_REPLACED,
        field="plan",
        old="; ".join(pair.old.last.name for pair in pairs),
        new="; ".join(pair.new.first.name for pair in pairs),
        unit=None,
        direction=_toward(every),
        magnitude=None,
        unit_price_rise=None,
        severity=_gravest(every),
        state=State.PROPOSED,
        after=max(pair.old.last.day for pair in pairs),
        no_later_than=new.first.day,
        cause=Cause.PROVIDER,
        before=old.last.evidence,
        since=new.first.evidence,
        doubt="replaced",
        replaced=tuple(
            Replaced(
                old=pair.old.key,
                new=pair.new.key,
                old_name=pair.old.last.name,
                new_name=pair.new.first.name,
                differences=tuple(differences),
            )
            for pair, differences in found
        ),
    )


def _toward(differences: Iterable[Difference]) -> Toward:
    """For the worse or better where all that has a direction agrees; else neither."""
    told = {each.direction for each in differences} - {Toward.NEITHER}
    return told.pop() if len(told) == 1 else Toward.NEITHER


def _gravest(differences: Iterable[Difference]) -> Severity:
    told = {each.severity for each in differences if each.direction is Toward.WORSE}
    return next((severity for severity in GRAVEST if severity in told), Severity.UNRATED)
