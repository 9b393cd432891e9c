"""Definition lists: labels (dt) with what they say (dd)."""

from __future__ import annotations

from collections.abc import Collection

from bs4 import Tag

from scrapers.errors import PageChanged
from scrapers.kit.csv_table import check_headings
from scrapers.kit.text import clean


def definitions(part: Tag) -> dict[str, str]:
    """What each label of a list says, in order; several dd of a label are joined by a line break.

    Labels with nothing between them share what follows. A colon at a label's end is dropped.

    Raises:
        PageChanged: a label stands twice, or there is none.
    """
    said: dict[str, list[str]] = {}
    labels: list[str] = []
    fresh = False
    for item in part.find_all(["dt", "dd"]):
        text = _own_words(item)
        if item.name == "dt":
            label = text.rstrip(": ")
            labels = [*labels, label] if fresh else [label]
            fresh = True
            if labels[-1] in said:
                raise PageChanged(
                    expected="each label once", found=repr(labels[-1]), todo="name the list exactly"
                )
            said[labels[-1]] = []
        else:
            fresh = False
            for label in labels:
                said[label].append(text)
    if not said:
        raise PageChanged(expected="a list of definitions", found="no dt", todo="look at the page")
    return {label: "\n".join(values) for label, values in said.items()}


def _own_words(item: Tag) -> str:
    """The item's text without that of items inside it: lxml leaves an unclosed dt or dd open."""
    own = (text for text in item.find_all(string=True) if text.find_parent(["dt", "dd"]) is item)
    return clean(" ".join(own))


def wanted(part: Tag, labels: Collection[str], ignored: Collection[str] = ()) -> tuple[str, ...]:
    """What the wanted labels say, in their order.

    Raises:
        PageChanged: a label is missing, or neither wanted nor ignored.
    """
    said = definitions(part)
    check_headings(list(said), labels, ignored)
    return tuple(said[label] for label in labels)
