"""Which lines of a price list changed: told by content, whatever their order, and names that are no keys.

A line that is the same on both sides changed nothing, wherever it stands; nor did one that only got
another name or other words. Rates that their name and details tell apart are the same line at any
height. What is left is paired by what tells it best, and only where that leaves no choice: the same
details, else the same name. Lines without a partner came or went.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from compare.track.change import Toward
from compare.track.events import EventType
from compare.values.tariff import Direction, Listed

FEE_DOWN, FEE_GONE = "fee_down", "fee_removed"
RATE_RISE, RATE_NEW, RATE_GONE = "rate_rise", "rate_added", "rate_removed"
INTEREST_UP, INTEREST_DOWN = "interest_up", "interest_down"  # of what is owed
Key = Callable[[Listed], tuple[object, ...]]


def _sort(line: Listed) -> tuple[object, ...]:
    """What a line is: no fee is the successor of a rate, and no share that of an amount."""
    return line.direction, line.basis, line.yearly


def _list(line: Listed) -> tuple[object, ...]:
    """The list that a line stands in: the rates of one way, or the fees."""
    return line.direction, line.yearly


def _named(line: Listed) -> tuple[object, ...]:
    return *_sort(line), line.name


# What makes two lines the same line: their name, with all that tells them apart or the most telling.
TOLD: tuple[Key, ...] = (
    lambda line: (*_named(line), line.details),
    lambda line: (*_named(line), line.details[:2]),
    lambda line: (*_named(line), line.details[:1]),
)
_TERM = re.compile(r"P\d+[DWMY]")  # a period as ISO 8601 has it


@dataclass(frozen=True, slots=True)
class Moved:
    """A line whose amount changed; `old` None: it is new, `new` None: it is gone.

    `lines` says how many lines of one name moved alike. `unsure`: on the same day a line of its sort
    went and another came, which may be one line under another name; or more lines came than had
    stood there, or went than stayed: then a list was filled or cut.
    """

    name: str
    direction: Direction
    basis: str
    old: Decimal | None
    new: Decimal | None
    yearly: bool
    lines: int = 1
    unsure: bool = False

    @property
    def kind(self) -> str:
        """The event: a fee or a rate, up, down, added or removed."""
        if self.old is None or self.new is None:
            return self._came_or_went()
        better = (self.new > self.old) == (self.direction is Direction.RECEIVED)
        if not self.yearly:
            return FEE_DOWN if better else EventType.FEE_UP
        if self.direction is Direction.RECEIVED:
            return RATE_RISE if better else EventType.RATE_CUT
        return INTEREST_DOWN if better else INTEREST_UP

    def _came_or_went(self) -> str:
        if not self.yearly:
            return FEE_GONE if self.new is None else EventType.FEE_ADDED
        return RATE_GONE if self.new is None else RATE_NEW

    @property
    def toward(self) -> Toward:
        """Which way it goes; a rate that came or went, and what is unsure, goes neither."""
        if self.old is None or self.new is None:
            if self.yearly or self.unsure or not (self.old or self.new):
                return Toward.NEITHER
            return Toward.BETTER if self.new is None else Toward.WORSE
        received = self.direction is Direction.RECEIVED
        return Toward.BETTER if (self.new > self.old) == received else Toward.WORSE

    @property
    def magnitude(self) -> Decimal | None:
        """The size as a share of the old amount; None where there was none."""
        if self.old is None or self.new is None or self.old == 0:
            return None
        return abs(self.new / self.old - 1)


def moved(old: Iterable[Listed], new: Iterable[Listed]) -> list[Moved]:
    """What changed between two price lists, lines that moved alike as one; empty where nothing did."""
    left, right = list(old), list(new)
    stood = Counter(map(_list, left))
    found = _known(left, right)
    for key in TOLD:
        _drop_same(left, right, key)
        found += _pairs(left, right, key)
    for key in (_named, _sort):  # the same amount in other words, and under another name
        _drop_same(left, right, key)
    found += _pairs(left, right, _named)
    unsure = _unsure(left, right, stood)
    steps: Counter[Moved] = Counter(_step(a, a.amount, b.amount) for a, b in found)
    steps.update(_step(a, a.amount, None, unsure(a)) for a in left)
    steps.update(_step(b, None, b.amount, unsure(b)) for b in right)
    ordered = sorted(steps.items(), key=lambda each: (each[0].name, str(each[0])))
    return [replace(step, lines=count) for step, count in ordered]


def _unsure(
    went: Sequence[Listed], came: Sequence[Listed], stood: Counter[tuple[object, ...]]
) -> Callable[[Listed], bool]:
    """Whether that a line came or went may be a new name, or a list that was filled or cut."""
    renamed = {*map(_sort, went)} & {*map(_sort, came)}
    gone, new = Counter(map(_list, went)), Counter(map(_list, came))
    stayed = stood - gone
    restated = {each for each in gone | new if max(gone[each], new[each]) > stayed[each]}
    return lambda line: _sort(line) in renamed or _list(line) in restated


def _step(line: Listed, old: Decimal | None, new: Decimal | None, unsure: bool = False) -> Moved:
    return Moved(line.name, line.direction, line.basis, old, new, line.yearly, unsure=unsure)


def _known(left: list[Listed], right: list[Listed]) -> list[tuple[Listed, Listed]]:
    """Rates of one name and the same details, each alone in both lists: the same at any height.

    They are told first: a rate for two years that becomes what three years paid did not go there.
    """
    sides = [_grouped(lines, TOLD[0]) for lines in (left, right)]
    alone = [
        (before[0], sides[1][name][0])
        for name, before in sides[0].items()
        if len(before) == 1 == len(sides[1].get(name, ()))
        and before[0].yearly
        and any(before[0].details)
    ]
    for lines, at in ((left, 0), (right, 1)):
        taken = {id(pair[at]) for pair in alone}
        lines[:] = [line for line in lines if id(line) not in taken]
    return [(one, other) for one, other in alone if one.amount != other.amount]


def _drop_same(left: list[Listed], right: list[Listed], key: Key) -> None:
    """Take out of both what is alike in amount and by its key."""
    there = Counter((key(line), line.amount) for line in right)
    both = Counter((key(line), line.amount) for line in left) & there
    for lines in (left, right):
        rest = both.copy()
        kept = []
        for line in lines:
            name = key(line), line.amount
            if rest[name]:
                rest[name] -= 1
            else:
                kept.append(line)
        lines[:] = kept


def _pairs(left: list[Listed], right: list[Listed], key: Key) -> list[tuple[Listed, Listed]]:
    """Lines of one key on both sides, as many on each; more than one are paired in their order.

    Where several lines on one side have one amount among them, that amount is each one's partner.
    """
    sides = [_grouped(lines, key) for lines in (left, right)]
    found: list[tuple[Listed, Listed]] = []
    for name, before in sides[0].items():
        after = sides[1].get(name, [])
        if not after or _other_terms(before, after):
            continue
        if len(before) != len(after):
            amounts = [{line.amount for line in lines} for lines in (before, after)]
            if any(len(each) > 1 for each in amounts):
                continue
            size = max(len(before), len(after))
            paired = list(zip((before * size)[:size], (after * size)[:size], strict=True))
        else:
            paired = list(zip(before, after, strict=True))
        found += paired
        left[:] = [line for line in left if not any(line is each for each in before)]
        right[:] = [line for line in right if not any(line is each for each in after)]
    return found


def _other_terms(before: Sequence[Listed], after: Sequence[Listed]) -> bool:
    """Whether both sides say for how long, and no period of one is one of the other."""
    old, new = (
        {detail for line in lines for detail in line.details if _TERM.fullmatch(detail)}
        for lines in (before, after)
    )
    return bool(old and new) and not old & new


def _grouped(lines: Sequence[Listed], key: Key) -> dict[tuple[object, ...], list[Listed]]:
    groups: dict[tuple[object, ...], list[Listed]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.amount, line.details)):
        groups[key(line)].append(line)
    return groups
