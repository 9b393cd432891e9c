"""The pages of changes: news first, evidence on both sides, a withdrawal at once everywhere."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from compare.store.models import Change, Confirmation, Correction, Reply, Source
from compare.store.selectors import changes as selected
from compare.store.selectors.changes import Filter
from compare.track.news import Place
from compare.usecases.changes import rulings
from compare.usecases.changes.recent import worsenings
from compare.usecases.changes.told import Wanted, changes
from tests.compare.web.html import parse

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("editions"),
    pytest.mark.xdist_group("planted"),
]
ATOM = "{http://www.w3.org/2005/Atom}"
QUIET = "?log=quiet"


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(headers={"host": "localhost"})


@pytest.fixture
def staff() -> Any:
    return get_user_model().objects.create_superuser("ann", password="long enough")


def of(place: Place, **more: Any) -> list[selected.ChangeRow]:
    return selected.listed(Filter(place=place, **more), limit=500)


def faces(client: Client, key: str, provider: str) -> set[str]:
    """Where a change is shown, of everything that could show it."""
    paths = [
        "/en/changes/", "/en/changes/?log=quiet", "/en/changes/?format=json",
        "/en/changes/?format=csv", "/en/shrink/", "/en/shrink/?format=json",
        f"/en/providers/{provider}/", f"/en/providers/{provider}/?format=json",
        "/en/feeds/changes.atom", "/en/feeds/changes.json", "/en/feeds/market/xx-household.atom",
        f"/en/feeds/provider/{provider}.json", "/en/feeds/kind/excess_up.atom",
        "/api/v1/changes?page_size=200", "/api/v1/changes?known_at=2026-12-01&page_size=200",
    ]  # fmt: skip
    found = {path: client.get(path).content.decode() for path in paths}
    found["command"] = json.dumps(changes(Wanted(market="xx-household")))
    found["recent"] = str([each.key for each in worsenings(None, datetime.min.date(), 500)])
    return {path for path, text in found.items() if key in text}


def test_the_list_tells_news_and_one_step_away_the_quiet_log(client: Client) -> None:
    page = parse(client.get("/en/changes/"))
    news = of(Place.NEWS)
    assert len(page.select(".changes > li")) == min(len(news), 50)
    assert all(row.believed for row in news)
    quiet = parse(client.get(f"/en/changes/{QUIET}"))
    assert "not confirmed" in quiet.get_text()
    keys = {a["href"] for a in page.select(".changes h3 a")}
    assert not keys & {a["href"] for a in quiet.select(".changes h3 a")}


def test_the_database_and_the_written_rule_agree_on_what_is_news() -> None:
    everything = selected.listed(Filter(), limit=1000)
    assert {row.key for row in everything if row.place is Place.NEWS} == {
        row.key for row in of(Place.NEWS)
    }
    assert {row.key for row in everything if row.place is Place.QUIET} == {
        row.key for row in of(Place.QUIET)
    }


def test_a_change_has_a_page_with_the_evidence_on_both_sides(client: Client) -> None:
    row = of(Place.NEWS, kind="excess_up")[0]
    page = parse(client.get(f"/en/changes/{row.key}/"))
    links = [a["href"] for a in page.select('a[href*="/evidence/"]')]
    assert len(links) == 2
    for link in links:
        assert client.get(link).status_code == 200
    assert page.select_one("h1 .worse")


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize(
    "path", ["/en/changes/", "/en/shrink/", "/en/providers/wm-104/", "/en/corrections/"]
)
def test_each_page_has_its_twins(client: Client, path: str, form: str) -> None:
    response = client.get(f"{path}?format={form}")
    assert response.status_code == 200
    if form == "json":
        assert json.loads(response.content)
    else:
        list(csv.reader(io.StringIO(response.content.decode())))
    again = client.get(f"{path}?format={form}", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_feeds_hold_news_only_and_lead_to_pages(client: Client) -> None:
    response = client.get("/en/feeds/market/xx-household.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(response.content)
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")]
    news = {row.key for row in of(Place.NEWS)}
    assert links
    assert {link.rstrip("/").rsplit("/", 1)[1] for link in links} <= news
    assert client.get(links[0]).status_code == 200
    items = client.get("/en/feeds/provider/wm-110.json").json()["items"]
    assert {item["_change"]["provider"] for item in items} == {"wm-110"}
    assert client.get("/en/feeds/market/moon.atom").status_code == 404


def test_a_withdrawn_change_leaves_every_face_at_once_and_stays_in_the_log(
    client: Client, staff: Any
) -> None:
    row = of(Place.NEWS, kind="excess_up")[0]
    held = faces(client, row.key, row.provider)
    assert len(held) > 10
    page = f"/en/changes/{row.key}/"
    tag = client.get(page)["ETag"]
    reported = datetime.now(UTC) - timedelta(days=4)
    rulings.report(row.key, "provider", staff, reported)
    rulings.withdraw(row.key, "The page was a draft.", staff)

    assert faces(client, row.key, row.provider) == set()
    assert client.get(page, headers={"if-none-match": tag}).status_code == 404
    log = client.get("/api/v1/corrections").json()
    assert log["median_days_to_resolve"] == 4
    (said,) = log["corrections"]
    assert (said["outcome"], said["reason"]) == ("withdrawn", "The page was a draft.")
    assert "The page was a draft." in parse(client.get("/en/corrections/")).get_text()

    rulings.uphold(row.key, "It was the page after all.", staff)
    assert faces(client, row.key, row.provider) == held


def test_a_person_makes_a_change_news_and_the_reply_stands_beside_it(
    client: Client, staff: Any
) -> None:
    row = next(row for row in of(Place.QUIET, direction="worse") if row.newsworthy)
    rulings.confirm(row.key, "Both pages were read by hand.", staff)
    rulings.reply(row.key, "Press office", "It is <b>temporary</b>.", staff)
    assert row.key in {each.key for each in of(Place.NEWS)}
    assert row.key in client.get("/en/feeds/changes.json").content.decode()
    page = parse(client.get(f"/en/changes/{row.key}/"))
    assert "Both pages were read by hand." in page.get_text()
    assert page.select_one(".reply blockquote").get_text() == "It is <b>temporary</b>."
    shown = client.get(f"/api/v1/changes?provider={row.provider}").json()["results"]
    assert [each["replies"][0]["author"] for each in shown if each["replies"]] == ["Press office"]
    assert Change.objects.get(key=row.key).news_at is not None


def test_a_whole_publication_is_confirmed_at_once_or_not_at_all(staff: Any) -> None:
    keys = [row.key for row in of(Place.QUIET, direction="worse") if row.newsworthy]
    assert len(keys) > 1
    with pytest.raises(rulings.NoSuchChange):
        rulings.confirm_all([*keys, "0" * 32], "Held against the sheet.", staff)
    assert not Confirmation.objects.exists()
    rulings.confirm_all(keys, "Held against the sheet.", staff)
    rulings.confirm_all(keys, "And once more.", staff)
    assert set(keys) <= {each.key for each in of(Place.NEWS)}
    assert {row.reason for row in Confirmation.objects.all()} == {"And once more."}


def test_nothing_of_a_source_that_is_not_shown(client: Client) -> None:
    row = of(Place.NEWS, kind="excess_up")[0]
    Source.objects.filter(key=row.source).update(shown=False)
    assert faces(client, row.key, row.provider) == set()
    assert client.get(f"/en/changes/{row.key}/").status_code == 404
    assert row.key in json.dumps(changes(Wanted(source=row.source)))  # named by an operator


def test_staff_decide_with_words_and_nobody_else(client: Client, staff: Any) -> None:
    row = next(row for row in of(Place.QUIET, direction="worse") if row.newsworthy)
    number = Change.objects.get(key=row.key).pk
    asked = {"action": "confirm", "_selected_action": [number], "reason": ""}
    address = "/admin/store/change/"
    assert client.post(address, asked).status_code == 302
    client.force_login(staff)
    assert client.get(address).status_code == 200
    client.post(address, asked)
    assert not Confirmation.objects.exists()  # without words, nothing
    client.post(address, asked | {"reason": "Read both pages."})
    assert Confirmation.objects.get().by == staff
    client.post(address, asked | {"action": "put_reply", "reason": "No.", "author": "The boss"})
    assert Reply.objects.get().author == "The boss"
    client.post(address, asked | {"action": "report", "reported_by": "reader"})
    client.post(address, asked | {"action": "withdraw", "reason": "A misprint."})
    done = Correction.objects.get()
    assert (done.reported_by, done.outcome, done.by) == ("reader", "withdrawn", staff)


def test_the_list_goes_on_where_the_page_before_ended(client: Client) -> None:
    found, address = [], "/api/v1/changes?page_size=7"
    cursor = ""
    while True:
        page = client.get(address + cursor).json()
        found += page["results"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert [each["id"] for each in found] == [row.key for row in selected.listed(Filter(), 0, 1000)]
    days = [each["no_later_than"] for each in found]
    assert days == sorted(days, reverse=True)


def test_a_provider_has_one_time_line_beside_its_market(client: Client) -> None:
    page = parse(client.get("/en/providers/wm-104/"))
    assert page.select_one(".timeline svg line.down, .timeline svg line.up")
    assert page.select(".timeline table tbody tr")
    assert "all others" in page.get_text()
    assert client.get("/en/providers/nobody/").status_code == 404


def test_a_provider_shows_what_its_first_price_leaves_out_as_planted(client: Client) -> None:
    page = parse(client.get("/en/providers/wm-104/"))
    (gap,) = page.select("#gap-xx-household ~ div dl")
    assert "18 %" in gap.get_text().replace("\xa0", " ")  # Dunmore, since July 2025
    (told,) = json.loads(client.get("/en/providers/wm-104/?format=json").content)["markets"]
    assert told["rise_at_renewal"] == {"least": "0.18", "most": "0.18"}


def test_a_rise_that_the_contract_says_and_a_levy_by_law_are_told_as_such(client: Client) -> None:
    reasons = {
        each["doubt"]: each["id"]
        for each in changes(Wanted(market="xx-household"))
        if each["doubt"]
    }
    said = {
        doubt: client.get(f"/en/changes/{key}/").content.decode() for doubt, key in reasons.items()
    }
    assert "It follows from the contract as signed." in said["contractual"]
    assert all("Why it is no news" in page for page in said.values())
    assert "A law or rule changed it for everybody." in said["market_wide"]
    news = client.get("/en/changes/").content.decode()
    assert not any(key in news for key in reasons.values())
    counted = {row.key for row in selected.dated("xx-household")}
    assert counted
    assert counted.isdisjoint(reasons.values())
    told = json.loads(
        client.get("/en/stories/premium-against-cover?market=xx-household&format=json").content
    )
    (alder,) = (row for row in told["providers"] if row["provider"] == "wm-101")
    assert {change["field"] for change in alder["cover_worse"]} == {"water_damage_limit"}


def test_work_moved_to_the_customer_is_told_with_its_minutes_on_every_face(client: Client) -> None:
    row = next(row for row in of(Place.NEWS) if row.printed["kind"] == "work_shift")
    minutes = "about 60 minutes a year of your own work"
    page = client.get(f"/en/changes/{row.key}/").content.decode()
    assert minutes in page
    assert "our assumption: two errands a year" in page
    assert minutes in client.get("/en/providers/wm-103/").content.decode()
    assert "Work that it once did" not in client.get("/en/providers/wm-104/").content.decode()
    (told,) = json.loads(client.get("/en/providers/wm-103/?format=json").content)["markets"]
    assert told["work_moved"] == {"minutes": 60, "is_least": False}
    (item,) = client.get("/en/feeds/kind/work_shift.json").json()["items"]
    assert minutes in item["content_text"]
    (shown,) = client.get("/api/v1/changes?kind=work_shift").json()["results"]
    assert (shown["id"], shown["minutes_a_year"]) == (row.key, 60)


def test_a_change_stored_by_an_earlier_version_fails_no_page(client: Client) -> None:
    news = next(row for row in of(Place.NEWS) if row.printed["kind"] == "work_shift")
    row = Change.objects.get(key=news.key)
    kept = row.printed
    row.printed = {key: value for key, value in kept.items() if key != "minutes_a_year"}
    row.save(update_fields=["printed"])
    try:
        answers = [client.get(f"/en/changes/{row.key}/"), client.get("/en/providers/wm-103/")]
    finally:
        row.printed = kept
        row.save(update_fields=["printed"])

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "60 minutes" not in answers[1].content.decode()


def test_where_nothing_shrank_an_invented_example_is_offered(client: Client) -> None:
    page = parse(client.get("/en/shrink/?market=ch-health"))
    links = [link["href"] for link in page.select("section p.measure a")]
    assert links == ["?market=xx-groceries", "?market=xx-household"]
    invented = parse(client.get("/en/shrink/?market=xx-household"))
    assert not invented.select('a[href="?market=xx-groceries"]')


def test_shrinking_cover_is_drawn_with_the_same_numbers_beside(client: Client) -> None:
    page = parse(client.get("/en/shrink/"))
    for item in page.select(".beforeafter li"):
        widths = [float(bar["width"]) for bar in item.select("rect")]
        assert len(item.select("tbody tr")) == 2
        assert not widths or max(widths) == 100
    assert page.select(".beforeafter rect")


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.dictionaries(
        st.sampled_from(["market", "provider", "kind", "since", "log", "after", "format", "x"]),
        st.text(max_size=30),
        max_size=4,
    ),
    st.sampled_from(["/en/changes/", "/en/shrink/", "/api/v1/changes"]),
)
def test_rubbish_in_the_address_is_answered_and_never_fails(
    client: Client, asked: dict[str, str], path: str
) -> None:
    assert client.get(path, asked).status_code in (200, 400)
