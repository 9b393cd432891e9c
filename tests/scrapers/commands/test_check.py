"""`check` finds what a run would refuse or hold back, says where, and what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scrapers.__main__ import main
from scrapers.catalogue import load_source, oddities
from scrapers.commands.check import of_today
from scrapers.recorded import capture

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = """
name = "A shelf"
publisher = "A shop"
market = "groceries"
kind = "html"
publish = "hash"
cadence = "1 weeks"
register = "name"
provider = "a-shop"
locale = "en_AU"
currency = "AUD"
[licence]
name = "unknown"
reference = "https://a-shop.example/legal"
known = false
[[pages]]
key = "freezer"
address = "https://a-shop.example/freezer"
[expect.plan]
at_least = 1
[expect.pack]
at_least = 1
value_at_least = "0.50"
value_at_most = "50"
"""
PARSER = """
from scrapers.kit.numbers import amount
from scrapers.kit.pack_size import sizes
from scrapers.kit.select import attribute, many, one, page, words
from scrapers.records import PackRecord, Passed, PlanRecord

def parse(capture):
    for at, tile in enumerate(many(page(capture.body), "a.tile"), 1):
        key, where = attribute(tile, "href"), f"a.tile {at}"
        yield PlanRecord("a-shop", key, {"name": words(one(tile, "h3"))}, where)
        printed, price = words(one(tile, ".size")), "".join(one(tile, ".price").stripped_strings)
        paid, (size,) = amount(price, "en_AU", "AUD"), sizes(printed)
        yield PackRecord("a-shop", key, paid, "AUD", size.quantity, size.unit, f"{printed} {price}", where)
"""
PAGE = """<!doctype html><div class=shelf>
<a class=tile href=corn><h3>Corn</h3><i class=size>1kg</i><b class=price>$4.19</b></a>
<a class=tile href=peas><h3>Peas</h3><i class=size>500g</i><b class=price>$2.<sup>50</sup></b></a>
</div>"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a source of goods, with one recorded page."""
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path))
    folder = tmp_path / "au_shop"
    (folder / "pages").mkdir(parents=True)
    (folder / "manifest.toml").write_text(MANIFEST)
    (folder / "parse.py").write_text(PARSER)
    (folder / "pages" / "freezer.html").write_text(PAGE)
    return folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_good_shelf_is_well(shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "au_shop"]) == 0
    out = capsys.readouterr().out
    assert "2 plan, 2 pack: written" in out
    assert "a run compares them with the market's vocabulary" in out
    assert main(["lint", "au_shop"]) == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("parse.py", '"AUD", size', '"USD", size', "amounts in AUD"),
        ("parse.py", "size.unit", '"bottles"', "unit to be one of kg"),
        ("parse.py", "key, paid,", "key, price,", "exact number"),
        ("parse.py", "key, paid,", "key, float(paid),", "exact number"),
        (
            "parse.py",
            'size.quantity, size.unit, f"{printed} {price}", where',
            'None, None, price, where, missing="bananas"',
            "missing to be one of not_stated",
        ),
        ("parse.py", 'PlanRecord("a-shop"', 'PlanRecord("shop"', "provider 'a-shop'"),
        ("parse.py", 'attribute(tile, "href")', '"corn"', "said in 2 ways: Corn at a.tile 1, Peas"),
        (
            "parse.py",
            "        yield PlanRecord",
            "        PlanRecord",
            "without a plan: corn, peas",
        ),
        ("parse.py", 'f"{printed} {price}"', '"nonsense"', "stands nowhere on the page"),
        (
            "parse.py",
            "        yield PackRecord",
            "        return PackRecord",
            "rows of pack, found none",
        ),
        ("manifest.toml", '"groceries"', '"grocries"', "(`groceries`?)"),
        ("manifest.toml", '"AUD"', '"NZD"', "in which groceries counts"),
    ],
)
def test_what_a_run_would_refuse_is_found_and_written_nowhere(
    shelf: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, says: str
) -> None:
    change(shelf / file, old, new)
    assert main(["check", "au_shop"]) == 1
    assert says in capsys.readouterr().out


