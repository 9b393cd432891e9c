"""How values and sentences of an answer are printed: amounts rounded once, numbers exact.

Amounts are strings, rounded half up to the currency's decimals; shares are numbers; a sentence is
its key and parameters, and worded where a language is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from compare.decide.wording import Keys, Parameter, Sentence, Share, say
from compare.values.estimate import Estimate
from compare.values.money import Money

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints answers in one currency, worded in `language` (None: keys and parameters only).

    `labels` names a market's attributes in that language.
    """

    currency: str
    language: str | None = None
    labels: Mapping[str, str] | None = None

    def amount(self, amount: Decimal | None) -> str | None:
        """An amount in major units, with the currency's decimals; None stays None."""
        return None if amount is None else str(Money(amount, self.currency).rounded().amount)

    def range(self, value: Estimate | None) -> Json | None:
        """Low, central and high in major units; None stays None."""
        if value is None:
            return None
        return {
            "low": self.amount(value.low),
            "central": self.amount(value.central),
            "high": self.amount(value.high),
        }

    def sentence(self, sentence: Sentence | None) -> Json | None:
        """Key, parameters, and the wording where a language was asked for; None stays None."""
        if sentence is None:
            return None
        found: Json = {
            "key": sentence.key,
            "parameters": {name: _parameter(v) for name, v in sentence.parameters.items()},
        }
        if self.language:
            found["text"] = say(sentence, self.language, self.labels)
        return found

    def sentences(self, sentences: Iterable[Sentence]) -> list[Json | None]:
        """Several, in their order."""
        return [self.sentence(sentence) for sentence in sentences]


def _parameter(value: Parameter) -> Any:
    match value:
        case Money():
            return {"amount": str(value.amount), "currency": value.currency}
        case Share():
            return {"share": str(round(value.value, 6)), "signed": value.signed}
        case Keys():
            return {"keys": list(value.keys)}
        case _:
            return plain(value)


def plain(value: Any) -> Any:
    """Any value of an answer as JSON knows it: exact numbers as strings, dates as ISO."""
    match value:
        case None | bool() | int() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case float():
            return value if abs(value) != float("inf") else ("inf" if value > 0 else "-inf")
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
        case str():
            return value
        case _:
            return {key: plain(getattr(value, key)) for key in value.__dataclass_fields__}
