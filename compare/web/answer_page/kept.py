"""The sum: what is kept month by month, and every item that goes into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compare.values.estimate import Estimate
from compare.web import charts
from compare.web.answer_page.rules import put_in, rule, word
from compare.web.answer_page.words import Words, measured, rule_of, span, step
from compare.web.templatetags.worth import amount, bare, day, month, number

Json = Mapping[str, Any]
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing with its lettering."""

    marks: charts.Kept
    title: str
    threshold: str
    pays_at: str | None
    ticks: tuple[str, ...]
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """One row of the table beside the chart."""

    label: str
    low: str
    central: str
    high: str


@dataclass(frozen=True, slots=True)
class Input:
    """What goes into an item."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """One step of the calculation with its rule."""

    label: str
    result: str
    rule: str
    anchor: str
    reference: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole section on one offer."""

    intro: str
    pays: str
    chart: Chart | None
    caption: str
    table: tuple[Month, ...]
    items: tuple[Item, ...]


def kept(person: Json, document: Json, words: Words) -> Sum | None:
    """The sum of the offer that the answer speaks of; None where there is none."""
    line = subject(person)
    if line is None or person["present"] is None:
        return None
    currency = document["currency"]
    values = course(line, Decimal(person["present"]["per_year"]))
    first = date.fromisoformat(document["start"])
    name = line["provider_name"]
    return Sum(
        intro=_(
            "What you would have kept, month by month, by taking %(name)s instead of staying. The "
            "band is what we do not know: your hours, and what happens in the year."
        )
        % {"name": name},
        pays=_pays(line),
        chart=_chart(values, Decimal(person["threshold"]), first, currency, line),
        caption=_("Kept by taking %(name)s, in %(currency)s")
        % {"name": name, "currency": currency},
        table=tuple(_table(values, first, currency)),
        items=(
            _staying(person, document),
            *(_item(entry, currency, words) for entry in line["trail"]),
            _keeping(line, currency),
        ),
    )


def subject(person: Json) -> Json | None:
    """The offer that the answer speaks of: the advised one, else the first of those shown."""
    chosen = (line for line in person["offers"] if line["id"] == person["chosen"])
    return next(chosen, None) or next(iter(person["offers"]), None)


def course(line: Json, own_yearly: Decimal) -> list[Estimate]:
    """What is kept on the first day and after each month, ending at the stated net benefit.

    The document's months are counted back from the end, so that the last point is the stated sum to
    the cent; all that is uncertain falls due on the first day.
    """
    net = {key: Decimal(value) for key, value in line["net_benefit"].items()}
    gains = [own_yearly / 12 - Decimal(cost) for cost in line["months"]]
    central = [net["central"]]
    for gain in reversed(gains[1:]):
        central.insert(0, central[0] - gain)
    regular = gains[1] if len(gains) > 1 else Decimal(0)
    central.insert(0, central[0] - regular)
    below, above = net["low"] - net["central"], net["high"] - net["central"]
    return [
        Estimate((at + below).quantize(CENT), at.quantize(CENT), (at + above).quantize(CENT))
        for at in central
    ]


def _chart(
    values: list[Estimate], threshold: Decimal, first: date, currency: str, line: Json
) -> Chart:
    marks = charts.kept(values, threshold)
    last, name = values[-1], line["provider_name"]
    title = _(
        "Kept by taking %(name)s: from %(start)s on the first day to %(end)s after %(n)s months"
    )
    return Chart(
        marks=marks,
        title=title
        % {
            "name": name,
            "start": amount(values[0].central, currency),
            "end": _span(last, currency),
            "n": len(values) - 1,
        },
        threshold=_("%(amount)s: below it, moving is not worth an evening")
        % {"amount": amount(threshold, currency)},
        pays_at=_pays_at(line, len(values) - 1),
        ticks=tuple(number(tick) for tick in marks.ticks),
        months=tuple(month(_after(first, at)) for at in range(0, len(values), 3)),
    )


def _span(value: Estimate, currency: str) -> str:
    if value.is_exact:
        return amount(value.central, currency)
    return span(bare(value.low, currency), amount(value.high, currency))


def _table(values: list[Estimate], first: date, currency: str) -> Iterator[Month]:
    for at, value in enumerate(values):
        label = _("the first day") if at == 0 else f"{month(_after(first, at - 1))}"
        yield Month(label, *(bare(x, currency) for x in (value.low, value.central, value.high)))


def _after(first: date, months: int) -> date:
    year, at = divmod(first.month - 1 + months, 12)
    return date(first.year + year, at + 1, 1)


def _pays_at(line: Json, months: int) -> str | None:
    """Where in the drawing the costs of moving are earned back; None where that is outside of it."""
    if line["break_even_months"] is None:
        return None
    at = Decimal(line["break_even_months"])
    return (
        format((charts.WIDTH * at / months).quantize(charts.TENTH), "f")
        if 0 < at < months
        else None
    )


def _pays(line: Json) -> str:
    """When the costs of moving are earned back."""
    if line["break_even_months"] is None:
        return _("The price difference never earns back what moving costs.")
    months = Decimal(line["break_even_months"])
    if months <= 0:
        return ""
    whole = int(months.to_integral_value("ROUND_CEILING"))
    return ngettext("It pays from the first month on.", "It pays from month %(n)s on.", whole) % {
        "n": whole
    }


def _staying(person: Json, document: Json) -> Item:
    """What the present contract costs over the same months."""
    currency, months = document["currency"], document["horizon_months"]
    yearly = Decimal(person["present"]["per_year"])
    return Item(
        label=_("If you stay"),
        result=amount(yearly * months / 12, currency),
        rule=_("the present price of a year, for the months that are compared"),
        anchor=rule_of("premium"),
        reference="",
        inputs=(
            Input(_("price of a year"), amount(yearly, currency)),
            Input(_("months"), number(months)),
        ),
    )


def _keeping(line: Json, currency: str) -> Item:
    """What is left: staying less moving."""
    net = {key: Decimal(value) for key, value in line["net_benefit"].items()}
    return Item(
        label=_("What you keep"),
        result=amount(net["central"], currency),
        rule=_("staying less moving; low and high with the hours and the year at their ends"),
        anchor=rule_of("net"),
        reference="",
        inputs=tuple(
            Input(label, amount(net[key], currency))
            for key, label in (("low", _("low")), ("central", _("central")), ("high", _("high")))
        ),
    )


def _item(entry: Json, currency: str, words: Words) -> Item:
    return Item(
        label=step(entry["key"]),
        result=_value(entry["result"], entry["unit"], currency),
        rule=rule(entry["rule"]),
        anchor=rule_of(entry["key"]),
        reference=words.cited(entry["reference"]),
        inputs=tuple(
            Input(put_in(key), _value(value, None, currency))
            for key, value in entry["inputs"].items()
            if value is not None
        ),
    )


def _value(value: Any, unit: str | None, currency: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        return day(str(value))
    try:
        known = Decimal(str(value))
    except ArithmeticError:
        return word(str(value))
    if unit == currency:
        return amount(known, currency)
    return measured(round(known, 4), unit)
