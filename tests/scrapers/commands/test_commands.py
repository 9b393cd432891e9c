"""A volunteer makes, records, checks and mends a source with one command each."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import openpyxl
import pytest

from scrapers.__main__ import main
from scrapers.catalogue import keys, load_source
from scrapers.commands.check import outside
from scrapers.commands.finding import difference
from scrapers.commands.lint import in_code
from scrapers.manifest import load
from scrapers.recorded import capture, expected, pages
from tests.scrapers.net.conftest import Host, host
from tests.scrapers.test_manifest import GOOD

__all__ = ["host"]
ROOT = Path(__file__).resolve().parents[3]

PAGE = """<!doctype html><main><h1>Home cover</h1>
<dl class="cover"><dt>Excess<dd>€ 250<dt>Flood<dd>—</dl>
<p>From <b itemprop="price">€ 12.50</b> a month</p></main>"""


def _workbook(rows: list[list[str]]) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Sheet1"
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


READ = """
[pages.read]
part = "main"
plan = { is = "home" }
name = { at = "h1" }
[[pages.read.term_lists]]
list = "dl.cover"
headings = ["Excess", "Flood"]
missing = { "—" = "not_stated" }
[[pages.read.prices]]
at = "[itemprop=price]"
[expect.plan]
at_least = 1
[expect.term]
at_least = 2
[expect.price]
at_least = 1
value_at_least = "5"
value_at_most = "50"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a source of one's own, with one recorded page."""
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path))
    folder = tmp_path / "xx_mine"
    (folder / "pages").mkdir(parents=True)
    (folder / "manifest.toml").write_text(GOOD + READ, encoding="utf-8")
    (folder / "pages" / "home.2026-01-01.html").write_text(PAGE, encoding="utf-8")
    return folder


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("new", "record", "check", "lint", "suggest", "pull", "health", "schema"):
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0
    with pytest.raises(SystemExit) as end:
        main([])
    assert end.value.code == 2
    assert "new" in capsys.readouterr().out


def test_the_first_check_writes_what_was_read_and_the_second_compares(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "xx_mine"]) == 0
    assert "look it through" in capsys.readouterr().out
    written = json.loads((home / "expected" / "home.2026-01-01.html.json").read_text())
    assert [record["kind"] for record in written["records"]] == ["plan", "term", "term", "price"]
    assert main(["check", "xx_mine"]) == 0
    out = capsys.readouterr().out
    assert "as expected" in out
    assert "€ 12.50" not in out, "a table is shown of what is new alone"
    assert main(["check", "xx_mine", "--all"]) == 0
    assert "€ 12.50" in capsys.readouterr().out


def test_a_value_read_otherwise_is_shown_with_both_readings(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "xx_mine"])
    page = home / "pages" / "home.2026-01-01.html"
    page.write_text(PAGE.replace("€ 250", "€ 400"))
    capsys.readouterr()
    assert main(["check", "xx_mine"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.strip().startswith("-") and "250" in line for line in lines)
    assert any(line.strip().startswith("+") and "400" in line for line in lines)
    assert main(["check", "--json", "xx_mine"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["state"] == "differs"
    assert len(finding["missing"]) == len(finding["new"]) == 1


def test_an_error_or_another_reading_is_written_down_only_when_one_says_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, wanted = home / "pages" / "home.2026-01-01.html", home / "expected"
    page.write_text("<main>moved</main>")
    assert main(["check", "xx_mine"]) == 1
    assert "look at the page" in capsys.readouterr().out, "what to do is said"
    assert not wanted.exists()
    capsys.readouterr()
    assert main(["check", "xx_mine", "--accept"]) == 1
    assert "still refused" in capsys.readouterr().out
    assert "error" in json.loads((wanted / f"{page.name}.json").read_text())
    assert main(["check", "xx_mine"]) == 0, "from now on it must be refused"
    page.write_text(PAGE)
    assert main(["check", "xx_mine"]) == 1
    assert main(["check", "xx_mine", "--accept"]) == 0
    assert main(["check", "xx_mine"]) == 0


def test_a_page_that_can_no_longer_be_read_is_a_difference(home: Path) -> None:
    main(["check", "xx_mine"])
    (home / "pages" / "home.2026-01-01.html").write_text("<main>moved</main>")
    assert main(["check", "xx_mine"]) == 1


def test_a_source_without_recorded_pages_is_not_well(home: Path) -> None:
    (home / "pages" / "home.2026-01-01.html").unlink()
    assert main(["check", "xx_mine"]) == 1


def test_an_unknown_source_is_a_bad_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "xx_nowhere"]) == 2
    assert "ch_bag_premiums" in capsys.readouterr().err


def test_all_bundled_sources_are_well() -> None:
    """Those with everything written down: `check` must not write into the project here."""
    sources = {key: pages(load_source(key)) for key in keys()}
    whole = [
        key
        for key, recordings in sources.items()
        if recordings and all(expected(page).exists() for page in recordings)
    ]
    assert len(whole) > 10
    assert main(["check", *whole]) == 0
    assert main(["lint", *whole]) == 0


def test_only_sources_changed_since_a_revision_are_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    inside = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, cwd=ROOT)
    if inside.returncode:
        pytest.skip("no git history here")
    assert main(["check", "--json", "--changed-since", "HEAD"]) in (0, 1)
    capsys.readouterr()
    assert main(["check", "--changed-since", "no-such-revision"]) == 2
    assert main(["check", "--changed-since=--output=x"]) == 2
    assert not (ROOT / "x").exists()


