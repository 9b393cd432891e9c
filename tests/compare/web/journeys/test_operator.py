"""An operator in a real browser: in by password, and out again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from tests.compare.web.journeys.conftest import apart

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journey")]
NAME, WORD = "operator", "only for this test"


@pytest.fixture(scope="module")
def operator(site: str) -> str:
    """The site where one operator has an account."""
    apart(lambda: get_user_model().objects.create_superuser(NAME, password=WORD))
    return site


@pytest.fixture
def desk(browser: Any, operator: str) -> Iterator[Any]:
    """The operators' pages, after the password."""
    context = browser.new_context(base_url=operator)
    page = context.new_page()
    page.goto("/admin/")
    page.fill("[name=username]", NAME)
    page.fill("[name=password]", WORD)
    page.click("[type=submit]")
    yield page
    context.close()


def test_an_operator_comes_in_and_goes_out(desk: Any) -> None:
    assert desk.locator("#logout-form").count() == 1
    desk.goto("/admin/store/run/")
    assert desk.locator("#result_list tbody tr").count() > 1
    desk.locator("#logout-form button").click()
    desk.wait_for_url("**/admin/logout/")
    desk.goto("/admin/store/run/")
    assert "/admin/login/" in desk.url
