"""Twenty ways in which publishers break a page, applied to the fictional sources.

Each is noticed in the next run, or does no harm: the same values are read. And for each it is held
whether `suggest` has the edit that mends it, or where the lost text stands; where neither, why not.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from scrapers import recorded
from scrapers.__main__ import main
from scrapers.catalogue import HOME, load_source
from scrapers.commands.check import outside
from scrapers.errors import ScrapeError
from scrapers.evidence import stale

EDIT = "one edit, with which every value is read again, on older pages too"
STANDS = "no edit; it is said where the text stands"
GONE = "the text is on no page that was recorded"
WELL = "nothing was lost"


@dataclass(frozen=True)
class Breakage:
    """What a publisher did to a recorded page.

    `lost` is a text that stood there; `helps` is what `suggest` does for it.
    """

    name: str
    source: str
    page: str
    change: Callable[[str], str]
    lost: str
    helps: str
    harmless: bool = False
    encoding: str = "utf-8"


def put(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    """Another text in place of one that must be there."""

    def change(page: str) -> str:
        assert old in page, old
        return page.replace(old, new, count)

    return change


def times(pattern: str, factor: int, form: str) -> Callable[[str], str]:
    """Every number that the pattern finds, times a factor."""
    return lambda page: re.sub(
        pattern, lambda found: form.format(float(found[0].replace(",", ".")) * factor), page
    )


def swapped(page: str) -> str:
    """The first two columns of Alder's rate tables in the other order."""
    return re.sub(
        r"<TR><T([DH])>([^<]*)<T[DH]>([^<]*)(?=<T[DH][ >]*(?:ALIGN=RIGHT>\d|own choice))",
        r"<TR><T\1>\3<T\1>\2",
        page,
    )


CODINGS = {"xx_ostwerk": "windows-1252", "xx_quill": "latin-1"}
ALDER, BRIGHT = ("xx_alder", "home.2026-07.html"), ("xx_brightwater", "cover.2026-07.html")
PRICES = ("xx_brightwater", "prices.2026-07.html")
KESTREL, FERNHILL = ("xx_kestrel", "k200.2026-07.html"), ("xx_fernhill", "nest.2026-07.html")
PONT, OST = ("xx_pontneuf", "confort.2026-07.html"), ("xx_ostwerk", "hausrat.2026-07.html")
DUNMORE, GLIM = ("xx_dunmore", "plan.2026-07.html"), ("xx_glim", "plans.2026-07.html")
REGISTER = ("xx_regulator", "complaints.2026-07.csv")
QUILL = ("xx_quill", "sheet.2026-07.pdf")

