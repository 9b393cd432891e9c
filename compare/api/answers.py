"""POST answers and checks: public, and nothing of what is posted is stored or logged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compare.api.asked import Wrong, language
from compare.api.face import Resource
from compare.api.schema import ANSWER, LANGUAGE_PARAMETER, PAPERS, QUESTION, RENEWAL
from compare.markets.loader import keys, load
from compare.usecases.answering import renewal
from compare.usecases.answering.answer import answer
from compare.usecases.asking.fields import QuestionError
from compare.usecases.asking.question import read

PRIVATE = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}


class Answers(Resource):
    """Questions in, answers out."""

    @extend_schema(
        operation_id="answer",
        parameters=[LANGUAGE_PARAMETER],
        request={"application/json": QUESTION},
        responses={200: ANSWER},
    )
    def post(self, request: Request) -> Response:
        """Would switching provider improve anything, for this household?"""
        worded = language(request)
        asked = request.data
        return _given(lambda: answer(read(asked, _today(asked)), worded))


class Checks(Resource):
    """Two letters in, what changed out."""

    @extend_schema(
        operation_id="check",
        parameters=[LANGUAGE_PARAMETER],
        request={"application/json": PAPERS},
        responses={200: RENEWAL},
    )
    def post(self, request: Request) -> Response:
        """What does the renewal change, and how do quotes in hand compare?"""
        worded = language(request)
        papers = request.data
        return _given(lambda: renewal.check(papers, _today(papers), worded))


def _given(work: Callable[[], dict[str, Any]]) -> Response:
    try:
        return Response(work(), headers=PRIVATE)
    except QuestionError as error:
        raise Wrong(error.field or "question", error.expected, error.allowed) from error


def _today(data: object) -> date:
    """The calendar day in the market that is asked about; in UTC where that is not yet known."""
    key = data.get("market") if isinstance(data, dict) else None
    now = timezone.now()
    return now.astimezone(load(key).zone).date() if key in keys() else now.date()
