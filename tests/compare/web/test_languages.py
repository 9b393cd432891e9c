"""No page of the invented market keeps a sentence of English in another language."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Comment, Doctype
from django.test import Client

from tests.compare.web.html import parse
from tests.compare.web.test_answer import QUESTION

ASKED = urlencode(QUESTION)
HOME = "/m/xx-household/"
PAGES = (
    "/",
    "/about/",
    "/method/",
    "/method/measured/",
    "/changes/",
    "/corrections/",
    "/shrink/",
    "/sources/",
    "/check",
    "/check?market=xx-household",
    HOME,
    f"{HOME}ask",
    f"{HOME}answer?{ASKED}",
    f"{HOME}offers?{ASKED}",
    f"{HOME}letter?{ASKED}",
    f"{HOME}ask?nonsense=1",
    f"{HOME}answer?nonsense=1",
    "/changes/?log=quiet",
    "/method/",
    "/tickets/",
    "/stories/premium-against-cover?market=xx-household",
    "/providers/wm-104/",
    "/providers/wm-112/",
    "/nothing-of-the-kind/",
)
FOLLOWED = re.compile(r"/(?:evidence/[0-9a-f]{64}|tickets/[0-9]+)/$")
EACH = 3  # of these kinds of page
ENGLISH = re.compile(
    r"\b(?:the|an?|of|is|are|was|were|and|or|to|not|you|your|its?|for|with|from|by|that|this|what"
    r"|when|where|which|how|we|our|at|be|as|than|can|may|has|have|more|less|each|every)\b"
)
AS_WRITTEN = (  # texts of others, which are quoted as they stand
    "Insurance Contracts Act of Westmark",
    "sentence '",  # where in a stored page a price was read
)


def reads_as_english(text: str) -> bool:
    """Whether at least two of its words are those that hold an English sentence together."""
    return len(ENGLISH.findall(text)) >= 2


def sentences(page: BeautifulSoup) -> set[str]:
    """The sentences of a page that claim to be in its language."""
    for other in page.select("script, body [lang], .quote, .sheet"):
        other.extract()
    said = {
        " ".join(str(text).split())
        for text in page.find_all(string=True)
        if not isinstance(text, Comment | Doctype)
    }
    for tag in page.find_all(True):
        said |= {str(tag[name]) for name in ("aria-label", "title", "alt") if tag.get(name)}
    return {text for text in said if reads_as_english(text)}


def followed(client: Client) -> list[str]:
    """Some pages of each kind that only has an address once something was collected."""
    found: dict[str, list[str]] = {}
    for path in ("/tickets/", f"{HOME}answer?{ASKED}"):
        for link in parse(client.get(f"/en{path}")).select("main a[href]"):
            address = link["href"].partition("?")[0].removeprefix("/en")
            if FOLLOWED.fullmatch(address):
                found.setdefault(address.split("/")[1], []).append(address)
    assert found.keys() == {"evidence", "tickets"}
    return [each for kind in found.values() for each in list(dict.fromkeys(kind))[:EACH]]


@pytest.mark.slow
@pytest.mark.xdist_group("westmark pages")
def test_no_page_keeps_a_sentence_in_english(client: Client, westmark: None) -> None:
    kept: dict[str, set[str]] = {}
    for path in (*PAGES, *followed(client)):
        english = sentences(parse(client.get(f"/en{path}")))
        for language in ("de", "fr", "it"):
            response = client.get(f"/{language}{path}")
            page = parse(response)
            assert page.html["lang"] == language
            same = {text for text in sentences(page) & english if not text.startswith(AS_WRITTEN)}
            if same:
                kept[f"{language}{path}"] = same
    assert sorted((p[:20], t) for p, each in kept.items() for t in each) == []


def test_french_sets_a_narrow_space_before_the_semicolons_of_a_list(
    client: Client, westmark: None
) -> None:
    shown = parse(client.get(f"/fr{HOME}answer?{ASKED}")).select_one("main").get_text(" ")
    assert "payés en entier\u202f; en combien de temps" in shown
    assert "payés en entier; " not in shown


def test_each_page_names_its_other_languages_and_keeps_the_question(
    client: Client, db: None
) -> None:
    path = f"{HOME}ask?household.size=small"
    page = parse(client.get(f"/de{path}"))
    links = {link["hreflang"]: link["href"] for link in page.select('link[rel="alternate"]')}
    choices = {link["hreflang"]: link["href"] for link in page.select(".langs a")}
    assert links == choices == {code: f"/{code}{path}" for code in ("en", "de", "fr", "it")}
