"""What stands in prose, and words that nobody knew, wait for a person; nothing of them is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from compare.markets import loader as markets
from compare.store import times
from compare.store.models import Capture, Change, Decision, Price, Review, Run
from compare.usecases.collecting.replay import replay
from compare.usecases.reviewing import queue as review_queue
from compare.usecases.reviewing import review
from tests.compare.usecases import site as shop
from tests.compare.usecases.site import SOURCE, Site, collected, html, page

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = date(2026, 3, 2)
WAITS = '\n[review]\nkinds = ["price"]\n'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv(
        "SOURCES_DIRS", str(shop.written(tmp_path / "sources", shop.MANIFEST + WAITS))
    )
    with shop.served() as server:
        yield server


@pytest.fixture
def ada() -> User:
    return User.objects.create_superuser("ada", password="x")


@pytest.fixture
def bert() -> User:
    return User.objects.create_superuser("bert", password="x")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def amounts() -> list[int]:
    """The prices that are visible today."""
    rows = Price.objects.filter(valid_to=times.OPEN, known_until=None, retired_at=None)
    return sorted(micros // 10_000 for micros in rows.values_list("micros", flat=True))


def waiting() -> list[int]:
    return list(Review.objects.filter(state="waiting").order_by("id").values_list("pk", flat=True))


def desk(name: str) -> Client:
    client = Client(headers={"host": "localhost"})
    assert client.login(username=name, password="x")
    return client


def decide(client: Client, row: int, **said: str) -> Any:
    return client.post(f"/admin/store/review/{row}/change/", said)


def test_what_waits_is_not_visible_and_the_source_is_well(site: Site) -> None:
    report = collected(site, day(0))

    assert report.source_state == "ok"
    assert amounts() == []
    rows = Review.objects.order_by("id")
    assert [(row.kind, row.value, row.literal, row.state) for row in rows] == [
        ("price", f"{price} XTS month", price, "waiting") for price in shop.PRICES
    ]
    assert all(row.capture.sha256 and "table" in row.locator for row in rows)


def test_the_same_page_again_adds_nothing_to_the_queue(site: Site) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page() + b"<p>A new footer.</p>")
    collected(site, day(1))

    assert Review.objects.count() == 3
    assert {row.capture_id for row in Review.objects.all()} == {
        Capture.objects.latest("fetched_at").pk
    }


def test_a_released_value_becomes_visible_with_its_evidence_and_the_rest_waits(
    site: Site, ada: User
) -> None:
    collected(site, day(0))
    first, *others = waiting()

    review.release([first], ada)

    assert amounts() == [4120]
    price = Price.objects.get()
    assert (price.literal, price.capture_id) == ("41.20", Capture.objects.get().pk)
    assert waiting() == others
    (said,) = Decision.objects.all()
    assert (said.by, said.release, said.review_id) == (ada, True, first)


def test_a_value_that_was_released_stays_up_while_the_next_one_waits(site: Site, ada: User) -> None:
    collected(site, day(0))
    review.release(waiting(), ada)
    site.answers["/home"] = html(page(("42.00", "46.20", "52.80")))
    collected(site, day(1))

    assert amounts() == [4120, 4620, 5280]
    (new,) = waiting()

    review.release([new], ada)

    assert amounts() == [4200, 4620, 5280]
    ended = Price.objects.get(micros=41_200_000, known_until=None, retired_at=None)
    assert (ended.valid_from, ended.valid_to) == (day(0), day(1))
    (change,) = Change.objects.filter(kind__startswith="price")
    assert change.printed["new"] != change.printed["old"], "the provider's doing, found as ever"


def test_released_in_any_order_the_store_is_the_same(site: Site, ada: User) -> None:
    collected(site, day(0))
    site.answers["/home"] = html(page(("42.00", "46.20", "52.80")))
    collected(site, day(1))
    later = Review.objects.get(literal="42.00").pk

    review.release([later], ada)
    review.release(waiting(), ada)

    assert amounts() == [4200, 4620, 5280]
    ended = Price.objects.get(micros=41_200_000, known_until=None, retired_at=None)
    assert (ended.valid_from, ended.valid_to) == (day(0), day(1)), "released later, and not lost"
    assert not replay(SOURCE).differences.added.total()


def test_a_refused_value_is_recorded_and_never_seen(site: Site, ada: User) -> None:
    collected(site, day(0))
    bad = waiting()[0]
    with pytest.raises(review.NotReleased, match="reason"):
        review.refuse([bad], ada, " ")
    review.refuse([bad], ada, "a price of another flat")
    review.release(waiting(), ada)
    site.answers["/home"] = html(page() + b"<p>again</p>")
    collected(site, day(1))

    assert amounts() == [4620, 5280]
    assert Review.objects.get(pk=bad).state == "refused"
    assert Decision.objects.get(release=False).reason == "a price of another flat"


def test_what_was_released_by_mistake_is_withdrawn_in_the_same_step(site: Site, ada: User) -> None:
    collected(site, day(0))
    rows = waiting()
    review.release(rows, ada)

    review.refuse(rows[:1], ada, "misread")
    assert amounts() == [4620, 5280]

    review.release(rows[:1], ada)
    assert amounts() == [4120, 4620, 5280]
    assert [said.release for said in Review.objects.get(pk=rows[0]).decisions.all()] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("asks", ["operator", "source"])
def test_where_two_are_asked_for_they_are_two_different_people(
    asks: str, site: Site, ada: User, bert: User, settings: Any, tmp_path: Path
) -> None:
    if asks == "operator":
        settings.REVIEWERS = 2
    else:
        shop.written(tmp_path / "sources", shop.MANIFEST + WAITS + "reviewers = 2\n")
    collected(site, day(0))
    rows = waiting()

    review.release(rows, ada)
    assert amounts() == []
    assert waiting() == rows
    with pytest.raises(review.NotReleased, match="somebody else"):
        review.release(rows, ada)

    review.release(rows, bert)
    assert amounts() == [4120, 4620, 5280]


def test_a_refusal_in_between_starts_the_counting_again(
    site: Site, ada: User, bert: User, settings: Any
) -> None:
    settings.REVIEWERS = 2
    collected(site, day(0))
    rows = waiting()
    review.release(rows, ada)
    review.refuse(rows, bert, "not this flat")
    review.release(rows, bert)
    assert amounts() == []
    review.release(rows, ada)
    assert amounts() == [4120, 4620, 5280]


def test_where_stored_pages_cannot_be_read_again_the_decision_is_not_kept(
    site: Site, ada: User, tmp_path: Path
) -> None:
    collected(site, day(0))
    broken = (shop.MANIFEST + WAITS).replace('table = "table"', 'table = "table.gone"')
    shop.written(tmp_path / "sources", broken)

    with pytest.raises(review.NotReleased, match="cannot be read again"):
        review.release(waiting(), ada)

    assert Decision.objects.count() == 0
    assert len(waiting()) == 3


def test_what_is_released_while_a_run_reads_is_visible_after_it(
    site: Site, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected(site, day(0))
    rows = waiting()
    site.answers["/home"] = html(page() + b"<p>again</p>")
    note, done = review_queue.note, []

    def late(*args: Any) -> bool:
        if not done:
            done.append(review.release(rows, ada))
        return note(*args)

    monkeypatch.setattr(review_queue, "note", late)
    collected(site, day(1))

    assert amounts() == [4120, 4620, 5280]
    assert all(capture.shown for capture in Capture.objects.all())


def test_a_new_word_waits_and_means_what_a_person_says(
    site: Site, ada: User, tmp_path: Path
) -> None:
    shop.written(tmp_path / "sources", shop.MANIFEST)
    collected(site, day(0))
    site.answers["/home"] = html(page().replace(b"Coast", b"Seaside"))
    assert collected(site, day(1)).held_back

    (row,) = Review.objects.all()
    assert (row.slot, row.literal, row.state) == ("factor:region", "Seaside", "waiting")
    with pytest.raises(review.NotReleased, match="expected one of"):
        review.release([row.pk], ada, means="Atlantis")
    reader = Run.objects.latest("pk").reader

    review.release([row.pk], ada, means=meaning())

    assert collected(site, day(2)).source_state == "ok"
    assert Run.objects.latest("pk").reader != reader, "a reader that learned a word is another"
    assert amounts() == [4120, 4620, 5280]


def meaning() -> str:
    """The market's code for the region that the page calls Coast."""
    return markets.load("xx-household").factor("region").printed["Coast"]


