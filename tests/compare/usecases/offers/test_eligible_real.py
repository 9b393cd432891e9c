"""The lists of offers on the three real premium files, against an independent reading of the files."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from compare.usecases.asking.question import read
from compare.usecases.collecting.collect import collect
from compare.usecases.market.statement import statement
from compare.usecases.offers.eligible import offers

duckdb = pytest.importorskip("duckdb", reason="the independent reading needs duckdb")
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("swiss offers")]

LOADED = date(2026, 11, 20)
FILES = {2020: "praemien_2020", 2021: "praemien_2021", 2026: "premiums_2026"}
PREMIUMS = """
    select Versicherer insurer, Tarif tariff, Tariftyp model, Kanton canton,
           right(Region, 1) as region, Altersklasse age, Unfalleinschluss accident,
           coalesce(Altersuntergruppe, '') child, replace(Franchise, 'FRA-', '') deductible,
           "Prämie" premium, {year} as "year"
    from read_csv('{path}', all_varchar=true)
"""
PREMIUMS_2026 = """
    select insurer_code, tariff_code, tariff_type_code, canton_code,
           right(premium_region_code, 1), age_class_code, accident_inclusion_code,
           coalesce(age_subgroup_raw, ''), deductible_chf, monthly_premium_chf, 2026
    from read_csv('{path}', all_varchar=true)
"""
LIMITS = """
    create table limited as
    select Versicherer insurer, Tarif tariff, Kanton canton, right(Region, 1) as region,
           Gemeindecode town
    from read_csv('{path}', all_varchar=true)
    where "Eingeschränkt" = 'Y' and Gemeindecode <> 'NA'
"""
AGES = {"child": "AKL-KIN", "young_adult": "AKL-JUG", "adult": "AKL-ERW"}
MODELS = {
    "standard": "TAR-BASE",
    "family_doctor": "TAR-HAM",
    "hmo": "TAR-HMO",
    "other": "TAR-DIV",
}
WANTED = ((), ("standard",), ("family_doctor",), ("hmo", "other"), ("standard", "hmo"))


@dataclass(frozen=True)
class Profile:
    """One person somewhere in one year."""

    year: int
    canton: str
    region: str
    age: str
    child: str
    accident: bool
    deductible: int
    models: tuple[str, ...]
    town: str | None

    @property
    def question(self) -> dict[str, Any]:
        home = {"canton": self.canton, "region": int(self.region)}
        person: dict[str, Any] = {"age_class": self.age, "accident": self.accident}
        wanted: dict[str, Any] = {"deductible": [self.deductible]}
        return {
            "market": "ch-health",
            "today": f"{self.year - 1}-11-10",
            "start": f"{self.year}-01-01",
            "household": home | ({"municipality": self.town} if self.town else {}),
            "persons": [person | ({"sibling_group": self.child} if self.child else {})],
            "wanted": wanted | ({"models": list(self.models)} if self.models else {}),
        }


@pytest.fixture(scope="module")
def files(shared_data: Path) -> Any:
    """The publisher's files in DuckDB: nothing of this project reads them there."""
    folder = shared_data / "swiss-health-premiums"
    database = duckdb.connect()
    parts = [
        (PREMIUMS_2026 if year == 2026 else PREMIUMS).format(
            path=folder / f"{name}.csv.gz", year=year
        )
        for year, name in FILES.items()
    ]
    database.execute("create table premiums as " + " union all ".join(parts))
    database.execute(LIMITS.format(path=folder / "catchment_2020.csv.gz"))
    return database


