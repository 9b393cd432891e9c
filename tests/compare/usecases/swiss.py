"""A small invented Switzerland: the real sources and parsers on files of a few rows."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compare.usecases.collecting.collect import collect
from scrapers import catalogue
from tests.compare.store.premiums import Premium, text

PREMIUMS, INSURERS, REGIONS = "ch_bag_premiums", "ch_bag_insurers", "ch_regions"
TODAY = date(2020, 11, 10)
LATER = date(2026, 11, 20)
CATCHMENT = (
    "Versicherer,Kanton,Hoheitsgebiet,Geschäftsjahr,Erhebungsjahr,Region,Tarif,Tariftyp,HMO-ID,"
    "Eingeschränkt,Gemeindecode,PLZ4,%_IN_GDE,KTKZ,GDENAMK,PlzGemeinde"
)
PLACES = (
    "npa,locality,canton,premium_region,bfs_number,commune,district,"
    "npa_spans_multiple_regions_flag,locality_spans_multiple_communes_flag"
)


def relaxed(target: Path) -> Path:
    """The real sources with their real parsers, but content with files of a few rows."""
    for key in (PREMIUMS, INSURERS, REGIONS):
        shutil.copytree(catalogue.HOME / key, target / key, ignore=shutil.ignore_patterns("pages"))
        manifest = target / key / "manifest.toml"
        said = manifest.read_text(encoding="utf-8")
        manifest.write_text(
            re.sub(r"at_least = [\d_]+\n", "at_least = 1\n", said), encoding="utf-8"
        )
    return target


class Country:
    """Collects small files through the real collect."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "data"
        self.folder.mkdir()
        monkeypatch.setenv("SOURCES_DIRS", str(relaxed(folder / "sources")))

    def premiums(self, rows: list[Premium], year: int = 2021, today: date = TODAY) -> None:
        """Collect a premium file of one year."""
        self._collect(PREMIUMS, f"praemien_{year}.csv", text(rows), today)

    def limits(self, rows: list[str], today: date = TODAY) -> None:
        """Collect a list of limited tariffs: insurer, canton, region, tariff, municipality, postcode."""
        lines = []
        for row in rows:
            insurer, canton, region, tariff, town, postcode = row.split()
            lines.append(
                f"{insurer},{canton},CH,2020,2019,PR-REG CH{region},{tariff},TAR-HMO,NA,Y,"
                f"{town},{postcode},100,{canton},Ort,{postcode} Ort"
            )
        self._collect(PREMIUMS, "catchment_2020.csv", "\n".join([CATCHMENT, *lines]) + "\n", today)

    def places(self, rows: list[str]) -> None:
        """Collect a directory of 2026: postcode, canton, region, municipality, name."""
        lines = []
        for row in rows:
            postcode, canton, region, town, name = row.split()
            lines.append(f"{postcode},{name},{canton},{region},{town},{name},Bezirk,0,0")
        self._collect(REGIONS, "npa_to_region_2026.csv", "\n".join([PLACES, *lines]) + "\n", LATER)

    def register(self, areas: dict[int, str], without: tuple[int, ...] = ()) -> None:
        """Collect a register of 2026: number and area of activity."""
        insurers = {
            str(number): {
                "name": f"Kasse {number}",
                "ide": f"CHE-{number}",
                "legal_form": "SA",
                "group": "---",
                "activity_area": area,
                "daily_allowance_only": number in without,
            }
            for number, area in areas.items()
        }
        document = {"source_file": "x", "note": "invented", "insurers": insurers}
        self._collect(INSURERS, "insurers_2026.json", json.dumps(document), date(2026, 1, 5))

    def _collect(self, source: str, name: str, content: str, today: date) -> None:
        (self.folder / name).write_text(content, encoding="utf-8")
        report = collect(source, folder=self.folder, today=today)
        assert report.state == "stored", report
        (self.folder / name).unlink()


def adult(**more: Any) -> dict[str, Any]:
    """A question of one adult in region 1 of Bern for 2021, insured with 9001."""
    question: dict[str, Any] = {
        "market": "ch-health",
        "today": "2020-11-10",
        "start": "2021-01-01",
        "household": {"canton": "BE", "region": 1},
        "persons": [{"age_class": "adult", "accident": True}],
        "wanted": {"deductible": [300]},
        "present": {"provider": "bag-9001", "plan": "BASE", "factors": {"deductible": 300}},
    }
    return {**question, **more}