BREAKAGES = [
    Breakage("moved column", *ALDER, swapped, "46.20", WELL, harmless=True),
    Breakage("renamed column", *ALDER, put("<TH>Region", "<TH>Area"), "46.20", EDIT),
    Breakage("renamed class", *ALDER, put("CLASS=rates", "CLASS=tariff"), "46.20", EDIT),
    Breakage(
        "renamed class of parts", *ALDER, put("CLASS=product", "CLASS=css-x1y2z3"), "33.00", EDIT
    ),
    Breakage(
        "new wrapper",
        *BRIGHT,
        lambda page: put("<main>", "<div class=app><main>")(page).replace(
            "</main>", "</main></div>"
        ),
        "XTS 30,000",
        WELL,
        harmless=True,
    ),
    Breakage(
        "renamed label", *BRIGHT, put("Your contents up to", "Contents"), "XTS 30,000", STANDS
    ),
    Breakage(
        "list became a table",
        *BRIGHT,
        lambda page: re.sub(
            r"<dt>(.*?)</dt><dd>(.*?)</dd>",
            r"<tr><th>\1</th><td>\2</td></tr>",
            page.replace("<dl>", "<table>").replace("</dl>", "</table>"),
        ),
        "XTS 30,000",
        STANDS,
    ),
    Breakage(
        "other decimal mark",
        *PRICES,
        lambda page: re.sub(r"(\d)\.(\d\d) a", r"\1,\2 a", page),
        "Zone C XTS 28.70 a month",
        STANDS,
    ),
    Breakage(
        "price times ten",
        *PRICES,
        times(r"\d+\.\d\d(?= a month)", 10, "{:.2f}"),
        "Zone C XTS 28.70 a month",
        STANDS,
    ),
    Breakage(
        "price of a year", *ALDER, times(r"(?<=ALIGN=RIGHT>)\d+\.\d\d", 12, "{:.2f}"), "46.20", GONE
    ),
    Breakage(
        "split page",
        *PRICES,
        lambda page: page.partition('<section data-plan="bw-complete">')[0],
        "XTS 39.10 a month",
        GONE,
    ),
    Breakage(
        "empty table", *KESTREL, lambda page: re.sub(r"(?s)<tr>.*?</tr>", "", page), "32.90", GONE
    ),
    Breakage("renamed id", *KESTREL, put('id="matrix"', 'id="tariff-2027"'), "32.90", EDIT),
    Breakage(
        "note removed",
        *KESTREL,
        put("c) You always pay the first 200 yourself.", ""),
        "You always pay the first 200 yourself.",
        GONE,
    ),
    Breakage("renamed attribute", *FERNHILL, put("data-rooms", "data-size"), "50k", EDIT),
    Breakage("other unit", *FERNHILL, put("every 4 weeks*", "every month*"), "24", STANDS),
    Breakage("new label", *PONT, put("Franchise de base", "Franchise"), "120 XTS", STANDS),
    Breakage("other charset", *OST, lambda page: page, "24,30 XTS", EDIT),
    Breakage(
        "sentence rewritten",
        *DUNMORE,
        put("For a small home you pay", "Small homes cost"),
        "XTS 20.70 in the hills",
        STANDS,
    ),
    Breakage("renamed key", *GLIM, put('"cents"', '"amount"'), "2960", EDIT),
    Breakage("new column", *REGISTER, put("Note", "Upheld;Note", 1), "182000", STANDS),
    Breakage("renamed column of a csv", *REGISTER, put("Contracts", "Policies"), "182000", EDIT),
    Breakage(
        "renamed heading of a pdf",
        *QUILL,
        put("2. Cover", "2. Scope"),
        "Compact home / Coast / 150 / 26.75",
        EDIT,
        encoding="latin-1",
    ),
    Breakage(
        "cookie wall",
        *ALDER,
        lambda page: "<title>Cookies</title><p>" + "We value your privacy. " * 12,
        "46.20",
        GONE,
    ),
]


def apply(breakage: Breakage, into: Path) -> Path:
    """A copy of the source with the broken page as its newest recording."""
    folder = into / breakage.source
    shutil.copytree(HOME / breakage.source, folder)
    source_page = folder / "pages" / breakage.page
    coding = CODINGS.get(breakage.source, "utf-8")
    text = source_page.read_bytes().decode(coding)
    key, _, ending = breakage.page.partition(".")
    broken = folder / "pages" / f"{key}.2027-01.{ending.rpartition('.')[2]}"
    broken.write_bytes(breakage.change(text).encode(breakage.encoding))
    return broken


def values(outcome: recorded.Outcome) -> list[str]:
    """What was read, wherever it stood."""
    return sorted(
        json.dumps({key: said for key, said in each.items() if key not in ("locator", "literal")})
        for each in outcome.get("records", ())
    )


def typed(lines: list[dict[str, Any]], folder: Path) -> None:
    """The lines of an edit, written into a source's files as a person would."""
    for line in lines:
        path = folder / line["file"]
        written = path.read_text(encoding="utf-8").splitlines()
        assert written[line["number"] - 1] == line["before"]
        written[line["number"] - 1] = line["after"]
        path.write_text("\n".join(written) + "\n", encoding="utf-8")


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path))
    return tmp_path


