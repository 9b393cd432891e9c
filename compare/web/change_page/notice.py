"""The notice beside a smaller pack, in the words that a law asks for, and where it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compare.markets.loader import load
from compare.usecases.changes.shrink_notice import Due, notices
from compare.web.change_page.words import sizes
from compare.web.templatetags.changing import percent
from compare.web.templatetags.worth import amount, language


@dataclass(frozen=True, slots=True)
class ToldNotice:
    """The notice itself, whose law asks for it of whom, and where that stands."""

    text: str
    law: str
    reference: str


def told(shown: Mapping[str, Any]) -> list[ToldNotice]:
    """The notices for one change as printed, in the page's language."""
    return [_told(due, shown) for due in notices(load(shown["market"]), shown)]


def _told(due: Due, shown: Mapping[str, Any]) -> ToldNotice:
    old, new = sizes(shown)
    notice = due.notice
    said = {
        "old": old,
        "new": new,
        "unit": notice.unit,
        "share": percent(str(notice.unit_price_rise_share)),
        "amount": amount(notice.unit_price_rise, due.currency),
    }
    text = _(
        "For this product, the quantity sold went from %(old)s to %(new)s, and its price per %(unit)s "
        "rose by %(share)s, or %(amount)s."
    )
    return ToldNotice(text % said, _law(due), notice.reference)


def _law(due: Due) -> str:
    country = Locale.parse(language()).territories[due.country]
    months = due.notice.months
    said = {"country": country, "area": due.notice.min_shop_area, "n": months}
    if due.here:
        return (
            ngettext(
                "The law of %(country)s asks shops of more than %(area)s m² for this notice beside the "
                "pack, for %(n)s month from its first sale.",
                "The law of %(country)s asks shops of more than %(area)s m² for this notice beside the "
                "pack, for %(n)s months from its first sale.",
                months,
            )
            % said
        )
    return (
        ngettext(
            "In %(country)s, a shop of more than %(area)s m² would have to put this notice beside the "
            "pack for %(n)s month. We know of no such law where this shop is.",
            "In %(country)s, a shop of more than %(area)s m² would have to put this notice beside the "
            "pack for %(n)s months. We know of no such law where this shop is.",
            months,
        )
        % said
    )
