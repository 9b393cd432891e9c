"""Addresses that the API does not have: an answer as data, as everywhere else in it."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from compare.api.face import Resource


class Nothing(Resource):
    """404 for whatever the list of addresses does not know."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say where the addresses are listed, whatever the method."""
        super().initial(request, *args, **kwargs)
        raise NotFound("There is no such address; /api/v1/schema lists all.")
