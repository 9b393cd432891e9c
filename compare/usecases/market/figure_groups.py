"""What the published figures of a market say: groups with ranges, period by period and pooled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from compare.decide.figure_sentences import (
    groups_sentences,
    no_counts_sentence,
    repeated_sentence,
    rows_sentences,
)
from compare.decide.printing import Printer
from compare.markets import loader
from compare.markets.definition import Market
from compare.quality.groups import Group, Grouped, RankInterval, group_providers, rank_intervals
from compare.quality.pooling import Period
from compare.store.selectors import attributes, versions
from compare.store.selectors.figures import FigureRow
from compare.usecases.market.figures import Series, label, recent, series

Json = dict[str, Any]
ORDER = (Group.CLEARLY_BETTER, Group.CLEARLY_WORSE, Group.TYPICAL, Group.TOO_SMALL)
KEPT = 16


def figure_groups(
    market: Market, day: date, known_at: datetime | None, language: str | None = None
) -> list[Json]:
    """Each measure and line of business with counts, or with amounts that are only shown.

    Providers stand in groups and by size, never in ranks: `ranks` says between which places the
    evidence leaves a provider. `recent` pools the periods that answers use, `pooled` all of them;
    their denominator is what the market's own rates make one expect, so that 1 is the market.
    Empty where a market publishes no figure.
    """
    return _documents(market.key, versions.state(market.key), day, known_at, language)


@lru_cache(maxsize=KEPT)
def _documents(
    key: str, held: tuple[str, int], day: date, known_at: datetime | None, language: str | None
) -> list[Json]:
    del held  # another state of the data is another document
    market = loader.load(key)
    every = series(market, day, known_at)
    names = _names(key, every, day, known_at)
    printer = Printer(market.market.currency, language)
    return [_Document(one, names, printer).content(language or "en") for one in every]


def _names(
    key: str, every: tuple[Series, ...], day: date, known_at: datetime | None
) -> dict[str, str]:
    """Each provider's name on the day, else the last one under which it published anything."""
    ends = sorted({row.valid_from for one in every for row in one.rows})
    names: dict[str, str] = {}
    for then in (*ends, day):
        names |= attributes.names(key, then, known_at)
    return names


class _Document:
    """One measure on its way to plain content."""

    def __init__(self, one: Series, names: Mapping[str, str], printer: Printer) -> None:
        self._one, self._names, self._printer = one, names, printer

    def content(self, language: str) -> Json:
        """Everything that is said of the measure."""
        one, stated = self._one, self._one.stated
        return {
            "measure": stated.key,
            "group": one.group,
            "kind": stated.kind,
            "good": stated.good,
            "unit": stated.unit,
            "question": stated.question.in_(language),
            "numerator": stated.numerator.in_(language),
            "denominator": stated.denominator.in_(language),
            "reference": stated.reference.in_(language) if stated.reference else None,
            "sentences": self._sentences(),
            "recent": self._pooled(recent(one)),
            "pooled": self._pooled(one.pool()),
            "periods": [self._table(period, some) for period, some in one.periods.items()],
            "amounts": self._amounts(),
            "repeated": dict(one.repeated),
            "apart": [self._row(row) for row in one.apart],
            "differing": [self._row(row) for row in one.differing],
        }

    def _sentences(self) -> list[Json | None]:
        one, said = self._one, self._printer.sentences
        found = recent(one)
        of_groups = said(groups_sentences(group_providers(found))) if len(found) > 1 else []
        if one.stated.counted and not any(one.periods.values()):
            of_groups = said([no_counts_sentence()])
        repeated = [repeated_sentence(*pair) for pair in one.repeated.items()]
        of_rows = rows_sentences(len(one.apart), len(one.differing))
        return [*of_groups, *said(repeated), *said(of_rows)]

    def _pooled(self, figures: Period) -> Json | None:
        """Several periods as one; None without figures."""
        return self._table(figures[0].period, figures) if figures else None

    def _table(self, period: str, figures: Period) -> Json:
        """One period: the market as a whole, then its providers."""
        events = sum(each.numerator for each in figures)
        exposure = sum(each.denominator for each in figures)
        grouped = group_providers(figures) if len(figures) > 1 and events else ()
        ranks = rank_intervals(figures) if grouped else ()
        rows = [self._provider(*pair) for pair in zip(grouped, ranks, strict=True)]
        rows.sort(key=lambda row: (ORDER.index(row["group"]), -row["denominator"]))
        return {
            "period": period,
            "numerator": events,
            "denominator": _short(exposure),
            "value": _short(events / exposure) if exposure else None,
            "groups": {group.value: sum(row["group"] == group for row in rows) for group in ORDER},
            "providers": rows,
        }

    def _provider(self, grouped: Grouped, ranks: RankInterval) -> Json:
        figure, interval = grouped.figure, grouped.figure.interval
        return {
            "provider": figure.provider,
            "name": self._names.get(figure.provider, figure.provider),
            "numerator": figure.numerator,
            "denominator": _short(figure.denominator),
            "value": _short(interval.estimate),
            "low": _short(interval.low),
            "high": _short(interval.high),
            "group": grouped.group.value,
            "ranks": {"best": ranks.best, "worst": ranks.worst},
        }

    def _amounts(self) -> Json | None:
        """The last period of what has no counts, in the order of the providers' keys."""
        if any(self._one.periods.values()):
            return None
        last = max(self._one.rows, key=lambda row: row.valid_from).valid_from
        rows = [row for row in self._one.rows if row.valid_from == last]
        return {"period": label(rows[0]), "providers": [self._row(row) for row in rows]}

    def _row(self, row: FigureRow) -> Json:
        """A published row as it is."""
        return {
            "provider": row.provider,
            "name": self._names.get(row.provider, row.provider),
            "period": label(row),
            "part": row.part,
            "value": None if row.value is None else str(row.value),
            "missing": row.missing or None,
            "literal": row.literal if row.publish != "hash" else None,
            "evidence": f"{row.sha256}#{row.locator}",
        }


def _short(number: float) -> float:
    """Seven digits: more than any count of complaints tells."""
    return float(f"{number:.7g}")
