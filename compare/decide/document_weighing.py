"""What an answer hangs on, as plain content: sensitivity, regret, and the deductibles weighed."""

from __future__ import annotations

from compare.decide.deductibles import Deductibles
from compare.decide.person_answer import PersonAnswer
from compare.decide.printing import Json, Printer, plain


def of_sensitivity(person: PersonAnswer, printer: Printer) -> Json | None:
    """Which inputs move the gain, and where the answer flips; None without an offer to weigh."""
    if person.flips is None:
        return None
    return {
        "offer": person.flips.offer,
        "inputs": [
            {
                "key": swing.key,
                "value": plain(swing.value),
                "at_low": printer.amount(swing.at_low),
                "at_high": printer.amount(swing.at_high),
                "swing": printer.amount(swing.swing),
                "flip_at": None if swing.flip_at is None else str(round(swing.flip_at, 4)),
            }
            for swing in person.flips.all.swings
        ],
    }


def of_regret(person: PersonAnswer, printer: Printer) -> Json | None:
    """What each action may cost against the best with hindsight; None without an offer."""
    found = person.regret
    if found is None:
        return None
    return {
        "least_regret": found.minimax,
        "best_expected": found.best,
        "largest": {action: printer.amount(value) for action, value in found.largest.items()},
        "expected": {action: printer.amount(value) for action, value in found.expected.items()},
        "perfect_knowledge": printer.amount(found.evpi),
    }


def of_deductibles(weighed: Deductibles | None, printer: Printer) -> Json | None:
    """The deductible held against the one of the offer that is spoken of; None where alike."""
    if weighed is None:
        return None
    return {
        "low": str(weighed.low),
        "high": str(weighed.high),
        "premium_saving": printer.amount(weighed.premium_saving),
        "break_even_costs": printer.amount(weighed.costs),
        "largest_discount": printer.amount(weighed.largest_discount),
    }
