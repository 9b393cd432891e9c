"""What is not known of the reader's own contract is asked of the reader, not of the candidate."""

from __future__ import annotations

import pytest

from compare.decide.answer import answer
from compare.decide.document import document
from compare.decide.verdict import Reason
from tests.compare.decide import build

SAID = {
    "en": (
        "We do not know of your own contract: limit. Tell us, and the answer takes a second.",
        "Not known of your own contract: limit.",
        "Tell us of your own contract: limit.",
    ),
    "de": (
        "Von Ihrem eigenen Vertrag wissen wir nicht: limit. Sagen Sie es uns, und die Antwort ist "
        "sofort da.",
        "Von Ihrem eigenen Vertrag nicht bekannt: limit.",
        "Sagen Sie uns von Ihrem eigenen Vertrag: limit.",
    ),
    "fr": (
        "Nous ignorons de votre propre contrat\u202f: limit. Dites-le-nous, et la réponse vient "
        "aussitôt.",
        "On ignore de votre propre contrat\u202f: limit.",
        "Dites-nous de votre propre contrat\u202f: limit.",
    ),
    "it": (
        "Del suo contratto non sappiamo: limit. Ce lo dica, e la risposta arriva subito.",
        "Del suo contratto non si sa: limit.",
        "Ci dica del suo contratto: limit.",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_the_readers_own_contract_is_named_in_verdict_fact_and_request(language: str) -> None:
    mine = build.offer("mine", "600", terms={"limit": "unknown"})
    one = build.situation(build.person(mine, [build.offer("b", "400"), build.offer("c", "410")]))
    found = answer(one)
    assert found.reason is Reason.UNKNOWN_COVER
    person = document(found, language)["persons"][0]
    texts = [each["text"] for each in person["because"]]
    asked = [each["text"] for each in person["find_out"]]
    verdict, fact, request = SAID[language]
    assert person["sentence"]["text"] == verdict
    assert fact in texts
    assert asked == [request]


def test_a_candidates_silence_stays_the_candidates() -> None:
    silent = build.offer("b", "400", terms={"limit": "unknown"})
    found = answer(build.situation(build.person(build.offer("mine", "600"), [silent])))
    person = document(found, "en")["persons"][0]
    assert "Not known of B: limit." in [each["text"] for each in person["because"]]
    assert [each["text"] for each in person["find_out"]] == ["Ask B: limit."]


def test_where_both_are_silent_both_are_asked() -> None:
    offers = [build.offer(name, "500", terms={"limit": "unknown"}) for name in ("mine", "b")]
    person = document(answer(build.situation(build.person(*offers[:1], offers[1:]))), "en")
    asked = [each["text"] for each in person["persons"][0]["find_out"]]
    assert asked == ["Tell us of your own contract: limit.", "Ask B: limit."]
