"""A price list over time: what changed from one printing to the next, and how far it may be believed.

A line that is missing for some weeks and then back as it was had been left out, not taken away. A change
of a line is confirmed once it was read again a week later, there or further on, whatever else of the list
has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise, takewhile

from compare.track.change import State
from compare.track.confirmation import APART
from compare.track.price_list import Moved, moved
from compare.values.tariff import Listed

LAPSE = timedelta(days=31)  # as long as what was only observed is carried forward (domain 7)
PLAUSIBLE = Decimal(8)  # a fee that is eight times another is likelier a misprint or another fee
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Printing:
    """A list as it read on some days, in their order."""

    days: tuple[date, ...]
    lines: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of a line between the printing `at` and the next one."""

    at: int
    line: Moved
    state: State


def turns(printings: Sequence[Printing]) -> Iterator[Turn]:
    """Every change of every line, in the order of the printings."""
    whole = _without_lapses(printings)
    for at, (old, new) in enumerate(pairwise(whole)):
        for line in moved(old.lines, new.lines):
            yield Turn(at, line, _state(line, whole[at + 1 :]))


def is_implausible(line: Moved) -> bool:
    """Whether a fee went up or down to a height at which an error is likelier than a change."""
    if line.yearly or not line.old or not line.new:
        return False
    return max(line.old, line.new) >= PLAUSIBLE * min(line.old, line.new)


def _state(line: Moved, since: Sequence[Printing]) -> State:
    if is_implausible(line):
        return State.DOUBTFUL
    days: list[date] = []
    for printing in since:
        if not _still(line, printing.lines):
            break
        days += printing.days
    return State.CONFIRMED if days and days[-1] - days[0] >= APART else State.SEEN


def _still(change: Moved, lines: Sequence[Listed]) -> bool:
    """Whether the lines read as they did after a change, or the line went further the same way."""
    mine = (change.direction, change.basis, change.yearly, change.name)
    amounts = [
        line.amount
        for line in lines
        if (line.direction, line.basis, line.yearly, line.name) == mine
    ]
    if change.new is None:
        return change.old not in amounts
    if change.old is None:
        return change.new in amounts
    up = change.new > change.old
    return any(amount >= change.new if up else amount <= change.new for amount in amounts)


def _without_lapses(printings: Sequence[Printing]) -> list[Printing]:
    """The printings with every line that was left out for a while put back."""
    found = list(printings)
    for at in range(1, len(found) - 1):
        here = found[at]
        missing = _missing(found[at - 1].lines, here.lines)
        if missing and here.days:
            soon = takewhile(partial(_is_soon, here.days[0]), printings[at + 1 :])
            back = {line for later in soon for line in later.lines}
            lines = (*here.lines, *(line for line in missing if line in back))
            found[at] = replace(here, lines=lines)
    return found


def _is_soon(day: date, later: Printing) -> bool:
    return bool(later.days) and later.days[0] - day <= LAPSE


def _missing(before: Sequence[Listed], here: Sequence[Listed]) -> list[Listed]:
    """The lines that went without another amount, name or wording taking their place."""
    names = {replace(line, amount=NONE) for line in here}
    new = {replace(line, name="", details=()) for line in here if line not in before}
    return [
        line
        for line in before
        if replace(line, amount=NONE) not in names and replace(line, name="", details=()) not in new
    ]
