"""How each sum was done, and what went into it, in the reader's language.

The engine names a rule in plain English, as its document does for programs; here each is said.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from compare.values.money import Per
from compare.web.asking.per import every


def rule(text: str) -> str:
    """The rule of a step in words; one that we have no words for stays as the document says it."""
    return _rules().get(text, text)


def known_rules() -> set[str]:
    """The rules that have words."""
    return set(_rules())


def put_in(key: str) -> str:
    """What a number that went into a step is, in words."""
    return _inputs().get(key, key.replace("_", " "))


def known_inputs() -> set[str]:
    """What can go into a step and has a name."""
    return set(_inputs())


def word(value: str) -> str:
    """A word that went into a step or came out of it."""
    return _words().get(value, value)


def _rules() -> dict[str, str]:
    return {
        "((monthly - discount) m / (1 + VAT) - saved m) (1 - early receipt), plus VAT on it": _(
            "((monthly - discount) m / (1 + VAT) - saved m) (1 - early receipt), plus VAT on it"
        ),
        "each time a contract begins": _("each time a contract begins"),
        "fee per fuel x fuels, none in the last days of the fixed term": _(
            "fee per fuel x fuels, none in the last days of the fixed term"
        ),
        "fee, out of a refund no more than the refund": _(
            "fee, out of a refund no more than the refund"
        ),
        "premium kept beyond the price of the days on risk": _(
            "premium kept beyond the price of the days on risk"
        ),
        "sum of [premium with fewer years - premium without the loss]": _(
            "sum of [premium with fewer years - premium without the loss]"
        ),
        "the fee that the contract names": _("the fee that the contract names"),
        "path flat": _("the price stays"),
        "path reshop": _("moving again each year, at the first year's price"),
        "path walk": _("the price rises as it was seen to rise for those who stay"),
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
        "chosen around a life event, from the first day of the month that follows": _(
            "chosen around a life event, from the first day of the month that follows"
        ),
        "chosen within the season, for its first or its later start": _(
            "chosen within the season, for its first or its later start"
        ),
        "days after the order to the new provider": _("days after the order to the new provider"),
        "earned + fee - paid; a fee takes no more than a refund": _(
            "earned + fee - paid; a fee takes no more than a refund"
        ),
        "hospital x (1 + loading) + extras": _("hospital x (1 + loading) + extras"),
        "min(cap, per year x years above the age), averaged over the adults": _(
            "min(cap, per year x years above the age), averaged over the adults"
        ),
        "payments to the old account are sent on": _("payments to the old account are sent on"),
        "premium of the days that are left, by the method of the contract": _(
            "premium of the days that are left, by the method of the contract"
        ),
        "received on the last working day until the deadline, for the end of the period": _(
            "received on the last working day until the deadline, for the end of the period"
        ),
        "the first exit whose deadline is not past": _("the first exit whose deadline is not past"),
        "unexpired balance of the old wait, or the whole wait where it was not covered": _(
            "unexpired balance of the old wait, or the whole wait where it was not covered"
        ),
        "working days after the day on which it is asked for": _(
            "working days after the day on which it is asked for"
        ),
    }


def _words() -> dict[str, str]:
    return {
        **{per.value: every(per) for per in Per},
        "flat": _("the price stays"),
        "walk": _("it rises"),
        "reshop": _("moving again each year"),
        "received": _("when it arrives"),
        "sent": _("when it is sent"),
        "pro_rata": _("all of it for the days left"),
        "short_rate": _("a part of it"),
    }


def _inputs() -> dict[str, str]:
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
        "adults": _("adults"),
        "ages": _("ages"),
        "apr_percent": _("like a loan at, in per cent"),
        "asked": _("asked for on"),
        "claim": _("a claim in this term"),
        "closes": _("closes on"),
        "count": _("payments"),
        "counts": _("what counts"),
        "days_on_risk": _("days covered until then"),
        "deadline": _("the day of the law"),
        "due_next": _("the next one is due on"),
        "earned": _("earned until then"),
        "event": _("the event"),
        "extras": _("extras"),
        "fee": _("fee"),
        "from": _("from"),
        "from_month": _("from month"),
        "hospital": _("hospital cover"),
        "longest": _("the longest wait"),
        "method": _("method"),
        "months_held": _("months held"),
        "old_wait": _("the old wait"),
        "opens": _("opens on"),
        "ordered": _("ordered on"),
        "paid": _("paid until then"),
        "path": _("what is assumed"),
        "per": _("for each"),
        "percent": _("per cent"),
        "plan_year": _("year of the plan"),
        "received": _("received on"),
        "received_by": _("to be received by"),
        "selected": _("chosen on"),
        "term_days": _("days of the term"),
        "walk": _("rise a year"),
        "was_due": _("was due on"),
        "working_days": _("working days"),
        "days_left": _("days left"),
        "discount": _("discount"),
        "early_receipt": _("for early receipt"),
        "fee_per_fuel": _("fee per fuel"),
        "fuels": _("fuels"),
        "horizon": _("months compared"),
        "lost": _("years lost"),
        "monthly": _("a month"),
        "months_left": _("months left"),
        "pro_rata": _("by the day"),
        "saved_per_month": _("saved a month"),
        "vat": _("VAT"),
    }