def test_a_word_that_the_page_drops_waits_no_longer(site: Site, tmp_path: Path) -> None:
    shop.written(tmp_path / "sources", shop.MANIFEST)
    collected(site, day(0))
    site.answers["/home"] = html(page().replace(b"Coast", b"Seaside"))
    collected(site, day(1))
    site.answers["/home"] = html(page(("41.30", "46.20", "52.80")))
    collected(site, day(2))

    assert Review.objects.get().state == "settled"
    site.answers["/home"] = html(page().replace(b"Coast", b"Seaside"))
    collected(site, day(3))
    assert Review.objects.get().state == "waiting"


def test_at_the_desk_a_person_compares_and_releases(site: Site, ada: User) -> None:
    collected(site, day(0))
    review.release(waiting(), ada)
    site.answers["/home"] = html(page(("42.00", "46.20", "52.80")))
    collected(site, day(1))
    (row,) = waiting()
    client = desk("ada")

    listed = client.get("/admin/store/review/?state__exact=waiting").content.decode()
    shown = client.get(f"/admin/store/review/{row}/change/").content.decode()
    assert "42.00" in listed
    for text in ("42.00 XTS month", "41.20 XTS month", "<mark>Flat | Coast | 42.00", "0 of 1"):
        assert text in shown
    captures = {each.sha256: each.pk for each in Capture.objects.all()}
    for sha256, number in captures.items():
        assert f"/evidence/{sha256}/?at=" in shown
        inert = client.get(f"/admin/store/review/capture/{number}/")
        assert inert.headers["X-Content-Type-Options"] == "nosniff"
        assert inert.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in inert.headers["Content-Security-Policy"]
        assert "no-store" in inert.headers["Cache-Control"]

    answer = decide(client, row, decision="release")
    assert answer.status_code == 302
    assert amounts() == [4200, 4620, 5280]
    again = decide(client, row, decision="release").content.decode()
    assert "released already" in again
    refused = decide(client, row, decision="refuse").content.decode()
    assert "expected a reason" in refused
    assert decide(client, row, decision="refuse", reason="an old page").status_code == 302
    assert amounts() == [4120, 4620, 5280]
    assert "an old page" in client.get(f"/admin/store/review/{row}/change/").content.decode()


