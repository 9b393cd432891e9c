"""The three numbers of a market's sameness, each with what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_percent
from django.utils.translation import gettext as _

from compare.web.templatetags.worth import locale, rounded

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its label and what it says in words."""

    label: str
    value: str
    note: str


def numbers(stated: Json) -> tuple[Number, ...]:
    """Who could gain by moving, who cannot be told apart, who could gain where they are."""
    gains = stated["share_improvable"]
    like, own = gains["like_for_like"], gains["internal"]
    return (
        Number(
            _("could gain by moving, giving up nothing"),
            percent(like["share"]),
            _mean(like["mean_gain"], stated["currency"])
            or _("of the customers in the published households"),
        ),
        Number(
            _("of pairs of providers cannot be told apart"),
            percent(stated["indistinguishable_pairs"]),
            _("neither by price nor by service"),
        ),
        Number(
            _("could gain with their own provider"),
            percent(own["share"]),
            _mean(own["mean_gain"], stated["currency"]) or _("by asking for another of its plans"),
        ),
    )


def percent(share: str | None) -> str:
    """A share as whole percent; unknown stays unknown."""
    if share is None:
        return _("not known")
    return str(format_percent(Decimal(share), "#,##0\xa0%", locale=locale()))


def _mean(gain: str | None, currency: str) -> str:
    if gain is None:
        return ""
    return _("on average %(amount)s a year") % {"amount": rounded(gain, currency)}
