"""All tariffs in some cells, and in pages for the API."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from compare.store.models import Tariff as Row
from compare.store.selectors.listed import as_of, in_order, of_plans
from compare.store.selectors.preferred import preferred
from compare.store.selectors.prices import cell_ids
from compare.values.tariff import Tariff, Tax
from compare.values.tariff_text import components_of


class TariffRow(NamedTuple):
    """A plan's tariff in one cell, with the place where it was read.

    `sha256` names the components: rows of one name are priced alike. `valid_to` None: it was only
    observed, and nobody said until when it holds.
    """

    cell: tuple[str, ...]
    plan_id: int
    provider_id: int
    provider: str
    plan: str
    sha256: str
    components: str
    currency: str
    tax: str
    valid_to: date | None
    known_from: datetime
    capture_id: int
    locator: str
    literal: str
    source: str
    rank: int

    @property
    def tariff(self) -> Tariff:
        """The tariff itself."""
        return Tariff(self.currency, Tax(self.tax), components_of(self.components))


_COLUMNS = (
    "cell_id",
    "plan_id",
    "plan__provider_id",
    "plan__provider__key",
    "plan__key",
    "sha256",
    "components",
    "currency",
    "tax",
    "valid_to",
    "known_from",
    "capture_id",
    "locator",
    "literal",
    "source__key",
    "source__rank",
)


class ListedTariff(NamedTuple):
    """A stored tariff for the API; `cell` holds the codes in market order.

    `name` is the hash of the components: tariffs of one name are priced alike.
    """

    id: int
    market: str
    provider: str
    plan: str
    cell: str
    name: str
    components: str
    currency: str
    tax: str
    valid_from: date
    valid_to: date | None
    known_from: datetime
    sha256: str
    locator: str
    literal: str
    source: str
    publish: str


_LISTED = (
    "id",
    "plan__market",
    "plan__provider__key",
    "plan__key",
    "cell__codes",
    "sha256",
    "components",
    "currency",
    "tax",
    "valid_from",
    "valid_to",
    "known_from",
    "capture__sha256",
    "locator",
    "literal",
    "source__key",
    "source__publish",
)


def in_cells(
    market: str, cells: Iterable[Sequence[str]], day: date, known_at: datetime | None
) -> list[TariffRow]:
    """One row per plan and cell that had a tariff on `day`, as far as was known at `known_at`."""
    ids = cell_ids(market, cells)
    rows = Row.objects.filter(as_of(day, known_at), cell__in=list(ids)).order_by("id")
    return preferred(TariffRow(ids[cell], *rest) for cell, *rest in rows.values_list(*_COLUMNS))


def texts(source: int, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """The components behind some names, each once, out of one source."""
    seen: set[str] = set()
    rows = Row.objects.filter(source=source).values_list("sha256", "components")
    for name, text in rows.iterator():
        if name in names and name not in seen:
            seen.add(name)
            yield name, text


def page(
    day: date,
    known_at: datetime | None,
    *,
    market: str | None = None,
    provider: str | None = None,
    plan: str | None = None,
    after: int = 0,
    limit: int = 50,
) -> list[ListedTariff]:
    """Tariffs in the order of their rows."""
    rows = of_plans(Row, day, known_at, after, market=market, provider=provider, plan=plan)
    return [ListedTariff(*row) for row in in_order(rows, _LISTED, limit)]
