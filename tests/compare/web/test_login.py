"""Staff passwords cannot be guessed at leisure, and nobody's address is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from compare.web import login_limit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()
    User.objects.create_superuser("ada", password="right")


def tried(name: str = "ada", password: str = "wrong", **more: str) -> bool:
    """Whether the login let somebody in."""
    client = Client(headers={"host": "localhost"})
    answer = client.post("/admin/login/", {"username": name, "password": password}, **more)
    return answer.status_code == 302


def wrong(times: int, **more: str) -> None:
    for _ in range(times):
        assert not tried(**more)


def test_after_ten_wrong_passwords_the_right_one_does_not_help() -> None:
    wrong(login_limit.MOST)
    assert not tried(password="right")


def test_nine_wrong_ones_are_forgiven_and_the_count_begins_anew() -> None:
    for _ in range(2):
        wrong(login_limit.MOST - 1)
        assert tried(password="right")


def test_an_unknown_account_is_refused_in_the_same_words() -> None:
    client = Client(headers={"host": "localhost"})

    def said(name: str) -> str:
        form = {"username": name, "password": "x"}
        return client.post("/admin/login/", form).content.decode().replace(name, "NAME")

    for _ in range(login_limit.MOST + 1):
        known, unknown = said("ada"), said("bob")
    known, unknown = (text.split("errornote")[1].split("</p>")[0] for text in (known, unknown))
    assert known == unknown


def test_a_forged_header_changes_nothing() -> None:
    for number in range(login_limit.MOST):
        assert not tried(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert not tried(password="right", HTTP_X_FORWARDED_FOR="198.51.100.1")


def test_behind_our_proxy_only_what_the_proxy_noted_counts(settings: Any) -> None:
    settings.BEHIND_PROXY = True
    for number in range(login_limit.MOST):
        assert not tried(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, 203.0.113.9")
    assert not tried(password="right", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert tried(password="right", HTTP_X_FORWARDED_FOR="203.0.113.10"), "somebody else may come"


def test_another_address_is_not_locked_out() -> None:
    wrong(login_limit.MOST, REMOTE_ADDR="192.0.2.1")
    assert tried(password="right", REMOTE_ADDR="192.0.2.2")


def test_neither_account_nor_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(login_limit.cache, "add", lambda key, *_: not kept.append(key))
    wrong(1, REMOTE_ADDR="192.0.2.77")
    assert kept
    assert "192.0.2.77" not in kept[0]
    assert "ada" not in kept[0].removeprefix("login:")
