"""Small premium files in the publisher's format, with invented insurers, and a source that reads them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from scrapers import catalogue

SOURCE = "ch_bag_premiums"
HEADING = (
    "Versicherer,Versicherung,Kanton,Hoheitsgebiet,Geschäftsjahr,Erhebungsjahr,Region,"
    "Altersklasse,Unfalleinschluss,Tarif,Tariftyp,Altersuntergruppe,Franchisestufe,Franchise,"
    "Prämie,isBaseP,isBaseF,Tarifbezeichnung"
)


@dataclass(frozen=True)
class Premium:
    """One row of a file."""

    insurer: int = 9001
    canton: str = "BE"
    region: str = "PR-REG CH1"
    age: str = "AKL-ERW"
    accident: str = "MIT-UNF"
    tariff: str = "BASE"
    model: str = "TAR-BASE"
    deductible: str = "FRA-300"
    amount: str = "400"
    year: int = 2021

    def line(self) -> str:
        group = "" if self.age != "AKL-KIN" else "K1"
        return ",".join(
            (
                *(str(self.insurer), f"Kasse {self.insurer}", self.canton, "CH"),
                *(str(self.year), str(self.year - 1), self.region, self.age, self.accident),
                *(self.tariff, self.model, group, "FRAST1", self.deductible, self.amount),
                *("1", "1", f"Tarif {self.tariff}"),
            )
        )


def usual(insurers: int = 5, year: int = 2021) -> list[Premium]:
    """Twelve rows per insurer: canton, accident, deductible; no two amounts alike."""
    return [
        Premium(
            insurer=9001 + number,
            canton=canton,
            accident=accident,
            deductible=f"FRA-{deductible}",
            amount=f"{300 + 10 * number + place}.{5 * (place % 20):02d}",
            year=year,
        )
        for number in range(insurers)
        for place, (canton, accident, deductible) in enumerate(
            product(("BE", "LU"), ("MIT-UNF", "OHN-UNF"), (300, 500, 2500))
        )
    ]


def many(rows: int, year: int = 2021) -> Iterator[Premium]:
    """As many rows as wanted, for insurers that the format has room for."""
    places = [(c, f"PR-REG CH{r}") for c in ("BE", "LU") for r in (1, 2, 3)]
    places += [("AG", "PR-REG CH0"), ("GE", "PR-REG CH0")]
    ages, accident = ("AKL-ERW", "AKL-JUG"), ("MIT-UNF", "OHN-UNF")
    deductibles = (300, 500, 1000, 1500, 2000, 2500)
    cells = list(product(places, ages, accident, deductibles))
    for number in range(rows):
        (canton, region), age, covered, deductible = cells[number % len(cells)]
        plan = number // len(cells)
        yield Premium(
            insurer=9000 + plan % 50,
            tariff=f"T{plan}",
            canton=canton,
            region=region,
            age=age,
            accident=covered,
            deductible=f"FRA-{deductible}",
            amount=f"{200 + number % 300}.{number % 20 * 5:02d}",
            year=year,
        )


def text(premiums: list[Premium] | Iterator[Premium]) -> str:
    return "\n".join([HEADING, *(premium.line() for premium in premiums)]) + "\n"


def write(folder: Path, premiums: list[Premium] | Iterator[Premium], year: int = 2021) -> Path:
    """A file of a year in a folder of its own, as `--from` wants it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"praemien_{year}.csv").write_text(text(premiums), encoding="utf-8")
    return folder


def dearer(premiums: list[Premium], by: str = "10") -> list[Premium]:
    """The same rows, the first one at another amount."""
    first, *others = premiums
    return [replace(first, amount=str(float(first.amount) + float(by))), *others]


def small_source(target: Path) -> Path:
    """The real source with its real parser, but content with files of a few rows."""
    shutil.copytree(
        catalogue.HOME / SOURCE, target / SOURCE, ignore=shutil.ignore_patterns("pages")
    )
    manifest = target / SOURCE / "manifest.toml"
    said = manifest.read_text(encoding="utf-8")
    manifest.write_text(re.sub(r"at_least = [\d_]+\n", "at_least = 1\n", said), encoding="utf-8")
    return target
