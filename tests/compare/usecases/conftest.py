"""An invented Switzerland for tests of questions, offers and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compare.usecases.swiss import Country


@pytest.fixture
def country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Country:
    """An empty store, and a way to collect small files into it."""
    return Country(tmp_path, monkeypatch)
