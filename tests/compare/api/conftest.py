"""A few stored facts of a real market, written as the tables hold them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from compare.store.models import (
    Capture,
    Cell,
    MarketVersion,
    Plan,
    PlanAttribute,
    Price,
    Provider,
    ProviderAttribute,
    Run,
    Source,
)

SHA = "ab" * 32
PUBLISHED = datetime(2025, 9, 23, 10, tzinfo=UTC)
CORRECTED = datetime(2025, 10, 20, 10, tzinfo=UTC)


@pytest.fixture
def client() -> Client:
    """A client of the API, with nothing left over from another test's cache."""
    cache.clear()
    return Client(headers={"host": "localhost"})


@pytest.fixture
def facts(db: None) -> list[int]:
    """120 prices of two insurers in Bern, one of them corrected later; gives the prices' ids."""
    source = Source.objects.create(
        key="ch_test", name="Premiums", publisher="An office", market="ch-health", rank=1,
        licence="open", publish="full", cadence="1 years",
    )  # fmt: skip
    run = Run.objects.create(source=source, today=date(2025, 9, 24), started_at=PUBLISHED)
    capture = Capture.objects.create(
        source=source, run=run, page="premiums", address="https://office.example/2026.csv",
        sha256=SHA, status=200, fetched_at=PUBLISHED, fetcher="1", robots="allowed",
    )  # fmt: skip
    seen = {
        "source": source, "capture": capture, "locator": "row 2", "literal": "401.2",
        "valid_from": date(2026, 1, 1), "valid_to": date(2027, 1, 1), "known_from": PUBLISHED,
        "recorded_at": PUBLISHED,
    }  # fmt: skip
    cells = [
        Cell.objects.create(market="ch-health", codes=f"BE|{region}|adult|none|true|{deductible}")
        for region in (1, 2, 3)
        for deductible in (300, 500, 1000, 2500)
    ]
    ids = []
    for number in (8, 32):
        provider = Provider.objects.create(key=f"bag-{number}")
        ProviderAttribute.objects.create(
            provider=provider, key="name", value=f"Insurer {number}", **seen
        )
        for name in ("BASE", "HAM1", "HAM2", "HMO1", "TEL1"):
            plan = Plan.objects.create(market="ch-health", provider=provider, key=name)
            PlanAttribute.objects.create(plan=plan, key="model", value="standard", **seen)
            for place, cell in enumerate(cells):
                price = {"micros": (400 + place) * 1_000_000, "currency": "CHF", "per": "month"}
                ids.append(Price.objects.create(cell=cell, plan=plan, **price, **seen).id)
    first = Price.objects.get(id=ids[0])
    first.known_until = CORRECTED
    first.save()
    first.id, first.known_from, first.known_until = None, CORRECTED, None
    first.micros = 399_950_000
    first.save()
    clock = time.time_ns() // 1000  # as a writer sets it: what was read before is another state
    MarketVersion.objects.create(
        market="ch-health", digest="1" * 64, facts=len(ids) + 1, clock=clock
    )
    return ids
