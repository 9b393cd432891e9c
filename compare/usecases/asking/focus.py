"""What the published figures say on the one thing that went wrong for a household."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from compare.markets.definition import Market
from compare.usecases.answering.situation import history
from compare.usecases.market.figure_groups import figure_groups
from compare.usecases.offers.found import Search
from compare.values.question import Question

Json = dict[str, Any]
BETTER, SMALL = "clearly_better", "too_small"


def focus(question: Question, document: Mapping[str, Any], language: str) -> Json | None:
    """What sheds light on the grievance of a question; None where it names none.

    For each measure on it: in which group the present provider stands, how many of all providers
    are clearly better by the counts, and which of the offers that are shown are among them. Nothing
    of it is in a sum.
    """
    code = question.preferences.focus
    if code is None:
        return None
    search = Search(question)
    market = search.market
    return {
        "code": code,
        "measures": list(_measures(code, search, document, language)),
        "unmeasured": [
            item.text.in_(language) for item in market.quality.unmeasured if code in item.about
        ],
        "protected": _protected(market, question, language),
        "prices": _prices(search) if code == "price" else None,
    }


def _measures(
    code: str, search: Search, document: Mapping[str, Any], language: str
) -> Iterator[Json]:
    market, question = search.market, search.question
    about = {measure.key for measure in market.quality.measure if code in measure.about}
    found = figure_groups(market, question.today, search.known_at, language) if about else []
    for one in found:
        if one["measure"] in about and one["recent"]:
            yield _measure(one, document)


def _measure(one: Json, document: Mapping[str, Any]) -> Json:
    """One measure, seen from the present provider and the offers that are shown."""
    rows = {row["provider"]: row for row in one["recent"]["providers"]}
    person = document["persons"][0]
    present = person["present"]
    own = rows.get(present["provider"]) if present else None
    shown = {line["provider"]: line["provider_name"] for line in person["offers"]}
    better = [key for key, row in rows.items() if row["group"] == BETTER]
    counted = [key for key, row in rows.items() if row["group"] != SMALL]
    return {
        "measure": one["measure"],
        "question": one["question"],
        "numerator": one["numerator"],
        "denominator": one["denominator"],
        "period": one["recent"]["period"],
        "present": None if own is None else {"name": own["name"], **_counts(own)},
        "providers": len(counted),
        "clearly_better": len(better),
        "clearly_better_offers": [shown[key] for key in better if key in shown],
        "compared_offers": sum(key in counted for key in shown),
        "offers": len(shown),
    }


def _prices(search: Search) -> Json | None:
    """How the present price moved since the period before, beside the same kinds of plan.

    None where one of the two periods was not collected, or the present plan is not in both.
    """
    periods = history(search)[-2:]
    held = search.people[0].present
    if len(periods) < 2 or held is None:
        return None
    before, now = periods
    key = f"{held.provider}/{held.plan}"
    both = [name for name in before if name in now and before[name] > 0]
    if key not in both:
        return None
    moves = [now[name] / before[name] - 1 for name in both]
    return {
        "before": str(before[key]),
        "now": str(now[key]),
        "currency": held.price.money.currency,
        "own": str(round(now[key] / before[key] - 1, 4)),
        "others": str(round(sum(moves, Decimal(0)) / len(moves), 4)),
        "plans": len(both),
    }


def _counts(row: Json) -> Json:
    return {key: row[key] for key in ("provider", "group", "numerator", "denominator")}


def _protected(market: Market, question: Question, language: str) -> list[str]:
    """What must not get worse by the household's own wish."""
    wished = question.preferences.must_not_get_worse
    return [term.label.in_(language) for term in market.terms.term if term.key in wished]
