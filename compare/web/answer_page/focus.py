"""What went wrong for the reader, and what the published counts say on just that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.lists import format_list
from babel.numbers import format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compare.web.asking.build import grievances
from compare.web.templatetags.worth import amount, locale, number

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Focus:
    """The heading and the sentences of the section; `counted` where a published measure is behind them."""

    said: str
    sentences: tuple[str, ...]
    counted: bool


def part(found: Json | None, *, named: bool) -> Focus | None:
    """The section on a grievance; None where there is none. `named`: the present provider is known."""
    if found is None:
        return None
    return Focus(
        grievances()[found["code"]], tuple(_sentences(found, named)), bool(found["measures"])
    )


def _sentences(found: Json, named: bool) -> Iterator[str]:
    for measure in found["measures"]:
        yield from _measure(measure, named)
    if found["unmeasured"]:
        what = format_list(found["unmeasured"], locale=locale())
        yield _(
            "Nobody publishes %(what)s. No figure can say whether another would have done better by you."
        ) % {"what": what}
    elif not found["measures"] and found["code"] not in ("cover", "price"):
        yield _("Nobody publishes anything that would tell who is better at that.")
    if found["code"] == "cover":
        yield from _cover(found["protected"])
    elif found["code"] == "price":
        if found["prices"]:
            yield _moved(found["prices"])
        yield _(
            "The sum below is the whole answer to that: what you pay against what the others ask, with everything that leaving costs."
        )


def _measure(measure: Json, named: bool) -> Iterator[str]:
    yield f"{measure['question']} {_own(measure['present'], named)}"
    counted = {"n": number(measure["clearly_better"]), "of": number(measure["providers"])}
    if not measure["clearly_better"]:
        yield (
            _("Of %(of)s that can be compared, nobody is clearly better than usual at that.")
            % counted
        )
    else:
        yield (
            ngettext(
                "Of %(of)s that can be compared, %(n)s is clearly better than usual at that.",
                "Of %(of)s that can be compared, %(n)s are clearly better than usual at that.",
                measure["clearly_better"],
            )
            % counted
        )
    if measure["clearly_better_offers"]:
        names = format_list(measure["clearly_better_offers"], locale=locale())
        yield _("Among the offers shown here: %(names)s.") % {"names": names}
    elif measure["offers"] and measure["compared_offers"]:
        yield _("None of the offers shown here is among them.")
    elif measure["offers"]:
        yield _("Of the offers shown here nothing is published on that.")


def _moved(prices: Json) -> str:
    said = _(
        "From the period before to this one your price went from %(before)s to %(now)s a year (%(own)s). The %(plans)s plans of this kind that were sold in both changed by %(others)s on average."
    )
    return said % {
        "before": amount(prices["before"], prices["currency"]),
        "now": amount(prices["now"], prices["currency"]),
        "own": _share(prices["own"]),
        "others": _share(prices["others"]),
        "plans": number(prices["plans"]),
    }


def _share(value: str) -> str:
    """A change in percent, with its sign."""
    said = format_percent(abs(Decimal(value)), "#,##0.0 %", locale=locale())
    return f"{'−' if value.startswith('-') else '+'}{said}"


def _own(present: Json | None, named: bool) -> str:
    if not named:
        return _("You did not say who your provider is, or it is on no list that we have.")
    if present is None:
        return _("Of your own provider nothing is published on that.")
    counts = {
        "name": present["name"],
        "n": number(present["numerator"]),
    }
    return {
        "clearly_better": _("%(name)s: clearly less to complain of than usual (%(n)s cases)."),
        "clearly_worse": _("%(name)s: clearly worse than usual (%(n)s cases)."),
        "typical": _("%(name)s: no clear difference from the others (%(n)s cases)."),
    }.get(present["group"], _("%(name)s: too few cases to tell (%(n)s).")) % counts


def _cover(protected: list[str]) -> Iterator[str]:
    if not protected:
        yield _("What got worse is best seen in two letters side by side: use the renewal check.")
        return
    what = format_list(protected, locale=locale())
    yield _(
        "So that it does not happen again, no offer counts as better that has less of: %(what)s."
    ) % {"what": what}
