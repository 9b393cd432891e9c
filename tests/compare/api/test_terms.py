"""What plans promise, over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from compare.store.models import Capture, Plan, Source, Term

SHA = "b" * 64


@pytest.fixture
def promised(facts: list[int]) -> Source:
    """A deductible as a number, one condition that nobody printed, and one term not stated."""
    capture = Capture.objects.get()
    plan = Plan.objects.order_by("id")[0]
    said = [
        ("excess", "number", "250"),
        ("glass", "restricted", None),
        ("theft", "missing", "not_stated"),
    ]
    price = {"source": capture.source, "capture": capture, "plan": plan}
    for key, kind, value in said:
        Term.objects.create(
            **price, key=key, kind=kind, value=value, valid_from=date(2026, 1, 1), valid_to=None,
            known_from=capture.fetched_at, recorded_at=capture.fetched_at, locator="row 3", literal=value or "",
        )  # fmt: skip
    return capture.source


def get(client: Client, **query: str) -> list[dict[str, Any]]:
    response = client.get("/api/v1/terms", {"as_of": "2026-05-01", **query})
    assert response.status_code == 200, response.content
    return response.json()["results"]  # type: ignore[no-any-return]


def test_a_term_says_how_its_value_is_read(client: Client, promised: Source) -> None:
    rows = get(client, market="ch-health")
    assert [(row["term"], row["kind"], row["value"]) for row in rows] == [
        ("excess", "number", "250"),
        ("glass", "restricted", None),
        ("theft", "missing", "not_stated"),
    ]
    assert rows[0]["evidence"]["literal"] == "250"


def test_terms_are_found_by_plan_and_by_key(client: Client, promised: Source) -> None:
    (row,) = get(client, term="glass")
    found = get(client, provider=row["provider"], plan=row["plan"], term="glass")
    assert found == [row]
    assert get(client, provider="nobody") == []
    assert get(client, as_of="2025-05-01") == []


def test_terms_of_a_source_that_may_not_be_shown_are_on_no_list(
    client: Client, promised: Source
) -> None:
    Source.objects.update(shown=False)
    assert get(client, market="ch-health") == []
