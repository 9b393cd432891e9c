"""A broken page, its ticket, and the volunteer's commands as the ticket gives them, until it is closed."""

from __future__ import annotations

import json
import shutil
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from compare.store.models import Source, Ticket
from compare.usecases.collecting.collect import collect
from scrapers.__main__ import main
from scrapers.catalogue import HOME
from tests.scrapers.test_breakages import BREAKAGES, CODINGS, EDIT, Breakage, typed

pytestmark = pytest.mark.django_db(transaction=True)
GOOD, BAD, LATER = date(2026, 7, 10), date(2026, 7, 11), date(2026, 7, 12)
MENDED = [each for each in BREAKAGES if each.helps == EDIT]


def asked(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.loads(answer.read())


@pytest.mark.parametrize("breakage", MENDED, ids=lambda breakage: breakage.name)
def test_the_commands_of_a_ticket_mend_its_source(
    breakage: Breakage,
    tmp_path: Path,
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    key, files, sources = breakage.source, tmp_path / "files", tmp_path / "sources"
    monkeypatch.setenv("SOURCES_DIRS", str(sources))
    shutil.copytree(HOME / key, sources / key)
    shutil.copytree(HOME / key / "pages", files)
    page = files / breakage.page
    for old in files.iterdir():
        if not old.match("*.2026-07.*"):
            old.unlink()
    assert collect(key, folder=files, today=GOOD).source_state == "ok"
    text = page.read_bytes().decode(CODINGS.get(key, "utf-8"))
    page.write_bytes(breakage.change(text).encode(breakage.encoding))
    assert collect(key, folder=files, today=BAD).source_state != "ok"

    (number,) = Source.objects.get().tickets.values_list("id", flat=True)
    ticket = asked(f"{live_server.url}/api/v1/tickets/{number}")
    pull, check, suggest, accept = (
        command.removeprefix("python -m scrapers ").split() for command in ticket["commands"]
    )
    assert main(pull) == 0
    assert main(check) == 1
    capsys.readouterr()
    assert main([*suggest, "--json"]) == 0
    typed(json.loads(capsys.readouterr().out)["edit"]["lines"], sources / key)
    assert main(accept) == 0
    assert main(check) == 0

    assert collect(key, folder=files, today=LATER).source_state == "ok"
    assert asked(f"{live_server.url}/api/v1/tickets/{number}")["closed_at"]
    assert not Ticket.objects.filter(closed_at=None).exists()