@pytest.fixture(scope="module")
def collected(shared_data: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The same files through the real collect, once for this module."""
    with django_db_blocker.unblock():
        for source in ("ch_bag_premiums", "ch_bag_insurers", "ch_regions"):
            report = collect(source, folder=shared_data / "swiss-health-premiums", today=LOADED)
            assert report.state == "stored", report
        yield
        call_command("flush", interactive=False, verbosity=0)


def profiles(files: Any, count: int = 60) -> list[Profile]:
    """Drawn by seed, stratified by year, region, age, sibling group and wanted models."""
    chance = random.Random(1996)
    strata = files.execute(
        "select year, region, age, child, list(distinct canton order by canton) from premiums "
        "where canton not in ('ZE', 'ZR') group by all order by all"
    ).fetchall()
    drawn = []
    for number in range(count):
        year, region, age, child, cantons = strata[number * 7 % len(strata)]
        canton = chance.choice(cantons)
        deductibles = files.execute(
            "select distinct deductible::int from premiums where year = ? and age = ? order by 1",
            [year, age],
        ).fetchall()
        towns = files.execute(
            "select distinct town from limited where canton = ? and region = ? order by 1",
            [canton, region],
        ).fetchall()
        inside = [town for (town,) in towns]
        drawn.append(
            Profile(
                year=year,
                canton=canton,
                region=region,
                age=next(key for key, code in AGES.items() if code == age),
                child=child,
                accident=chance.random() < 0.5,
                deductible=chance.choice(deductibles)[0],
                models=WANTED[number % len(WANTED)],
                town=chance.choice([*inside[:3], "9999"]) if year == 2020 else None,
            )
        )
    return drawn


def expected(files: Any, profile: Profile) -> list[tuple[Decimal, str, str]]:
    """The ranking straight from the files."""
    codes = [MODELS[model] for model in profile.models or MODELS]
    rows = files.execute(
        """
        select distinct premium, insurer, tariff from premiums p
        where year = ? and canton = ? and region = ? and age = ? and child = ?
          and accident = ? and deductible = ? and list_contains(?, model)
          and (year <> 2020 or not exists (
                 select 1 from limited l
                 where (l.insurer, l.tariff, l.canton, l.region)
                     = (p.insurer, p.tariff, p.canton, p.region))
               or exists (
                 select 1 from limited l
                 where (l.insurer, l.tariff, l.canton, l.region, l.town)
                     = (p.insurer, p.tariff, p.canton, p.region, ?)))
        """,
        [
            profile.year,
            profile.canton,
            profile.region,
            AGES[profile.age],
            profile.child,
            "MIT-UNF" if profile.accident else "OHN-UNF",
            str(profile.deductible),
            codes,
            profile.town,
        ],
    ).fetchall()
    return sorted((Decimal(premium), f"bag-{insurer}", tariff) for premium, insurer, tariff in rows)


def test_sixty_rankings_equal_an_independent_reading_of_the_files(
    files: Any, collected: None
) -> None:
    drawn = profiles(files)
    seen = Counter[str]()
    for profile in drawn:
        document = offers(read(profile.question, LOADED)).to_dict()
        ranking = [
            (Decimal(o["price"]["amount"]), o["provider"], o["plan"]) for o in document["offers"]
        ]
        wanted = expected(files, profile)
        assert sorted(ranking) == wanted, profile
        assert [price for price, *_ in ranking] == [price for price, *_ in wanted], profile
        prices = Counter(price for price, *_ in wanted)
        tied = [prices[Decimal(o["price"]["amount"])] > 1 for o in document["offers"]]
        assert [o["tied"] for o in document["offers"]] == tied, profile
        seen["offers"] += len(ranking)
        seen["tied"] += sum(tied)
        seen["limited"] += any(x["reason"] == "limited_area" for x in document["left_out"])
        seen[f"age {profile.age}"] += 1
        seen[f"region {profile.region}"] += 1
        seen[f"year {profile.year}"] += 1
    assert seen["offers"] > 1000
    assert min(seen["tied"], seen["limited"]) > 0, seen
    assert all(seen[f"region {region}"] for region in "0123"), seen
    assert all(seen[f"age {age}"] for age in AGES), seen
    assert all(seen[f"year {year}"] for year in FILES), seen


def test_no_offer_is_of_a_special_group(files: Any, collected: None) -> None:
    special = files.execute("select count(*) from premiums where canton in ('ZE', 'ZR')").fetchone()
    assert special[0] > 0
    with pytest.raises(ValueError, match=r"household\.canton"):
        read({**profiles(files, 1)[0].question, "household": {"canton": "ZE"}}, LOADED)


def test_postcodes_in_several_regions_ask_for_the_municipality(
    shared_data: Path, files: Any, collected: None
) -> None:
    path = shared_data / "swiss-health-premiums" / "npa_to_region_2026.csv.gz"
    several = files.execute(
        f"select npa from read_csv('{path}', all_varchar=true) "
        "group by npa having count(distinct canton || premium_region) > 1 order by npa"
    ).fetchall()
    assert len(several) > 100
    question = {"market": "ch-health", "today": "2026-11-20", "start": "2026-12-01"}
    for (postcode,) in several[::10]:
        asked = {
            **question,
            "household": {"postcode": postcode},
            "persons": [{"birth_year": 1980}],
        }
        with pytest.raises(ValueError, match=r"household\.municipality"):
            read(asked, LOADED)


def test_the_market_statement_speaks_of_the_newest_premiums(collected: None) -> None:
    said = statement("ch-health", LOADED, "en")
    assert (said["as_of"], said["known_at"]) == ("2026-01-01", "2025-09-23")
    shares = [
        Decimal(said["share_improvable"][s]["share"])
        for s in ("internal", "like_for_like", "flexible")
    ]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert "zh-single300" in said["households"]["without_prices"]
