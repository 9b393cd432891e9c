"""What a reader of a newly started site sees where something fails: a page of ours, and no code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[3]
READS = """
import json
import django
django.setup()
from django.core.management import call_command
from django.test import Client
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
found = {}
for path in ("/de/nothing-here", "/nothing", "/fr/", "/static/web/site.css"):
    response = client.get(path)
    body = b"".join(response) if response.streaming else response.content
    found[path] = [response.status_code, body.decode()]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Four addresses of a site with the default settings whose database has no tables."""
    var = tmp_path_factory.mktemp("var")
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    ours = {"DJANGO_SETTINGS_MODULE": "compare.config.settings", "WORTH_VAR": str(var)}
    return subprocess.run(
        [sys.executable, "-c", READS],
        cwd=HERE,
        env={**inherited, **ours},
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.fixture
def pages(read: subprocess.CompletedProcess[str]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = json.loads(read.stdout.splitlines()[-1])
    return found


def test_an_address_that_leads_nowhere_is_answered_in_its_language_with_a_way_on(
    pages: dict[str, tuple[int, str]],
) -> None:
    status, page = pages["/de/nothing-here"]
    assert status == 404
    assert 'lang="de"' in page
    assert "Diese Seite gibt es nicht" in page
    assert 'href="/de/"' in page
    assert pages["/nothing"][0] == 404
    for _status, text in pages.values():
        assert "urlpatterns" not in text
        assert "Traceback" not in text


def test_a_page_that_fails_says_so_to_the_reader_and_why_to_the_console(
    pages: dict[str, tuple[int, str]], read: subprocess.CompletedProcess[str]
) -> None:
    status, page = pages["/fr/"]
    assert status == 500
    assert 'lang="fr"' in page
    assert "no such table" not in page
    assert "no such table" in read.stderr


def test_styles_are_served_without_being_collected_first(
    pages: dict[str, tuple[int, str]],
) -> None:
    status, styles = pages["/static/web/site.css"]
    assert status == 200
    assert "--accent" in styles
