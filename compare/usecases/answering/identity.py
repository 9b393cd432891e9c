"""The identity of an answer: the same question on the same facts and rules has the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson

from compare.markets.definition import Market
from compare.store.selectors import versions
from compare.usecases.asking.question import known_at
from compare.values.question import Question

RULES = 1  # raised when the engine answers the same situation otherwise


def rules_version(market: Market) -> str:
    """Which rules an answer follows: the engine's and those of the market's definition."""
    return f"{RULES}-{market.version}"


def question_id(question: Question, market: Market) -> str:
    """A hash of the market's facts, the rules and the question with its times made explicit."""
    said = [versions.data_version(market.key), rules_version(market), canonical(question, market)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]


def canonical(question: Question, market: Market) -> str:
    """The question as one text, whatever the order or spelling in which it was typed."""
    plain = _plain(question)
    plain["known_at"] = _plain(known_at(question, market))
    del plain["assumed"]
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
