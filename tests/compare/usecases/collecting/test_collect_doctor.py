"""The doctor says what is wrong, what to do, and ends with 1."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from compare.store.models import Body, Source
from compare.usecases.collecting.collect import collect
from compare.usecases.doctor import examine
from tests.compare.store import premiums

pytestmark = pytest.mark.django_db(transaction=True)


def wrong() -> dict[str, str]:
    return {finding.what: finding.found for finding in examine() if not finding.well}


def test_a_fresh_store_is_well() -> None:
    assert wrong() == {}
    call_command("doctor")


def test_lost_evidence_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(premiums.small_source(tmp_path / "sources")))
    folder = premiums.write(tmp_path / "data", premiums.usual())
    collect(premiums.SOURCE, folder=folder, today=date(2020, 10, 1))
    default_storage.delete(Body.objects.get().name)

    assert list(wrong()) == ["evidence"]
    with pytest.raises(SystemExit, match="1"):
        call_command("doctor")


def test_a_source_that_is_held_back_is_named_with_its_message() -> None:
    Source.objects.create(
        key="zz", market="ch-health", rank=1, cadence="1 weeks", state="held_back", message="why"
    )

    assert wrong() == {"source zz": "held_back"}


def test_a_broken_manifest_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zz").mkdir()
    (tmp_path / "zz" / "manifest.toml").write_text("name = 1", encoding="utf-8")
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path))

    assert list(wrong()) == ["source zz"]


def test_a_broker_that_does_not_answer_is_said(settings: object) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = False  # type: ignore[attr-defined]
    settings.REDIS_URL = "unix:///nowhere/at/all"  # type: ignore[attr-defined]

    assert "ConnectionError" in wrong()["broker"]
