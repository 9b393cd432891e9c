"""The ids behind keys of providers, plans and cells, and the keys behind ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from compare.store.models import Cell, Plan, Provider
from compare.store.models.cell import joined
from compare.store.writers import bulk
from compare.store.writers.kinds import Row
from compare.store.writers.sheet import Sheet


@dataclass
class Keys:
    """Dictionaries of one market, read once and added to as new keys come.

    `texts` names a row of a linked table by its key: the same in every database.
    """

    market: str
    providers: dict[str, int] = field(default_factory=dict)
    plans: dict[tuple[str, str], int] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)
    texts: dict[str, dict[int, str]] = field(
        default_factory=lambda: {"provider": {}, "plan": {}, "cell": {}}
    )

    @classmethod
    def of(cls, market: str) -> Keys:
        """All keys that the store knows of a market, and every provider."""
        keys = cls(market)
        keys._note_providers(Provider.objects.values_list("id", "key"))
        keys._note_plans(
            Plan.objects.filter(market=market).values_list("id", "provider__key", "key")
        )
        keys._note_cells(Cell.objects.filter(market=market).values_list("id", "codes"))
        return keys

    def ids(self, sheet: Sheet) -> dict[str, list[int]]:
        """For each link the ids in the order of the sheet's own numbers; new ones are made."""
        names = sheet.names
        providers, plans = list(names.provider), list(names.plan)
        cells = [joined(codes) for codes in names.cell]
        self._make_providers([*providers, *(provider for provider, _ in plans)])
        self._make_plans(plans)
        self._make_cells(cells)
        return {
            "provider": [self.providers[key] for key in providers],
            "plan": [self.plans[key] for key in plans],
            "cell": [self.cells[key] for key in cells],
        }

    def _make_providers(self, wanted: list[str]) -> None:
        new = sorted(set(wanted) - self.providers.keys())
        # Providers are shared by markets: another writer may have made one meanwhile.
        Provider.objects.bulk_create([Provider(key=key) for key in new], ignore_conflicts=True)
        for start in range(0, len(new), 500):
            some = new[start : start + 500]
            self._note_providers(Provider.objects.filter(key__in=some).values_list("id", "key"))

    def _make_plans(self, wanted: list[tuple[str, str]]) -> None:
        new = sorted(set(wanted) - self.plans.keys())
        rows = ((self.providers[provider], key) for provider, key in new)
        made = self._made(Plan, ("provider_id", "key"), rows)
        self._note_plans(made.values_list("id", "provider__key", "key"))

    def _make_cells(self, wanted: list[str]) -> None:
        new = sorted(set(wanted) - self.cells.keys())
        made = self._made(Cell, ("codes",), ((codes,) for codes in new))
        self._note_cells(made.values_list("id", "codes"))

    def _made(
        self, model: type[models.Model], columns: tuple[str, ...], rows: Iterable[Row]
    ) -> models.QuerySet[Any]:
        """Insert rows of this market, which nobody else writes to meanwhile; the rows as stored."""
        ours = model._default_manager.filter(market=self.market)
        last = ours.aggregate(last=models.Max("id"))["last"] or 0
        bulk.insert(model, columns, rows, {"market": self.market})
        return ours.filter(id__gt=last)

    def _note_providers(self, rows: Iterable[tuple[int, str]]) -> None:
        for number, key in rows:
            self.providers[key] = number
            self.texts["provider"][number] = key

    def _note_plans(self, rows: Iterable[tuple[int, str, str]]) -> None:
        for number, provider, key in rows:
            self.plans[provider, key] = number
            self.texts["plan"][number] = f"{provider}/{key}"

    def _note_cells(self, rows: Iterable[tuple[int, str]]) -> None:
        for number, codes in rows:
            self.cells[codes] = number
            self.texts["cell"][number] = codes
