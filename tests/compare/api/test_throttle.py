"""So many requests a minute, without keeping an address."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from compare.api import throttle

ADDRESS = "203.0.113.77"


@pytest.fixture
def five_a_minute(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    rest = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"anon": "5/min"}}  # type: ignore[attr-defined]
    settings.REST_FRAMEWORK = rest  # type: ignore[attr-defined]
    monkeypatch.setattr(throttle.time, "time", lambda: 1_000_000_020.0)


@pytest.mark.django_db
def test_beyond_the_rate_it_is_429_with_the_time_to_wait(
    client: Client, five_a_minute: None
) -> None:
    codes = [client.get("/api/v1/markets", REMOTE_ADDR=ADDRESS).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
    refused = client.get("/api/v1/markets", REMOTE_ADDR=ADDRESS)
    assert 0 < int(refused["Retry-After"]) <= 60


@pytest.mark.django_db
def test_a_forged_header_does_not_make_somebody_else(client: Client, five_a_minute: None) -> None:
    codes = [
        client.get(
            "/api/v1/markets", REMOTE_ADDR=ADDRESS, headers={"x-forwarded-for": f"198.51.100.{n}"}
        ).status_code
        for n in range(6)
    ]
    assert codes[-1] == 429


@pytest.mark.django_db
def test_the_count_does_not_hold_the_address(client: Client, five_a_minute: None) -> None:
    client.get("/api/v1/markets", REMOTE_ADDR=ADDRESS)
    assert not [key for key in cache._cache if ADDRESS in key]  # type: ignore[attr-defined]
    assert [key for key in cache._cache if "calls:" in key]  # type: ignore[attr-defined]
