"""How each sum was done, and what went into it, in the reader's language.

The engine names a rule in plain English, as its document does for programs; here each is said.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


def rule(text: str) -> str:
    """The rule of a step in words; one that we have no words for stays as the document says it."""
    return {
        "- amount x probability": _("- amount x probability"),
        "- expected saving x years": _("- expected saving x years"),
        "(new - present) x months": _("(new - present) x months"),
        "(present - new) x months": _("(present - new) x months"),
        "amount x contracts begun": _("amount x contracts begun"),
        "as quoted": _("as quoted"),
        "hours x hourly income x share": _("hours x hourly income x share"),
        "instalments + deposit - yearly price": _("instalments + deposit - yearly price"),
        "moves x hassle": _("moves x hassle"),
        "payments, each spread over the cover it buys and cut at the horizon": _(
            "payments, each spread over the cover it buys and cut at the horizon"
        ),
        "premium - new price - hassle, a year": _("premium - new price - hassle, a year"),
        "refund - fees - new price of the days that are left - hassle": _(
            "refund - fees - new price of the days that are left - hassle"
        ),
        "spread over the horizon": _("spread over the horizon"),
        "stated renewal price": _("stated renewal price"),
        "sum of the months": _("sum of the months"),
        "the present contract until the other can begin": _(
            "the present contract until the other can begin"
        ),
        "the whole period lies between the day of the notice and the end": _(
            "the whole period lies between the day of the notice and the end"
        ),
        "yearly loss x days / days of the year": _("yearly loss x days / days of the year"),
        "yearly x days / days of the year": _("yearly x days / days of the year"),
        "yearly x months of the horizon / 12": _("yearly x months of the horizon / 12"),
    }.get(text, text)


def put_in(key: str) -> str:
    """What a number that went into a step is, in words."""
    return {
        "amount": _("amount"),
        "contracts": _("contracts begun"),
        "days": _("days"),
        "deposit": _("deposit"),
        "each": _("each"),
        "end": _("the end"),
        "hourly_income": _("hourly income"),
        "hours": _("hours"),
        "length": _("length of the period"),
        "months": _("months"),
        "moves": _("moves"),
        "new_yearly": _("the new one, a year"),
        "premium": _("premium"),
        "present_yearly": _("the present one, a year"),
        "price": _("price"),
        "probability": _("probability"),
        "saving_per_year": _("saving a year"),
        "share": _("share"),
        "stated": _("as stated"),
        "year_days": _("days of the year"),
        "yearly": _("a year"),
        "yearly_loss": _("loss of a year"),
        "years": _("years"),
    }.get(key, key.replace("_", " "))