def test_what_is_wrong_is_not_written_as_expected(shelf: Path) -> None:
    change(shelf / "parse.py", "size.unit", '"bottles"')
    assert main(["check", "au_shop"]) == 1
    assert not (shelf / "expected").exists()


def test_a_literal_that_a_page_lacks_is_noted(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(shelf / "parse.py", 'f"{printed} {price}"', 'f"{printed} {price}".replace("2.", "3.")')
    assert main(["check", "au_shop"]) == 0
    assert "'50' of the literal" not in capsys.readouterr().out
    change(shelf / "parse.py", 'replace("2.", "3.")', 'replace("500g", "600g")')
    main(["check", "au_shop", "--accept"])
    assert "'600g' of the literal text" in capsys.readouterr().out


def test_expectations_are_told_on_a_recording_and_do_not_fail_it(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(shelf / "manifest.toml", "[expect.pack]\nat_least = 1", "[expect.pack]\nat_least = 100")
    change(shelf / "manifest.toml", '"50"', '"3"')
    assert main(["check", "au_shop"]) == 0
    out = capsys.readouterr().out
    assert "a recording may be small): expected at least 100 rows of pack, found 2" in out
    assert "expected no pack above 3, found 4.19" in out


def test_a_new_page_that_a_run_would_hold_back_is_kept_only_when_one_says_so(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(shelf / "manifest.toml", "[expect.pack]\nat_least = 1", "[expect.pack]\nat_least = 2")
    assert main(["check", "au_shop"]) == 0
    half = PAGE.replace(PAGE.splitlines()[2], "")
    (shelf / "pages" / "freezer.2026-07-11.html").write_text(half)
    capsys.readouterr()
    assert main(["check", "au_shop"]) == 1
    out = capsys.readouterr().out
    assert "→ a run would hold this back: expected at least 2 rows of pack, found 1" in out
    assert "· 2 of 4 values as on freezer.html" in out
    written = shelf / "expected" / "freezer.2026-07-11.html.json"
    assert not written.exists()
    assert main(["check", "au_shop", "--accept"]) == 1, (
        "the last command of a ticket cures no half page"
    )
    assert "because you said so" in capsys.readouterr().out
    assert written.exists()
    assert main(["check", "au_shop"]) == 0, "a person took it as it is"


def test_a_page_mended_is_compared_with_the_one_before(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "au_shop"])
    (shelf / "pages" / "freezer.2026-07-11.html").write_text(PAGE.replace("$4.19", "$4.49"))
    capsys.readouterr()
    assert main(["check", "au_shop"]) == 0
    out = capsys.readouterr().out
    assert "· 3 of 4 values as on freezer.html" in out
    assert "· pack corn: 4.19 AUD is now 4.49 AUD" in out


def test_the_names_that_were_looked_for_are_no_part_of_what_must_be_refused(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shelf / "pages" / "freezer.html").write_text("<p>moved")
    main(["check", "au_shop", "--accept"])
    change(shelf / "parse.py", '"a.tile"', '"a.tile, a.box"')
    assert main(["check", "au_shop"]) == 0
    (shelf / "pages" / "freezer.html").write_text("<p>moved again")
    assert main(["check", "au_shop"]) == 1


def test_a_locator_that_alone_differs_is_said_in_one_line(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "au_shop"])
    change(shelf / "parse.py", 'f"a.tile {at}"', 'f"a.tile|box {at}"')
    capsys.readouterr()
    assert main(["check", "au_shop"]) == 1
    out = capsys.readouterr().out
    assert "· 4 of the same values name another place: the locator alone differs" in out
    assert '"kind"' not in out


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "        yield PackRecord",
            "        continue\n        yield PackRecord",
            "at least 1 rows of pack, found none on any page",
        ),
        ("key, paid,", "key, paid * 100,", "no pack above 50, found 419"),
    ],
)
def test_todays_page_is_judged_as_a_run_would(shelf: Path, old: str, new: str, says: str) -> None:
    source = load_source("au_shop")
    seen = capture(source, shelf / "pages" / "freezer.html")
    assert not any(finding.bad for finding in of_today(source, {"freezer": seen}))
    change(shelf / "parse.py", old, new)
    findings = of_today(load_source("au_shop"), {"freezer": seen})
    assert any(says in why for finding in findings if finding.bad for why in finding.why)


