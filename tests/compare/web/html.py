"""Reads a page as a tree."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.http import HttpResponse


def parse(response: HttpResponse) -> BeautifulSoup:
    """The page of a response."""
    return BeautifulSoup(response.content, "lxml")
