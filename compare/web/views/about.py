"""Who makes this, who pays, what is kept, and how a mistake is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from compare.web import twins
from compare.web.templatetags.worth import language
from compare.web.views.errors import explained


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is said, with where to go from there."""

    key: str
    heading: str
    sentences: tuple[str, ...]
    address: str = ""
    link: str = ""


@require_safe
@explained
def about(request: HttpRequest) -> HttpResponse:
    """`/about/`."""
    parts = tuple(_parts())
    return twins.given(
        request,
        page=lambda: render(request, "pages/about.html", {"parts": parts}),
        document=lambda: {"language": language(), "parts": [asdict(part) for part in parts]},
        rows=lambda: [
            {"part": part.key, "heading": part.heading, "text": sentence}
            for part in parts
            for sentence in part.sentences
        ],
    )


def _parts() -> Iterator[Part]:
    yield Part(
        "money",
        _("Who pays for it"),
        (
            _(
                "Nobody who is compared here, in money or in kind. There are no partner links, no leads, "
                "no advertisements and no list to buy a place on. We link to no quote form."
            ),
            _(
                "The same question gives the same answer to everybody, on any device and in any "
                "language, and can be worked out again a year later from public data."
            ),
        ),
    )
    yield Part(
        "privacy",
        _("What is kept about you"),
        (
            _(
                "Nothing. There is no account, no cookie, no script from elsewhere and no count of "
                "visitors. What you type is used to make one answer and is then forgotten; no log "
                "holds your address or your question."
            ),
            _(
                "An answer's address holds the codes that a price depends on, such as a region and an "
                "age class, and amounts that you typed. It never holds a postcode or a year of birth."
            ),
        ),
    )
    yield Part(
        "corrections",
        _("If something is wrong"),
        (
            _(
                "Anybody may say so, the provider above all: name the address of the page and what it "
                "should say, with a document that shows it. Each change has a page of its own that "
                "says how."
            ),
            _(
                "A mistake of ours is withdrawn from every page, list and feed at once, and stays in "
                "the log of corrections: what was wrong, when it was reported and when it was mended."
            ),
        ),
        reverse("web:corrections"),
        _("What was corrected, and when"),
    )
    yield Part(
        "reply",
        _("The right of reply"),
        (
            _(
                "A provider of whom we say that something got worse may reply. The reply stands beside "
                "the change, unshortened, wherever the change is shown; it changes no figure."
            ),
        ),
    )
    yield Part(
        "robot",
        _("How we read other people's sites"),
        (
            _(
                "Under our own name, at a slow pace, and only where robots.txt allows it. A refusal is "
                "respected and published as a refusal. Official files are used before any page is read."
            ),
        ),
        reverse("web:sources"),
        _("Every source, and how it is doing"),
    )
    yield Part(
        "limits",
        _("What this is not"),
        (
            _(
                "It is not advice, and it does not know your health, your home or your plans. What binds "
                "is the provider's own letter. Where we do not know something, we say so beside the "
                "answer."
            ),
        ),
    )
    yield Part(
        "reuse",
        _("Use it yourself"),
        (
            _(
                "Every page has twins for programs: add ?format=json or ?format=csv to its address. "
                "Facts are free to use (CC0); please name the publisher that each page names."
            ),
        ),
        reverse("api:schema"),
        _("The interface, as OpenAPI"),
    )
