"""How often something is paid, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from compare.values.money import Per


def every(per: Per) -> str:
    """What stands after "paid every" and after the stroke of a price."""
    return {
        Per.DAY: _("day"),
        Per.WEEK: _("week"),
        Per.FORTNIGHT: _("two weeks"),
        Per.FOUR_WEEKS: _("four weeks"),
        Per.MONTH: _("month"),
        Per.QUARTER: _("quarter"),
        Per.HALF_YEAR: _("half-year"),
        Per.YEAR: _("year"),
        Per.ONCE: pgettext("how often it is paid", "once"),
    }[per]
