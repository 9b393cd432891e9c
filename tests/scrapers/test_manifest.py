"""A manifest says what the contract knows, or what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.catalogue import keys, load_source
from scrapers.errors import ManifestError
from scrapers.manifest import load

GOOD = """
name = "Home insurance"
publisher = "An insurer"
market = "home"
kind = "html"
publish = "hash"
cadence = "1 weeks"
locale = "en_GB"
currency = "EUR"
per = "month"
provider = "7"
[licence]
name = "unknown"
reference = "none"
known = false
[[pages]]
key = "home"
address = "https://a.example/"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "manifest.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_manifest_is_read(tmp_path: Path) -> None:
    manifest = load(written(tmp_path, GOOD))
    assert manifest.page("home").address == "https://a.example/"
    with pytest.raises(StopIteration):
        manifest.page("other")


def test_the_key_of_any_file_stands_for_a_page_of_each(tmp_path: Path) -> None:
    page = '[[pages]]\nkey = "*"\nfiles = ["*.jsonl.xz", "*.jsonl"]\n'
    manifest = load(written(tmp_path, GOOD + page))
    assert manifest.page("some-terms").key == "some-terms"
    assert manifest.page("home").address == "https://a.example/"
    assert manifest.has("some-terms")
    assert not manifest.has("../some terms")
    assert manifest.covered_by({"home"})
    assert not manifest.covered_by({"some-terms"})


@pytest.mark.parametrize(
    "page",
    [
        'key = "*"',
        'key = "*"\nfiles = ["terms.jsonl"]',
        'key = "*"\nfiles = ["*/*.jsonl"]',
        'key = "*"\nfiles = ["*.jsonl"]\naddress = "https://a.example/"',
    ],
)
def test_the_key_of_any_file_needs_names_with_one_star_and_no_address(
    tmp_path: Path, page: str
) -> None:
    with pytest.raises(ManifestError, match=r'key "\*"'):
        load(written(tmp_path, f"{GOOD}[[pages]]\n{page}\n"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("name = ", "nmae = "), r"`name`\?"),
        (('kind = "html"', 'kind = "telex"'), "kind"),
        (('kind = "html"', ""), "`kind`"),
        (("https://", "file://"), "address"),
        (('key = "home"', 'key = "Home Page"'), "pages.0.key"),
        (('cadence = "1 weeks"', 'cadence = "often"'), "cadence"),
        (('currency = "EUR"', 'currency = "euro"'), "currency"),
        (('[[pages]]\nkey = "home"', '[[page]]\nkey = "home"'), "pages"),
        (("[licence]", "[licence"), "TOML"),
    ],
)
def test_a_mistake_is_named_with_what_to_do(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    with pytest.raises(ManifestError, match=says) as error:
        load(written(tmp_path, GOOD.replace(*change)))
    assert "mend" in error.value.todo


WRONG = [
    (('kind = "html"', 'kind = "telex"'), "kind: one of 'html', 'json'", "'telex'"),
    (('currency = "EUR"', 'currency = "euro"'), "three capital letters, as EUR", "'euro'"),
    (('locale = "en_GB"', 'locale = "english"'), "locale: a locale as en_GB", "'english'"),
    (("https://a.example/", "www.a.example"), "begins with https://", "'www.a.example'"),
    (("https://a.example/", "https://"), "names a host", "'https://'"),
    (('key = "home"', 'key = "Home Page"'), "small letters, digits and dashes", "'Home Page'"),
    (('cadence = "1 weeks"', 'cadence = "often"'), "as 1 weeks or 12 hours", "'often'"),
    (("known = false", 'known = "perhaps"'), "licence.known: true or false", "'perhaps'"),
    (('name = "Home insurance"', "name = 7"), "name: a text in quotation marks", "7"),
    (("[[pages]]", "[expect.packs]\nat_least = 1\n[[pages]]"), "`pack`?", "'packs'"),
    (("[[pages]]", "[expect.pack]\nat_least = -1\n[[pages]]"), "a number of at least 0", "-1"),
]


@pytest.mark.parametrize(("change", "expected", "found"), WRONG, ids=lambda each: str(each)[:30])
def test_a_mistake_is_told_in_the_projects_own_words_and_once(
    tmp_path: Path, change: tuple[str, str], expected: str, found: str
) -> None:
    with pytest.raises(ManifestError) as error:
        load(written(tmp_path, GOOD.replace(*change)))
    said = str(error.value)
    assert expected in error.value.expected
    assert error.value.found == found
    assert said.count("found") == said.count("expected") == 1
    assert not re.search("should|Input|String|pattern|also wrong", said)


@pytest.mark.parametrize(
    ("read", "expected", "found"),
    [
        ("[[pages.read.packs]]\nat = 'b'", "packs are read by a parse.py", "`pages.0.read.packs`"),
        ("[[pages.read.figures]]\nat = 'b'", "figures are read by a parse.py", "figures`"),
        ("[[pages.read.price_table]]\ntable = 'b'", "(`price_tables`?)", "price_table`"),
        (
            "[[pages.read.terms]]\nheding = 'b'",
            "that `pages.0.read.terms.0` may hold (`heading`?)",
            "heding`",
        ),
        ("[pages.edition]\nfrom = 2026-01-01", "that `pages.0.edition` may hold", "from`"),
        ("[expect.price]\nat_lest = 1", "that `expect.price` may hold (`at_least`?)", "at_lest`"),
    ],
)
def test_an_unknown_key_is_compared_with_the_keys_of_its_own_table(
    tmp_path: Path, read: str, expected: str, found: str
) -> None:
    with pytest.raises(ManifestError) as error:
        load(written(tmp_path, f"{GOOD}[pages.read]\nplan = {{ is = 'x' }}\n{read}\n"))
    assert expected in error.value.expected
    assert found in error.value.found


def test_further_mistakes_are_named_too(tmp_path: Path) -> None:
    text = GOOD.replace('kind = "html"', 'kind = "telex"').replace('"EUR"', '"euro"')
    with pytest.raises(ManifestError, match="also wrong: expected currency") as error:
        load(written(tmp_path, text))
    assert "telex" in error.value.found


@pytest.mark.parametrize(
    ("edition", "says"),
    [
        ("valid_from = 2026-01-01\nvalid_to = 2026-01-01", "valid_to"),
        ("valid_from = 2026-01-01\nknown_from = 2025-09-23T00:00:00+02:00", "evidence"),
        (
            'valid_from = 2026-01-01\nknown_from = 2025-09-23T00:00:00\nevidence = "said"',
            "zone",
        ),
    ],
)
def test_an_edition_has_its_dates_in_order_and_its_evidence(
    tmp_path: Path, edition: str, says: str
) -> None:
    with pytest.raises(ManifestError, match=says):
        load(written(tmp_path, f"{GOOD}[pages.edition]\n{edition}\n"))


def test_two_pages_of_one_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="same key"):
        load(written(tmp_path, GOOD + '[[pages]]\nkey = "home"\n'))