def test_at_the_desk_several_are_released_at_once_and_the_next_one_follows(
    site: Site, ada: User
) -> None:
    collected(site, day(0))
    first, second, third = Review.objects.order_by("subject").values_list("pk", flat=True)
    client = desk("ada")
    assert (
        decide(client, first, decision="release")
        .headers["Location"]
        .endswith(f"/review/{second}/change/")
    )
    client.post("/admin/store/review/", {"action": "release", "_selected_action": [second, third]})
    assert amounts() == [4120, 4620, 5280]


def test_at_the_desk_a_new_word_is_given_its_meaning_from_a_list(
    site: Site, ada: User, tmp_path: Path
) -> None:
    shop.written(tmp_path / "sources", shop.MANIFEST)
    site.answers["/home"] = html(page().replace(b"Coast", b"Seaside"))
    collected(site, day(0))
    (row,) = waiting()
    client = desk("ada")
    assert (
        f'<option value="{meaning()}">'
        in client.get(f"/admin/store/review/{row}/change/").content.decode()
    )
    assert "expected one of" in decide(client, row, decision="release").content.decode()
    assert decide(client, row, decision="release", means=meaning()).status_code == 302
    assert Review.objects.get().means == meaning()


def test_nobody_else_decides(site: Site) -> None:
    collected(site, day(0))
    (row, *_) = waiting()
    capture = Capture.objects.get().pk
    stranger = Client(headers={"host": "localhost"})
    User.objects.create_user("carl", password="x", is_staff=True)
    for client, status in ((stranger, 302), (desk("carl"), 403)):
        for path in ("", f"{row}/change/", f"capture/{capture}/"):
            assert client.get(f"/admin/store/review/{path}").status_code == status, path
        assert decide(client, row, decision="release").status_code == status
    assert amounts() == []
