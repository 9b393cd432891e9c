"""The answer page: the sentence, what decided it, the sum, what is not known, who says so."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.compare.web.html import parse

WHERE = "/en/m/xx-household/answer"
QUESTION = {
    "today": "2026-07-20",
    "household.size": "medium",
    "household.region": "coast",
    "wanted.excess": "150",
    "present.provider": "wm-104",
    "present.factors.excess": "150",
    "present.contract.start": "2025-10-01",
    "present.contract.end": "2026-10-01",
}


def get(client: Client, path: str = WHERE, **change: str) -> Any:
    said = {**QUESTION, **{key.replace("__", "."): value for key, value in change.items()}}
    return client.get(f"{path}?{urlencode(said)}")


@pytest.fixture
def page(client: Client, westmark: None) -> Any:
    response = get(client)
    assert response.status_code == 200
    return parse(response)


def test_the_page_says_what_the_document_says(client: Client, westmark: None, page: Any) -> None:
    document = get(client, format="json").json()
    person = document["persons"][0]
    text = " ".join(page.get_text(" ").split())
    assert page.select_one(".verdict h1").get_text() == document["sentence"]["text"]
    for sentence in (*person["because"], *person["flips"], *document["limits"]):
        assert " ".join(sentence["text"].split()) in text
    assert document["id"] in text
    forgone = person["forgone"]
    assert (forgone is not None) == (document["verdict"] in ("STAY", "NO_BETTER_PROVIDER"))
    assert forgone is None or " ".join(forgone["text"].split()) in text
    heads = [h.find(string=True).replace("\xad", "") for h in page.select(".matrix thead th")]
    assert heads == [
        person["present"]["provider_name"],
        *(offer["provider_name"] for offer in person["offers"]),
    ]


def test_the_chart_and_its_table_end_at_the_stated_sum(
    client: Client, westmark: None, page: Any
) -> None:
    person = get(client, format="json").json()["persons"][0]
    net = person["offers"][0]["net_benefit"]
    last = [cell.get_text() for cell in page.select(".plain tbody tr")[-1].select("td")]
    assert last == [net[key].replace("-", "\u2212") for key in ("low", "central", "high")]
    assert len(page.select(".plain tbody tr")) == 13
    assert len(page.select_one("polyline.line")["points"].split()) == 13


def test_unknown_is_shown_as_unknown(client: Client, westmark: None, page: Any) -> None:
    document = get(client, format="json").json()
    rows = document["persons"][0]["rows"]["differing"]
    missing = [
        v for row in rows for v in row["values"] if v in (None, "not_stated", "not_collected")
    ]
    assert len(page.select("td .unknown")) >= len(missing)


def test_rows_that_are_the_same_are_folded_with_their_count(page: Any) -> None:
    folded = page.select_one(".across details")
    assert str(len(folded.select("dt"))) in folded.summary.get_text()


def test_every_price_leads_to_its_evidence(client: Client, page: Any) -> None:
    links = page.select('a[href*="/evidence/"]')
    assert len(links) == len(page.select(".matrix thead th"))
    shown = parse(client.get(links[0]["href"]))
    assert shown.select(".sheet li")
    assert not shown.select(".sheet script, .sheet b, .sheet table")


def test_the_permanent_link_gives_the_same_answer(client: Client, page: Any) -> None:
    link = next(a["href"] for a in page.select(".defs a") if "known_at" in a["href"])
    again = parse(client.get(link))
    assert again.select_one(".cite .hash").get_text() == page.select_one(".cite .hash").get_text()


def test_the_csv_twin_has_every_offer_and_runs_nothing(client: Client, westmark: None) -> None:
    response = get(client, format="csv")
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(rows) > 5
    amounts = [float(row["per_year"]) for row in rows]
    assert amounts == sorted(amounts)
    assert not [v for row in rows for v in row.values() if v.startswith(("=", "+", "@"))]


def test_stay_and_switch_are_built_alike(client: Client, westmark: None) -> None:
    """The same parts in the same order, whatever the verdict: only the words differ."""
    shapes = set()
    for price in ("10.00", "90.00"):
        shown = parse(get(client, present__price=price))
        head = shown.select_one(".verdict")
        shapes.add(
            tuple(
                (part.name, *part.get("class", [])) for part in head.find_all(recursive=False)[:3]
            )
        )
        assert shown.select_one("#todo-1")
    assert len(shapes) == 1


def test_the_invented_market_says_so_on_every_page(client: Client, page: Any) -> None:
    evidence = page.select_one('a[href*="/evidence/"]')["href"]
    paths = ("/en/m/xx-household/", "/en/m/xx-household/ask", evidence)
    for shown in (page, *(parse(client.get(path)) for path in paths)):
        assert "Nothing here is real" in shown.select_one(".invented").get_text()
    assert not parse(client.get("/en/m/ch-health/ask")).select(".invented")


@pytest.mark.parametrize(
    "change",
    [
        {"household__size": "vast"},
        {"household__size": "med\x00ium"},
        {"household__postcode": "3000"},
        {"persons__0__birth_year": "1981"},
        {"persons__1__accident": "true"},
        {"persons": "x"},
        {"persons__0": "x"},
        {"household": "x"},
        {"today": "yesterday"},
        {"today": "9999-12-31"},
        {"known_at": "2030-01-01"},
        {"present__price": "-5"},
        {"present__price": "NaN"},
        {"present__contract__end": "2020-01-01"},
        {"present__contract__nonsense": "1"},
        {"nonsense": "1"},
        {"non sense": "1"},
        {"__proto__": "1"},
        {"a__b__c__d__e__f": "1"},
        {"format": "exe"},
        {"wanted__excess": "1e400"},
        {"preferences__threshold": "9" * 500},
        {"preferences__guards__nothing": "true"},
        {"quotes__0__name": "A"},
    ],
)
def test_a_bad_address_is_a_400_with_a_sentence_that_helps(
    client: Client, westmark: None, change: dict[str, str]
) -> None:
    response = get(client, **change)
    assert response.status_code == 400
    shown = parse(response)
    assert shown.select_one("h1").get_text() == "This address does not work"
    assert len(shown.select_one(".lede").get_text()) > 20
    assert response["Cache-Control"] == "private"


def test_an_empty_address_leads_to_the_questions(client: Client, db: None) -> None:
    assert client.get(WHERE)["Location"] == "/en/m/xx-household/ask"


def test_nothing_that_reads_can_be_posted_to(client: Client, db: None) -> None:
    for path in (WHERE, "/en/", "/en/sources/"):
        assert client.post(path).status_code in (403, 405)


def test_a_deadline_that_is_past_is_said_to_be_past(
    client: Client, westmark: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(day: datetime) -> str:
        monkeypatch.setattr("django.utils.timezone.now", lambda: day)
        return get(client, present__provider="wm-105").content.decode()

    found = parse(get(client, present__provider="wm-105")).select_one(".deadline time")
    last = datetime.fromisoformat(f"{found['datetime']}T12:00:00+00:00")
    assert "That day is past." not in shown(last)
    assert "/calendar?" in shown(last)
    after = shown(last + timedelta(days=1))
    assert "That day is past." in after
    assert "/calendar?" not in after
