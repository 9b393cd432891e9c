"""A new source is made of good answers only; what is left to fill in is said by `lint`."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.__main__ import main
from scrapers.catalogue import load_source
from scrapers.commands.lint import in_code
from scrapers.recorded import pages

PAGE = "<!doctype html><main><h1>Shelf</h1></main>"
ADDRESS = "https://a-shop.example/freezer"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of sources of one's own, beside a saved page and a folder."""
    monkeypatch.setenv("SOURCES_DIRS", str(tmp_path / "mine"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saved.html").write_text(PAGE)
    (tmp_path / "empty.html").write_text("\n")
    (tmp_path / "folder").mkdir()
    return tmp_path / "mine"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--page", ADDRESS], "--address https://a-shop.example/freezer --record"),
        (["--name", ADDRESS], "the publisher's name"),
        (["--record"], "--address with --record"),
        (["--page", "none.html"], "no such file: none.html"),
        (["--page", "folder"], "a folder: folder"),
        (["--page", "empty.html"], "an empty file"),
        (["--address", "www.a-shop.example"], "begins with https://"),
        (["--address", "https://"], "names a host"),
        (["--currency", "dollars"], "three capital letters"),
        (["--currency", "EUR", "--market", "groceries"], "AUD, in which groceries counts"),
        (["--locale", "english"], "a locale as en_GB"),
        (["--market", "grocries"], "(`groceries`?)"),
        (["--page-key", "The Freezer"], "small letters, digits and dashes"),
    ],
)
def test_a_wrong_answer_makes_nothing_and_the_right_one_then_works(
    here: Path, capsys: pytest.CaptureFixture[str], options: list[str], says: str
) -> None:
    assert main(["new", "au_shop", *options]) == 2
    assert says in capsys.readouterr().err
    assert not here.exists()
    assert main(["new", "au_shop", "--page", "saved.html", "--address", ADDRESS]) == 0
    assert [page.read_text() for page in pages(load_source("au_shop"))] == [PAGE]


@pytest.mark.parametrize(
    ("key", "says"),
    [("au-foo", "(au_foo?)"), ("zz_foo", "ISO 3166"), ("Some Insurer", "small letters")],
)
def test_a_key_is_a_country_and_a_publisher(
    here: Path, capsys: pytest.CaptureFixture[str], key: str, says: str
) -> None:
    assert main(["new", key]) == 2
    assert says in capsys.readouterr().err


def test_a_key_that_is_taken_says_where_it_is_and_how_to_go_on(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "au_shop"])
    assert main(["new", "au_shop"]) == 2
    said = capsys.readouterr().err
    assert str(here / "au_shop") in said
    assert "record au_shop --page FILE" in said


def test_locale_and_currency_follow_from_the_country_and_the_market(here: Path) -> None:
    main(["new", "au_shop", "--name", "The Shop & Co", "--page-key", "freezer"])
    manifest = load_source("au_shop").manifest
    assert (manifest.locale, manifest.currency, manifest.provider) == (
        "en_AU",
        "AUD",
        "the-shop-co",
    )
    assert manifest.pages[0].key == "freezer"
    main(["new", "ch_shop", "--market", "home"])
    manifest = load_source("ch_shop").manifest
    assert (manifest.locale, manifest.currency, manifest.market) == ("de_CH", "EUR", "home")


@pytest.mark.parametrize("options", [[], ["--parser"], ["--kind", "json"]])
def test_a_fresh_skeleton_has_to_be_filled_in(
    here: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    main(["new", "au_shop", *options])
    capsys.readouterr()
    assert main(["lint", "au_shop"]) == 1
    out = capsys.readouterr().out
    for left in ("a market", "licence.reference", "folder's name", "neither an address nor files"):
        assert left in out


def test_lint_names_what_does_not_fit(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = ["--name", "A Shop", "--market", "groceries", "--address", ADDRESS]
    main(["new", "au_shop", *answers, "--locale", "en_GB"])
    folder = here / "au_shop"
    text = (folder / "manifest.toml").read_text().replace("where did you look?", ADDRESS)
    (folder / "manifest.toml").write_text(text)
    capsys.readouterr()
    assert main(["lint", "au_shop"]) == 0
    assert (
        "advice: au_shop manifest.toml: locale en_GB of a source from AU" in capsys.readouterr().out
    )
    (folder / "manifest.toml").write_text(
        text.replace("known = false", "known = true").partition("# How many")[0]
    )
    assert main(["lint", "au_shop"]) == 1
    out = capsys.readouterr().out
    assert "said to be known" in out
    assert "no [expect" in out
    folder.rename(folder.with_name("au-shop"))
    main(["lint", "au-shop"])
    assert "with underlines" in capsys.readouterr().out


def test_a_value_that_a_generator_returns_is_lost() -> None:
    code = "def parse(c):\n    yield 1\n    return 2\n"
    assert [(line, error) for line, _, error in in_code(code)] == [(3, True)]
    assert list(in_code("def parse(c):\n    yield 1\n    return\n")) == []
    assert list(in_code("def f(c):\n    def g():\n        yield 1\n    return g\n")) == []


def test_a_saved_page_is_kept_under_the_page_it_is_of(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "au_shop", "--page-key", "freezer"])
    assert main(["record", "au_shop", "--page", "saved.html"]) == 0
    (page,) = pages(load_source("au_shop"))
    assert page.name.startswith("freezer.20")
    assert page.suffix == ".html"
    (here.parent / "other.html").write_text(PAGE.replace("Shelf", "Other"))
    for saved in ("other.html", "saved.html", "other.html"):
        assert main(["record", "au_shop", "--page", saved]) == 0
    assert [each.name for each in pages(load_source("au_shop"))] == [
        page.name.replace(".html", "-2.html"),
        page.name,
    ]
    manifest = here / "au_shop" / "manifest.toml"
    manifest.write_text(
        manifest.read_text().replace(
            "[[pages]]", '[[pages]]\nkey = "eggs"\n[pages.read]\nplan = { is = "x" }\n[[pages]]'
        )
    )
    capsys.readouterr()
    assert main(["record", "au_shop", "--page", "saved.html"]) == 2
    assert "--page-key with one of: eggs, freezer" in capsys.readouterr().err
    assert main(["record", "au_shop", "--page", "saved.html", "--page-key", "eggs"]) == 0
    assert main(["record", "au_shop", "--page", "none.html"]) == 2


@pytest.mark.parametrize(
    ("files", "folder", "says"),
    [
        ("", "folder", "`files = ["),
        ("", "saved.html", "the file saved.html: keep one saved page: python -m scrapers record"),
        ("", "nowhere", "nothing at nowhere"),
        ('files = ["a.csv"]', "folder", "an empty folder"),
        ('files = ["a.csv"]', ".", "found empty.html, folder"),
    ],
)
def test_a_folder_without_the_sources_files_is_told_in_plain_words(
    here: Path, capsys: pytest.CaptureFixture[str], files: str, folder: str, says: str
) -> None:
    main(["new", "au_shop"])
    manifest = here / "au_shop" / "manifest.toml"
    manifest.write_text(manifest.read_text().replace('key = "home"', f'key = "home"\n{files}'))
    capsys.readouterr()
    assert main(["record", "au_shop", "--from", folder]) == 1
    assert says in capsys.readouterr().err


def test_a_source_without_recordings_says_both_ways_to_have_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "au_shop", "--market", "groceries"])
    assert main(["check", "au_shop"]) == 1
    out = capsys.readouterr().out
    assert "python -m scrapers record au_shop\n" in out
    assert "python -m scrapers record au_shop --page FILE" in out
