"""What published figures say of a market's providers, as its page prints it: groups, never ranks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from compare.markets.definition import Market
from compare.usecases.market.figure_groups import figure_groups
from compare.web.subject import today
from compare.web.templatetags.worth import day, language, locale, number

Json = Mapping[str, Any]
SMALL, TYPICAL = "too_small", "typical"
WIDTH, TIMES = 160, 10  # the drawing reaches from a tenth to ten times the market's rate


@dataclass(frozen=True, slots=True)
class Mark:
    """A provider's range in a drawing of WIDTH: from `low` to `high`, the figure itself `at`."""

    low: str
    high: str
    at: str


@dataclass(frozen=True, slots=True)
class Row:
    """One provider with its cases and its range."""

    name: str
    cases: str
    value: str
    range: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Group:
    """Providers that stand alike against all the others together."""

    title: str
    kind: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Published amounts that are compared with nothing: `rows` only where they are asked for,
    or where there is one.
    """

    period: str
    count: int
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its question, what is said of it, and its providers. `scale` letters the drawings
    at their left end, in the middle and at their right end.
    """

    key: str
    question: str
    line: str
    sentences: tuple[str, ...]
    period: str
    explained: str
    scale: tuple[str, str, str]
    groups: tuple[Group, ...]
    small: tuple[str, ...]
    amounts: Amounts | None
    reference: str

    @property
    def clear(self) -> tuple[Group, ...]:
        """The groups that differ clearly from all the others together."""
        return tuple(group for group in self.groups if group.kind != TYPICAL)

    @property
    def typical(self) -> tuple[Group, ...]:
        """The group that does not, where there is one."""
        return tuple(group for group in self.groups if group.kind == TYPICAL)


def documents(market: Market) -> list[dict[str, Any]]:
    """The market's figures in the language of the page."""
    return figure_groups(market, today(market), None, language())


def measures(found: list[dict[str, Any]], opened: str = "") -> tuple[Measure, ...]:
    """The figures arranged for reading; of `opened`, a measure's key, with its amounts one by one."""
    return tuple(_measure(each, opened) for each in found)


def _measure(found: Json, opened: str) -> Measure:
    table = found["recent"]
    rows = table["providers"] if table else []
    return Measure(
        key=found["measure"],
        question=found["question"],
        line=found["group"],
        sentences=tuple(item["text"] for item in found["sentences"]),
        period=_period(table["period"]) if table else "",
        explained=_explained(found),
        scale=_scale(found["kind"] == "proportion"),
        groups=tuple(_groups(found, table)) if table else (),
        small=tuple(row["name"] for row in rows if row["group"] == SMALL),
        amounts=_amounts(found, opened),
        reference=found["reference"] or "",
    )


def _explained(found: Json) -> str:
    """How to read the numbers of a measure."""
    words = {"numerator": found["numerator"], "denominator": found["denominator"]}
    if found["kind"] == "amount":
        return ""
    if found["kind"] == "proportion":
        return _("Counted: %(numerator)s, of %(denominator)s.") % words
    return (
        _(
            "Counted: %(numerator)s, against %(denominator)s. 1, the dotted line, is as many as the "
            "whole market's rate makes one expect; the range is what chance leaves open."
        )
        % words
    )


def _groups(found: Json, table: Json) -> Iterator[Group]:
    titles = {
        "clearly_better": _("Clearly better than all others together"),
        "clearly_worse": _("Clearly worse than all others together"),
        TYPICAL: _("No clear difference"),
    }
    for kind, title in titles.items():
        rows = [row for row in table["providers"] if row["group"] == kind]
        if rows:
            yield Group(title, kind, tuple(_row(row, found, table) for row in rows))


def _row(row: Json, found: Json, table: Json) -> Row:
    share = found["kind"] == "proportion"
    scale = 1.0 if share else 1 / table["value"]
    value, low, high = (row[key] * scale for key in ("value", "low", "high"))
    expected = row["denominator"] if share else row["denominator"] * table["value"]
    said = _percent if share else _times
    cases = _("%(cases)s of %(all)s") if share else _("%(cases)s; %(all)s expected")
    return Row(
        name=row["name"],
        cases=cases % {"cases": number(row["numerator"]), "all": number(_tenth(expected))},
        value=said(value),
        range=_("%(low)s to %(high)s") % {"low": said(low), "high": said(high)},
        mark=Mark(*(_place(each, share) for each in (low, high, value))),
    )


def _amounts(found: Json, opened: str) -> Amounts | None:
    if not found["amounts"]:
        return None
    stated = [row for row in found["amounts"]["providers"] if row["value"] is not None]
    unit = f" {found['unit']}" if found["unit"] else ""
    told = stated if found["measure"] == opened or len(stated) == 1 else []
    rows = tuple((row["name"], f"{_amount(row['value'])}{unit}") for row in told)
    return Amounts(_period(found["amounts"]["period"]), len(stated), rows)


def _period(text: str) -> str:
    """A period in words: June 2025 for the month that begins then; years stay as they are."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    began = date.fromisoformat(text)
    if began.day > 1:
        return day(began)
    return str(format_date(began, "LLLL y", locale=locale()))


def _amount(printed: str) -> str:
    """A published amount with what it takes to tell it apart: 842,321; 3,091.3; 0.033; a count: 13."""
    value = Decimal(printed)
    counted = "." not in printed
    places = "0" if counted or abs(value) >= 10_000 else "0.0" if abs(value) >= 10 else "0.000"
    return str(format_decimal(value, f"#,##{places}", locale=locale()))


def _times(value: float) -> str:
    return str(format_decimal(Decimal(f"{value:.2f}"), "0.00", locale=locale()))


def _percent(value: float) -> str:
    return f"{value:.0%}".replace("%", "\xa0%")


def _tenth(value: float) -> Decimal:
    return Decimal(f"{value:.1f}")


def _scale(share: bool) -> tuple[str, str, str]:
    if share:
        return _percent(0), _percent(0.5), _percent(1)
    return (
        f"{number(Decimal(1) / TIMES)}\N{MULTIPLICATION SIGN}",
        "1",
        f"{TIMES}\N{MULTIPLICATION SIGN}",
    )


def _place(value: float, share: bool) -> str:
    """Where a value stands in the drawing: shares evenly, ratios by their logarithm."""
    if share:
        return f"{WIDTH * value:.1f}"
    bounded = min(max(value, 1 / TIMES), TIMES)
    return f"{WIDTH * (math.log(bounded, TIMES) + 1) / 2:.1f}"