@pytest.mark.parametrize(
    ("read", "says"),
    [
        ('plan = { at = "//h2" }', "CSS"),
        ('plan = { at = "h2[" }', "CSS"),
        ('plan = { at = "h2", table = "table" }', "exactly one"),
        ("plan = {}", "exactly one"),
        ('plan = { table = "table" }', "needs `row`"),
        ('plan = { list = "dl" }', "needs `label`"),
        ('plan = { linked = "Offer" }', "needs `path`"),
        ('plan = { at = "h2", label = "x" }', "says nothing"),
        ('plan = { is = "x" }\npart = "main:hover"', "plain selector"),
        ('plan = { is = "x", jq = "env" }', "jq"),
        ('plan = { is = "x", xpath = "unparsed-text()" }', "xpath"),
        ('plan = { is = "x" }\ntemplate = "{{ config }}"', "template"),
        ('plan = { is = "x" }\nterm_lists = [{ list = "dl", headings = [] }]', "headings"),
        ('plan = { is = "x" }\nterm_lists = [{ headings = ["a"] }]', "exactly one"),
        (
            'plan = { is = "x" }\nterms = [{ heading = "a", at = "b", missing = { "-" = "zero" } }]',
            "missing",
        ),
        ('name = { is = "x" }', "`pages.0.read.plan`"),
    ],
)
def test_where_values_stand_is_said_in_css_and_headings_only(
    tmp_path: Path, read: str, says: str
) -> None:
    with pytest.raises(ManifestError, match=says):
        load(written(tmp_path, f"{GOOD}[pages.read]\n{read}\n"))


def test_a_source_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ManifestError, match="ch_bag_premiums"):
        load_source("xx_nowhere")


def test_a_source_needs_a_parser_or_a_description(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path))
    (tmp_path / "xx_mine").mkdir()
    written(tmp_path / "xx_mine", GOOD)
    assert "xx_mine" in keys()
    with pytest.raises(ManifestError, match=r"parse\.py"):
        load_source("xx_mine")
    (tmp_path / "xx_mine" / "parse.py").write_text("def read(capture): ...")
    with pytest.raises(ManifestError, match="parse"):
        load_source("xx_mine")
    (tmp_path / "xx_mine" / "parse.py").write_text("def parse(capture):\n    return []\n")
    assert list(load_source("xx_mine").parse(None)) == []  # type: ignore[arg-type]


VALUES = st.one_of(st.text(max_size=8), st.integers(), st.booleans())
WORDS = st.sampled_from(
    ["at", "table", "row", "column", "list", "label", "linked", "path", "is", "attribute", "x"]
)


@given(place=st.dictionaries(WORDS, VALUES, max_size=3))
def test_any_place_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, place: dict[str, object]
) -> None:
    said = ", ".join(f"{key} = {_toml(value)}" for key, value in place.items())
    text = f"{GOOD}[pages.read]\nplan = {{ {said} }}\n"
    try:
        manifest = load(written(tmp_path_factory.mktemp("m"), text))
    except ManifestError:
        return
    assert manifest.page("home").read is not None


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value % 10**9)
    return '"' + "".join(c for c in str(value) if c.isalnum() or c in " .#>:[]/") + '"'


@pytest.mark.parametrize(
    "text",
    [
        b"\x80" + GOOD.encode(),
        b"a = " + b"[" * 5_000,
        GOOD.replace('locale = "en_GB"', 'locale = "tlh_QO"').encode(),
        (GOOD + '[pages.archive]\nformat = "csv"\ndated_by = "d"\nzone = "Mars/Phobos"\n').encode(),
    ],
)
def test_what_fuzzing_found_is_refused_in_words(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "manifest.toml"
    path.write_bytes(text)
    with pytest.raises(ManifestError, match="expected"):
        load(path)
