"""The same address gives everybody the same bytes, whoever asks, with whatever comes along."""

from __future__ import annotations

from itertools import permutations
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

from tests.compare.web.test_answer import QUESTION

pytestmark = pytest.mark.django_db
QUERY = urlencode({**QUESTION, "today": "2026-07-20"})
PATHS = (
    "/en/",
    "/en/m/xx-household/",
    f"/en/m/xx-household/answer?{QUERY}",
    f"/en/m/xx-household/offers?{QUERY}",
    f"/en/m/xx-household/letter?{QUERY}",
    f"/en/m/xx-household/ask?{QUERY}",
    "/en/changes/?market=xx-household&log=quiet",
)
ALONG = {
    "HTTP_COOKIE": "django_language=fr; sessionid=abc; visits=7",
    "HTTP_ACCEPT_LANGUAGE": "fr-CH, fr;q=0.9",
    "HTTP_USER_AGENT": "Somebody else's browser",
    "HTTP_REFERER": "https://somewhere.example/partner",
    "HTTP_DNT": "1",
    "HTTP_X_FORWARDED_FOR": "203.0.113.7",
    "HTTP_ACCEPT": "*/*",
}


@pytest.mark.parametrize("path", PATHS)
def test_neither_cookie_nor_header_changes_a_byte(
    client: Client, westmark: None, path: str
) -> None:
    plain = client.get(path)
    assert plain.status_code == 200
    for name, value in ALONG.items():
        given = client.get(path, **{name: value})
        assert given.content == plain.content, name
    assert not plain.cookies


@pytest.mark.parametrize("path", [path for path in PATHS if "?" in path])
def test_the_order_of_what_stands_in_an_address_changes_no_byte(
    client: Client, westmark: None, path: str
) -> None:
    where, _mark, query = path.partition("?")
    pairs = parse_qsl(query)
    orders = [pairs[::-1], *list(permutations(pairs))[1:20:6]]
    plain = client.get(path).content
    for order in orders:
        assert client.get(f"{where}?{urlencode(order)}").content == plain
