"""Answers and checks: public, nothing stored, and every mistake named by its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

QUESTION = {
    "market": "ch-health",
    "today": "2025-11-10",
    "household": {"canton": "BE", "region": 1},
    "persons": [{"age_class": "adult", "accident": True}],
    "wanted": {"deductible": [300]},
    "present": {"provider": "bag-8", "plan": "BASE", "factors": {"deductible": 300}},
}


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


def test_an_answer_carries_its_verdict_and_is_kept_by_nobody(
    client: Client, facts: list[int]
) -> None:
    response = post(client, "answers?language=en", QUESTION)
    answer = response.json()
    assert response.status_code == 200, answer
    assert answer["verdict"]
    assert answer["sentence"]["text"]
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_the_same_question_gives_the_same_bytes_whatever_the_headers(
    client: Client, facts: list[int]
) -> None:
    first = post(client, "answers", QUESTION).content
    again = client.post(
        "/api/v1/answers",
        QUESTION,
        content_type="application/json",
        headers={"accept-language": "it", "user-agent": "y", "cookie": "csrftoken=z"},
    )
    assert again.content == first


@pytest.mark.parametrize(
    ("change", "field", "allowed"),
    [
        ({"market": "nowhere"}, "market", True),
        ({"household": {"canton": "XX", "region": 1}}, "household.canton", True),
        ({"household": {"canton": "BE", "region": "\x00"}}, "household.region", True),
        ({"persons": []}, "persons", False),
        ({"persons": [{"age_class": "adult", "shoe": 42}]}, "persons.0.shoe", True),
        ({"today": "2025-02-30"}, "today", False),
        ({"present": {"provider": "bag-8", "price": -1}}, "present.price", False),
        ({"wanted": {"deductible": [301]}}, "wanted.deductible.0", True),
        ({"surplus": 1}, "surplus", True),
    ],
)
def test_a_bad_question_is_a_400_that_names_its_field(
    client: Client, facts: list[int], change: dict[str, Any], field: str, allowed: bool
) -> None:
    response = post(client, "answers", {**QUESTION, **change})
    problem = response.json()
    assert (response.status_code, problem["field"]) == (400, field)
    assert problem["expected"]
    assert bool(problem.get("allowed")) == allowed


@pytest.mark.parametrize(
    "body", [b"", b"[", b"[]", b"null", b"1", b'"x"', b"{\xff}", b"[" * 60_000, b'{"a":NaN}']
)
def test_what_is_no_question_is_a_400(client: Client, db: None, body: bytes) -> None:
    assert post(client, "answers", body).status_code == 400
    assert post(client, "checks", body).status_code == 400


def test_an_endless_question_is_refused_before_it_is_read(client: Client, db: None) -> None:
    assert post(client, "answers", b" " * 64_001).status_code == 413


def test_a_renewal_says_what_changed(client: Client, db: None) -> None:
    papers = {
        "market": "xx-household",
        "before": {"price": "30.00", "terms": {"flood": "covered"}},
        "after": {"price": "31.20", "terms": {"flood": "excluded"}},
    }
    response = post(client, "checks?language=en", papers)
    assert response.status_code == 200, response.json()
    said = " ".join(sentence["text"] for sentence in response.json()["sentences"])
    assert "+4.0" in said
