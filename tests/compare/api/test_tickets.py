"""Tickets as programs, feed readers, forges and people get them, as far as a licence lets them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape as html_text
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from compare.store.models import Source, Ticket
from compare.usecases.repairing.ticket_document import forge_issue
from tests.compare.usecases import site as shop
from tests.compare.usecases.site import SOURCE, Site, collected, html, page
from tests.compare.web.html import parse

pytestmark = pytest.mark.django_db(transaction=True)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("SOURCES_DIRS", str(shop.written(tmp_path / "sources")))
    with shop.served() as server:
        yield server


@pytest.fixture
def ticket(site: Site) -> Ticket:
    collected(site, date(2026, 3, 2))
    site.answers["/home"] = html(page(heading="Area"))
    collected(site, date(2026, 3, 3))
    return Ticket.objects.get()


def test_a_ticket_says_all_that_a_volunteer_needs(client: Client, ticket: Ticket) -> None:
    said = client.get(f"/api/v1/tickets/{ticket.pk}").json()

    assert (said["source"], said["page"], said["state"]) == (SOURCE, "home", "held_back")
    assert said["cause"] == f"expected {said['expected']}, found {said['found']}: {said['todo']}"
    assert said["command"] == (
        f"python -m scrapers pull http://localhost/api/v1/tickets/{ticket.pk} --here"
    )
    assert said["commands"] == [
        said["command"],
        f"python -m scrapers check {SOURCE}",
        f"python -m scrapers suggest {SOURCE}",
        f"python -m scrapers check {SOURCE} --accept",
    ]
    for address in (f"/en/tickets/{ticket.pk}/", f"/tickets/{ticket.pk}/issue.txt"):
        page_of_it = html_text(client.get(address).content.decode())
        for command in said["commands"]:
            assert command in page_of_it
    assert said["opened_at"] == "2026-03-03T00:00:00Z"
    assert said["closed_at"] is None
    assert "- Rooms | Region" in said["region_good"]
    assert "+ Rooms | Area" in said["region_bad"]
    for part, day in (("last_good", "2026-03-02"), ("failing", "2026-03-03")):
        assert said[part]["fetched_at"].startswith(day)
        assert said[part]["content_type"].startswith("text/html")


def test_both_pages_can_be_had_inert(client: Client, ticket: Ticket) -> None:
    said = client.get(f"/api/v1/tickets/{ticket.pk}").json()

    failing = client.get(said["failing"]["download"])

    assert failing.content == page(heading="Area")
    assert failing["Content-Disposition"].startswith("attachment")
    assert failing["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in failing["Content-Security-Policy"]
    assert client.get(said["last_good"]["download"]).content == page()


@pytest.mark.parametrize("publish", ["quote", "hash"])
def test_no_more_is_passed_on_than_the_publisher_lets_us(
    publish: str, client: Client, ticket: Ticket
) -> None:
    Source.objects.update(publish=publish)
    said = client.get(f"/api/v1/tickets/{ticket.pk}").json()

    assert client.get(said["failing"]["download"]).status_code == 404
    if publish == "hash":
        assert said["region_good"] is said["region_bad"] is None
        assert "Since 1900" not in client.get(f"/tickets/{ticket.pk}/issue.txt").content.decode()
    else:
        assert said["region_bad"].splitlines()[0] == "+ Rooms | Area | Each month"
        assert "Since 1900" not in said["region_bad"]


def test_a_source_whose_licence_nobody_knows_has_no_ticket_on_any_face(
    client: Client, ticket: Ticket
) -> None:
    Source.objects.update(shown=False)

    assert client.get("/api/v1/tickets?state=all").json()["results"] == []
    assert client.get("/status.json").json()["sources"] == []
    assert SOURCE not in client.get("/tickets.atom").content.decode()
    for address in (f"/api/v1/tickets/{ticket.pk}", f"/en/tickets/{ticket.pk}/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("number", ["0", "999", "9" * 30])
def test_what_is_no_ticket_is_not_found(number: str, client: Client, db: None) -> None:
    addresses = (
        f"/api/v1/tickets/{number}",
        f"/en/tickets/{number}/",
        f"/tickets/{number}/issue.txt",
    )
    for address in addresses:
        assert client.get(address).status_code == 404


def test_the_list_is_of_open_tickets_where_nothing_else_is_asked(
    client: Client, site: Site, ticket: Ticket
) -> None:
    def numbers(query: str) -> list[int]:
        return [each["id"] for each in client.get(f"/api/v1/tickets{query}").json()["results"]]

    assert numbers("") == numbers("?state=open") == numbers(f"?source={SOURCE}") == [ticket.pk]
    assert numbers("?state=closed") == numbers("?source=another") == []
    site.answers["/home"] = html(page())
    collected(site, date(2026, 3, 4))
    assert numbers("") == []
    assert numbers("?state=closed") == numbers("?state=all") == [ticket.pk]
    assert client.get("/api/v1/tickets?state=odd").status_code == 400


def test_what_is_not_shown_yet_is_on_no_list(client: Client, site: Site) -> None:
    collected(site, date(2026, 3, 2))
    site.answers.clear()
    collected(site, date(2026, 3, 3))

    assert Ticket.objects.get().opened_at is None
    assert client.get("/api/v1/tickets?state=all").json()["results"] == []
    assert client.get(f"/api/v1/tickets/{Ticket.objects.get().pk}").status_code == 404


def test_the_feed_tells_a_reader_what_opened_and_what_was_cured(
    client: Client, site: Site, ticket: Ticket
) -> None:
    def entries() -> list[tuple[str, str]]:
        answer = client.get("/tickets.atom")
        assert answer["Content-Type"].startswith("application/atom+xml")
        found = ElementTree.fromstring(answer.content).iter(f"{ATOM}entry")
        return [(e.findtext(f"{ATOM}id") or "", e.findtext(f"{ATOM}title") or "") for e in found]

    name = f"http://localhost/api/v1/tickets/{ticket.pk}"
    assert entries() == [(name, f"{SOURCE} home: held_back")]
    site.answers["/home"] = html(page())
    collected(site, date(2026, 3, 4))
    assert entries() == [(name, f"{SOURCE} home: cured")]


def test_no_letter_of_a_page_fails_the_feed(client: Client, ticket: Ticket) -> None:
    ticket.found = "a price, found '1\x0b2\x1f\ufffe <b>'"
    ticket.save()

    answer = client.get("/tickets.atom")

    assert answer.status_code == 200
    assert "'12 <b>'" in "".join(ElementTree.fromstring(answer.content).itertext())


def test_the_text_for_a_forge_holds_what_a_page_says_and_runs_none_of_it(
    client: Client, ticket: Ticket
) -> None:
    ticket.found = "`x` ``` <script> @somebody\n# heading"
    ticket.region_bad = "+ ``` ````\n+ [link](https://evil.example)"
    ticket.save()

    answer = client.get(f"/tickets/{ticket.pk}/issue.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith(f"# {SOURCE} home: held_back\n")
    assert "\n**Found** ```` `x` ``` <script> @somebody # heading ````\n" in text
    assert "\n`````diff\n" in text
    assert f"python -m scrapers suggest {SOURCE}" in text
    assert forge_issue(ticket, "https://worth.example").count(" --here") == 0


def test_a_person_reads_what_stood_there_and_what_stands_there_now(
    client: Client, ticket: Ticket
) -> None:
    shown = parse(client.get(f"/en/tickets/{ticket.pk}/"))

    assert shown.h1.get_text() == "Prices of a shop"
    assert [each.get_text() for each in shown.select("del")] == ["Rooms | Region | Each month"]
    assert [each.get_text() for each in shown.select("ins")] == ["Rooms | Area | Each month"]
    assert f"/api/v1/tickets/{ticket.pk} --here" in shown.get_text()
    assert not shown.select("script, style, [style]")
    for link in shown.select("main a[href]"):
        assert client.get(link["href"]).status_code == 200


def test_status_says_of_every_source_how_it_is(client: Client, site: Site, ticket: Ticket) -> None:
    said = client.get("/status.json").json()

    (source,) = said["sources"]
    assert said["states"] == {"held_back": 1}
    assert (source["source"], source["state"]) == (SOURCE, "held_back")
    assert source["tickets"] == [ticket.pk]
    assert source["records"] == {"plan": 1, "price": 3}
    assert source["last_good"]
    assert source["last_change"]
    assert source["means"].startswith("read, but not as expected")


def test_a_source_that_nobody_reads_any_more_does_not_stay_ok(client: Client, site: Site) -> None:
    collected(site, date(2026, 3, 2))
    Source.objects.update(good_at=timezone.now() - timedelta(days=3))

    assert client.get("/status.json").json()["sources"][0]["state"] == "overdue"
