"""What the market statement and the renewal check say, before they are worded in a language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from compare.cover.relation import Relation
from compare.decide.renewal import RenewalCheck
from compare.decide.sameness import Spread
from compare.decide.statement import Statement
from compare.decide.wording import Keys, Sentence, Share
from compare.values.money import Money

MOST_NAMED = 3  # more would drown the number that counts


def statement_sentences(statement: Statement, currency: str) -> Iterator[Sentence]:
    """The statement of a market; alike and fine reads differently from alike and poor."""
    yield statement_headline(statement)
    labels = statement.labels
    share = Share(statement.like_for_like.share)
    alone = {"alone": Share(1 - statement.comparable)}
    by_price = alone if labels.price is Spread.NO_EVIDENCE else {"share": share}
    yield Sentence(f"statement.price_{labels.price.value}", by_price)
    ratio = max((each.heterogeneity.median_ratio for each in statement.service), default=1.0)
    said = {"ratio": Decimal(str(round(ratio, 2)))} if labels.service is Spread.DISPERSED else {}
    service = labels.service.value if statement.service else "unknown"
    yield Sentence(f"statement.service_{service}", said)
    if statement.best_gain is not None:
        yield Sentence("statement.best_gain", {"gain": Money(statement.best_gain, currency)})
    yield Sentence(
        "statement.scopes",
        {
            "internal": Share(statement.internal.share),
            "like_for_like": share,
            "flexible": Share(statement.flexible.share),
        },
    )
    if statement.pairs:
        yield Sentence("statement.pairs", {"share": Share(statement.pairs.share)})
    if statement.below:
        below = statement.below
        yield Sentence("statement.below", {"below": below.below, "providers": below.providers})
    yield Sentence("statement.equal_prices")


def statement_headline(statement: Statement) -> Sentence:
    """The one sentence at the top of a market's page."""
    if statement.labels.price is Spread.NO_EVIDENCE:
        return Sentence("statement.cover_differs")
    if not statement.labels.one_flavour:
        return Sentence("statement.differ")
    return Sentence(f"statement.alike_{statement.level.value}")


def renewal_sentences(check: RenewalCheck) -> Iterator[Sentence]:
    """Three numbers together, then each attribute that changed."""
    yield _renewal_headline(check)
    for change in check.changes:
        if change.relation is not Relation.EQUAL:
            what = Keys((change.attribute.key,))
            yield Sentence(f"renewal.{change.relation.value}", {"what": what})


def _renewal_headline(check: RenewalCheck) -> Sentence:
    premium = Share(check.price_change, signed=True)
    unit = check.unit
    if unit is not None and unit.benefit_change:
        return Sentence(
            "renewal.same_cover",
            {
                "premium": premium,
                "cover": Share(unit.benefit_change, signed=True),
                "unit": Share(unit.unit_price_change, signed=True),
            },
        )
    if not check.changes:
        return Sentence("renewal.unchanged_cover", {"premium": premium})
    unknown = check.unknown or tuple(
        change.attribute.key for change in check.changes if change.relation is Relation.UNKNOWN
    )
    if unknown:
        what = Keys(unknown[:MOST_NAMED])
        return Sentence("renewal.price_only", {"premium": premium, "what": what})
    return Sentence("renewal.price_alone", {"premium": premium})