def test_records_that_differ_are_told_apart() -> None:
    one, two = {"kind": "plan", "plan": "a"}, {"kind": "plan", "plan": "b"}
    missing, new = difference({"records": [one, one]}, {"records": [one, two]})
    assert (len(missing), len(new)) == (1, 1)
    assert difference({"error": "Gone"}, {"error": "Gone"}) == ([], [])


def test_what_the_manifest_does_not_expect_is_said(home: Path) -> None:
    source = load_source("xx_mine")
    (page,) = pages(source)
    assert outside(source, capture(source, page)) == []
    page.write_text(PAGE.replace("12.50", "1,250"))
    assert any(
        "no price above 50, found 1250" in doubt for doubt in outside(source, capture(source, page))
    )


def test_a_new_source_is_a_folder_to_fill_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path))
    made = ["new", "gb_some_insurer", "--into", str(tmp_path), "--address", "https://a.example/x"]
    assert main(made) == 0
    source = load_source("gb_some_insurer")
    assert source.manifest.pages[0].read is not None
    assert main(made) == 2
    assert "which is in" in capsys.readouterr().err
    assert main(["new", "Some Insurer", "--into", str(tmp_path)]) == 2


def test_a_saved_page_is_the_first_recorded_one_and_any_name_is_written_safely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path / "mine"))
    saved = tmp_path / "saved.htm"
    saved.write_text(PAGE)
    options = ["--page", str(saved), "--name", 'The "Old" Mutual', "--address", "https://a.example"]
    assert main(["new", "gb_old", *options]) == 0
    source = load_source("gb_old")
    assert source.folder == tmp_path / "mine" / "gb_old"
    assert source.manifest.name == 'The "Old" Mutual'
    assert [page.read_text() for page in pages(source)] == [PAGE]


FIRST = {
    "html": PAGE.encode(),
    "csv": b"Code,Name\na,A\n",
    "manual": b"Code,Name\na,A\n",
    "json": b'{"plans": [{"code": "a", "name": "A"}]}',
    "xml": b'<plans><plan code="a"><name>A</name></plan></plans>',
    "pdf": (ROOT / "scrapers/sources/xx_quill/pages/sheet.2026-07.pdf").read_bytes(),
    "xlsx": _workbook([["Code", "Name"], ["a", "A"]]),
}


@pytest.mark.parametrize("kind", sorted(FIRST))
def test_a_new_source_with_a_parser_runs(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path))
    options = [
        "--parser",
        "--kind",
        kind,
        "--into",
        str(tmp_path),
        "--address",
        "https://a.example",
        "--market",
        "home",
    ]
    assert main(["new", f"gb_{kind}", *options]) == 0
    source = load_source(f"gb_{kind}")
    (source.folder / "pages" / "home.html").write_bytes(FIRST[kind])
    assert main(["check", f"gb_{kind}"]) == 0