def test_there_are_twenty() -> None:
    assert len({breakage.name for breakage in BREAKAGES}) >= 20
    assert sum(not breakage.harmless for breakage in BREAKAGES) >= 20


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.name)
def test_a_broken_page_is_noticed_or_read_as_before(breakage: Breakage, sources: Path) -> None:
    broken = apply(breakage, sources)
    source = load_source(breakage.source)
    assert source.folder.parent == sources
    seen = recorded.capture(source, broken)
    now = recorded.outcome(source, seen)
    noticed = "error" in now or bool(outside(source, seen))
    before = recorded.outcome(source, recorded.capture(source, broken.with_name(breakage.page)))
    same = values(now) == values(before)
    assert noticed is not breakage.harmless
    assert same is breakage.harmless


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.name)
def test_suggest_mends_the_source_or_says_where_the_text_stands_or_that_it_is_gone(
    breakage: Breakage, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = apply(breakage, sources)
    asked = ["suggest", breakage.source, "--page", broken.name, "--json"]
    ended = main(asked)
    edit = json.loads(capsys.readouterr().out)["edit"]
    main([*asked, "--text", breakage.lost])
    (found,) = json.loads(capsys.readouterr().out)["values"]
    assert bool(found["places"] or found["stands"]) is (breakage.helps != GONE), found
    whole = edit is not None and edit["read"] == edit["of"] and not edit["no_longer_read"]
    assert whole is (breakage.helps == EDIT), edit
    if whole:
        assert ended == 0


@pytest.mark.parametrize(
    "breakage",
    [each for each in BREAKAGES if each.helps == EDIT],
    ids=lambda breakage: breakage.name,
)
def test_the_edit_written_down_reads_the_new_page_and_the_old_ones(
    breakage: Breakage, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = apply(breakage, sources)
    good = broken.with_name(breakage.page)
    before = values(
        recorded.outcome(source := load_source(breakage.source), recorded.capture(source, good))
    )
    main(["suggest", breakage.source, "--page", broken.name, "--json"])
    typed(json.loads(capsys.readouterr().out)["edit"]["lines"], source.folder)
    mended = load_source(breakage.source)
    for page in (good, broken):
        seen = recorded.capture(mended, page)
        read = recorded.read_or_refused(mended, seen)
        assert not isinstance(read, ScrapeError)
        assert values(recorded.told(read)) == before
        assert stale(seen, read) == [], "a locator names what stands on the page"


def suggested(
    sources: Path, name: str, capsys: pytest.CaptureFixture[str], **change: Any
) -> tuple[int, str]:
    """What `suggest` ends with and says of a breakage, or of another change to its page."""
    (breakage,) = (each for each in BREAKAGES if each.name == name)
    broken = apply(replace(breakage, **change), sources)
    return main(["suggest", breakage.source, "--page", broken.name]), capsys.readouterr().out


def test_a_key_whose_amounts_are_written_otherwise_is_no_edit_to_make(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def decimals(page: str) -> str:
        return re.sub(r'"cents":(\d+)(\d\d)\b', r'"price":"\1.\2"', page)

    ended, said = suggested(sources, "renamed key", capsys, change=decimals)
    assert ended == 1
    assert "54 of 80 values are 100 times less" in said
    assert "no price below 10" in said
    assert "Make the edit" not in said


def test_a_plan_that_moved_away_is_named_and_no_other_plan_is_offered(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half = lambda page: page.partition("<hr>")[0]  # noqa: E731
    ended, said = suggested(sources, "renamed class", capsys, change=half)
    assert ended == 1
    assert "plan PLUS (Alder Home Plus) stood on home.2026-07.html and is gone" in said
    assert "the same text" not in said


def test_a_new_word_that_lost_its_unit_comes_with_the_line_that_gives_it(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = put('<p class="kv">Water<', '<p class="kv">Burst pipes<')
    ended, said = suggested(sources, "renamed id", capsys, change=new)
    assert ended == 1
    assert '+ "Burst pipes": "XTS",' in said


def test_a_label_that_differs_is_named_beside_the_same_text(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = suggested(sources, "renamed label", capsys)
    assert "under another label" not in said, "a new word for the same text is a synonym"
    assert "New words: Contents" in said