def test_an_error_says_what_to_do_which_line_and_what_came_before(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(shelf / "pages" / "freezer.html", "$2.<sup>50</sup>", "$2,50")
    assert main(["check", "au_shop"]) == 1
    out = capsys.readouterr().out
    assert "→ declare the locale of this page, or cut the number out of its text" in out
    assert "→ parse.py:12" in out
    assert "→ after 3 records, the last: plan a-shop peas at a.tile 2" in out


def test_a_page_that_fails_where_records_are_expected_says_so_in_one_line(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "au_shop"])
    (shelf / "pages" / "freezer.html").write_text("<p>moved")
    capsys.readouterr()
    assert main(["check", "au_shop"]) == 1
    assert "- 4 records, as in expected/freezer.html.json" in capsys.readouterr().out


def test_recordings_with_strange_names_are_all_named_and_the_good_one_is_read(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("dairy-eggs.html", "frezer.corn.html"):
        (shelf / "pages" / name).write_text(PAGE)
    assert main(["check", "au_shop"]) == 1
    out = capsys.readouterr().out
    assert "2 plan, 2 pack" in out
    assert "dairy-eggs.html, frezer.corn.html" in out
    assert 'add [[pages]] key = "dairy-eggs"' in out


def test_the_table_can_be_seen_whole_and_the_difference_stands_last(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tile = PAGE.splitlines()[1]
    many = "\n".join(tile.replace("corn", f"corn{number}") for number in range(40))
    (shelf / "pages" / "freezer.html").write_text(many)
    change(
        shelf / "parse.py",
        "    for at",
        '    yield Passed("an advertisement", 3, "a.ad 1")\n    for at',
    )
    main(["check", "au_shop"])
    out = capsys.readouterr().out
    assert "corn39" not in out
    assert "check --all" in out
    assert "3 row(s): an advertisement" in out
    assert main(["check", "au_shop", "--all"]) == 0
    assert "corn39" in capsys.readouterr().out
    change(shelf / "pages" / "freezer.html", "$4.19", "$5.19")
    assert main(["check", "au_shop", "--all"]) == 1
    last = capsys.readouterr().out.splitlines()[-3:]
    assert any('+ {"amount": "5.19"' in line for line in last)


def test_a_broken_manifest_stops_only_those_who_name_it(
    shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrapers.catalogue.HOME", shelf.parent / "none")
    (shelf.parent / "au_ill").mkdir()
    (shelf.parent / "au_ill" / "manifest.toml").write_text("name = ")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "✗ au_ill manifest.toml" in out
    assert "✓ au_shop freezer.html" in out
    assert out.rstrip().splitlines()[-1].startswith("✗ au_ill")
    assert main(["lint"]) == 1
    assert "au_ill manifest.toml" in capsys.readouterr().out
    assert main(["check", "au_ill"]) == 2


def test_a_misspelt_source_is_answered_with_the_near_one(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "au_shpo"]) == 2
    assert "(`au_shop`?)" in capsys.readouterr().err


def test_what_is_odd_about_the_folders_of_sources_is_said(
    shelf: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert oddities() == []
    shelf.rename(shelf.with_name("au_grocery"))
    twice = f"{shelf.parent}{os.pathsep}{shelf.parent / 'gone'}{os.pathsep}{shelf.parent / 'au_grocery'}"
    monkeypatch.setenv("SOURCES_DIRS", twice)
    main(["check", "au_grocery", "--json"])
    said = capsys.readouterr().err
    assert "gone, and there is no such folder" in said
    assert "au_grocery: name the folder that it is in" in said
    assert "au_grocery: the source in" in said


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    code = "import sys; from scrapers.__main__ import main; sys.exit(main(['schema']))"
    done = subprocess.run(
        f'{sys.executable} -c "{code}" | head -c 10', shell=True, capture_output=True, cwd=ROOT
    )
    assert done.stderr == b""


def test_findings_are_the_same_for_programs(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(shelf / "parse.py", "size.unit", '"bottles"')
    assert main(["check", "--json", "au_shop"]) == 1
    found = {each["page"]: each for each in json.loads(capsys.readouterr().out)}
    assert "unit to be one of" in found["freezer.html"]["why"][0]