def test_pages_are_recorded_from_a_folder_or_the_network(
    home: Path, tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = (GOOD + READ).replace('address = "https://a.example/"', 'files = ["*.htm"]')
    (home / "manifest.toml").write_text(manifest)
    given = tmp_path / "given"
    given.mkdir()
    (given / "any.htm").write_text(PAGE)
    assert main(["record", "xx_mine", "--from", str(given)]) == 0
    recorded = [page for page in (home / "pages").iterdir() if "2026-01-01" not in page.name]
    assert [page.read_text() for page in recorded] == [PAGE]
    assert recorded[0].name.startswith("home.20")
    assert main(["record", "xx_mine", "--from", str(home)]) == 1


def test_a_page_on_this_machine_is_not_fetched(
    home: Path, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = (GOOD + READ).replace("https://a.example/", host.url("/"))
    (home / "manifest.toml").write_text(manifest)
    assert main(["record", "xx_mine"]) == 1
    assert main(["check", "xx_mine", "--live"]) == 1
    assert host.asked == []
    assert "port" in capsys.readouterr().out


def test_a_source_of_files_alone_has_nothing_live() -> None:
    assert main(["check", "ch_regions", "--live"]) == 0


MOVED = """<!doctype html><main><h1>Home cover</h1>
<section class="css-1x2y3z"><table class="facts"><tr><th>What<th>You have</tr>
<tr><td>Your excess<td>€ 250</tr><tr><td>Flood<td>not covered</tr></table></section>
<p>From <span data-test="price" class="sc-bdVaJa">€ 12.50</span> a month</p></main>"""


def test_lost_values_are_found_again_with_a_place_that_reads_them(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "xx_mine"])
    (home / "pages" / "home.2026-02-01.html").write_text(MOVED)
    capsys.readouterr()
    assert main(["suggest", "xx_mine", "--page", "home.2026-02-01.html"]) == 1
    out = capsys.readouterr().out
    assert '{ table = "table.facts", row = "Your excess" }' in out
    assert """{ at = "span[data-test=\\"price\\"]" }""" in out
    assert "1 of 3 lost values stand nowhere on the new page: '—'" in out  # the dash for flood
    assert "1x2y3z" not in out
    assert "bdVaJa" not in out
    place = out.split("Excess: '€ 250'")[1].splitlines()[1].strip().partition("}")[0] + "}"
    assert tomllib.loads(f"place = {place}")["place"]["row"] == "Your excess"


def test_one_text_may_be_looked_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["suggest", "xx_mine", "--text", "€ 12.60", "--heading", "price"]
    assert main(asked) == 0
    assert "now '€ 12.50'" in capsys.readouterr().out
    assert main(["suggest", "xx_mine", "--page", "home.html"]) == 2
    assert main(["suggest", "xx_mine"]) == 2


def test_the_schema_accepts_every_key_that_bundled_manifests_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["additionalProperties"] is False
    for path in (ROOT / "scrapers" / "sources").glob("*/manifest.toml"):
        load(path)
        assert set(tomllib.loads(path.read_text())) <= set(schema["properties"])


def test_it_runs_without_django() -> None:
    code = "import sys, scrapers.__main__; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("code", "says", "error"),
    [
        ("import requests", "imports requests", True),
        ("from urllib.request import urlopen", "imports urllib.request", True),
        ("import os", "imports os", True),
        ("from scrapers.net.client import Client", "scrapers.net", True),
        ("eval('1')", "eval", True),
        ("open('/etc/passwd')", "open", True),
        ("datetime.now()", "clock", True),
        ("import re\nre.compile('(a+)+b')", "never end", True),
        ("many(root, 'div.css-1dbjc4n p')", "generated", False),
        ("root.select('tr:nth-child(3) td')", "position", False),
    ],
)
def test_what_may_harm_in_a_parser_is_said(code: str, says: str, error: bool) -> None:
    assert any(says in remark and found is error for _, remark, found in in_code(code))


def test_missing_expectations_are_an_error(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "xx_mine"])
    assert main(["lint", "xx_mine"]) == 0
    (home / "manifest.toml").write_text(GOOD + READ.split("[expect.term]")[0])
    capsys.readouterr()
    assert main(["lint", "xx_mine"]) == 1
    assert "[expect.term]" in capsys.readouterr().out
