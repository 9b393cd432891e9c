"""A form as programs read it: what is asked, why, and the codes that may be answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compare.web.asking.fields import Field, Form

Json = dict[str, Any]


def questions(form: Form) -> Iterator[Json]:
    """Each question with why it is asked, and its fields."""
    for asked in form.questions:
        yield {
            "question": asked.text,
            "why": asked.reason,
            "without": asked.without,
            "fields": [_field(each) for each in asked.every],
        }


def rows(form: Form) -> Iterator[Json]:
    """A row of the sheet for each field."""
    for asked in form.questions:
        for each in asked.every:
            found = _field(each)
            yield {
                "question": asked.text,
                **found,
                "choices": " ".join(choice["code"] for choice in found["choices"]),
            }


def _field(found: Field) -> Json:
    return {
        "path": found.name,
        "label": found.label,
        "kind": found.kind,
        "unit": found.unit,
        "hint": found.hint,
        "choices": [
            {"code": choice.value, "label": choice.label}
            for choice in found.choices
            if choice.value
        ],
    }
