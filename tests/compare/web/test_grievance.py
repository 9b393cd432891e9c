"""A refused claim in New York: whom the regulator sided against, and whom the reader meant.

Companies and counts are invented; the source that reads them is the real one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from compare.usecases.collecting.collect import collect
from tests.compare.web.html import parse

pytestmark = pytest.mark.django_db
ASK = "/en/m/us-ny-auto/ask"
HEADINGS = (
    "NAIC,Company Name,Ratio,Upheld Complaints,Question of Fact Complaints,Not Upheld Complaints,"
    "Total Complaints,Premiums Written (in Millions),Rank,Filing Year"
)
ROWS = (
    *(f"9{n:03},Small {n},0.1,1,0,0,1,10,3,2017" for n in range(100)),
    "100,Alder General Company,0.1,100,0,0,100,1000,4,2017",
    "200,Alder Indemnity Company,0.1,98,0,0,98,1000,4,2017",
    "300,Birch Mutual,0.1,102,0,0,102,1000,4,2017",
)
TYPED = {
    "today": "2018-11-20",
    "preferences.focus": "claims",
    "present.price": "1500",
    "quotes.0.price": "1400",
    "present.contract.start": "2018-02-01",
    "present.contract.end": "2019-02-01",
}


@pytest.fixture(autouse=True)
def _rankings(tmp_path: Path) -> None:
    (tmp_path / "rankings_2017.csv").write_text("\n".join([HEADINGS, *ROWS, ""]))
    collect("us_ny_auto_complaints", folder=tmp_path, today=date(2018, 11, 1))


def test_a_name_that_several_insurers_bear_is_asked_again_with_their_names(client: Client) -> None:
    response = client.post(ASK, {**TYPED, "present.provider": "alder"})
    assert response.status_code == 422
    said = parse(response).select_one('.problems a[href="#q-present-provider"]').get_text()
    assert "Alder General Company; Alder Indemnity Company" in said


def test_part_of_a_name_that_leaves_no_doubt_is_understood(client: Client) -> None:
    typed = {**TYPED, "present.provider": "alder general", "quotes.0.name": "Birch"}
    found = client.post(ASK, typed)
    assert found.status_code == 303
    assert "present.provider=naic-100" in found["Location"]
    page = parse(client.get(found["Location"]))
    section = page.select_one("#focus").parent
    said = section.get_text(" ", strip=True)
    assert "Alder General Company: no clear difference from the others (100 cases)." in said
    assert "nobody is clearly better than usual at that." in said
    assert section.select_one('a[href="/en/m/us-ny-auto/"]')
    again = parse(client.get(found["Location"].replace("answer?", "ask?")))
    assert again.select_one('[name="quotes.0.name"]')["value"] == "Birch Mutual"


def test_who_names_no_insurer_is_not_told_that_nothing_is_published_on_it(client: Client) -> None:
    found = client.post(ASK, TYPED)
    said = parse(client.get(found["Location"])).select_one("#focus").parent.get_text(" ")
    assert "You did not say who your provider is" in said
    assert "Of your own provider nothing is published" not in said
