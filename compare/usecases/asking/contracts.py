"""Whether the present provider and plan are ones that the data know."""

from __future__ import annotations

from compare.markets.definition import Market
from compare.store.selectors import attributes
from compare.usecases.asking.fields import QuestionError
from compare.values.question import Present


def check_known(market: Market, present: Present, path: str) -> None:
    """Refuse a provider or plan that this market never had, unless its price is typed.

    Raises:
        QuestionError: names the ones that are known.
    """
    if present.provider is None or present.price is not None:
        return
    plans = attributes.plans_of(market.key, present.provider)
    if not plans:
        known = attributes.providers_of(market.key)
        if known:
            raise QuestionError(f"{path}.provider", "a provider", present.provider, known)
    elif present.plan is not None and present.plan not in plans:
        raise QuestionError(f"{path}.plan", f"a plan of {present.provider}", present.plan, plans)
