"""An answer as plain words: the sentences of the document, in the order in which one would say them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Sentence = dict[str, Any] | None

AS_OF = ("also.oldest_fact", "also.archive")  # of a market kept as history: said before all else


def in_words(document: dict[str, Any]) -> str:
    """The answer as text: the verdict, what decided it, what would flip it, what to do by when."""
    return "\n".join(_lines(document))


def _lines(document: dict[str, Any]) -> Iterator[str]:
    people = document["persons"]
    as_of = [each for each in document["limits"] if each["key"] in AS_OF]
    first = as_of if any(each["key"] == "also.archive" for each in as_of) else []
    if first:
        yield " ".join(each["text"] for each in first)
    yield from _said(document["sentence"], document["household"])
    for person in people:
        if len(people) > 1:
            yield ""
            yield from _listed([person["sentence"]], mark=f"{person['person'] + 1}. ")
        yield from _person(person, document["guards"])
    yield ""
    yield from _listed([each for each in document["limits"] if each not in first], mark="")
    yield from filter(None, [document["legal_note"]])


def _person(person: dict[str, Any], guards: list[dict[str, Any]]) -> Iterator[str]:
    yield from _listed(person["because"])
    yield from _listed(person["flips"])
    yield from _said(person["forgone"])
    if person["chosen"]:
        yield from (
            f"? {guard['text']} {guard['todo']}" for guard in guards if guard["answer"] is None
        )
    for action in person["actions"]:
        yield from _said(action["sentence"])
        yield from _listed(action["warnings"])
    yield from _listed(person["also"])
    yield from _listed(person["find_out"])
    for offer in person["offers"]:
        price = offer["price"]
        yield (
            f"  {price['amount']} {price['currency']}/{price['per']}  "
            f"{offer['provider_name']}, {offer['plan_name']}  [{offer['evidence'] or 'typed'}]"
        )


def _listed(sentences: list[Sentence], mark: str = "- ") -> Iterator[str]:
    for text in _said(*sentences):
        yield f"{mark}{text}"


def _said(*sentences: Sentence) -> Iterator[str]:
    for sentence in sentences:
        if sentence:
            yield sentence["text"]
