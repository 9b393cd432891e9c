"""What a source says itself is found with its exact place, and changed there and nowhere else."""

from __future__ import annotations

from pathlib import Path

from scrapers.repair.edits import Line, Style, changes, lines, located, write
from scrapers.repair.literals import literals, locators
from scrapers.repair.renames import Rename

MANIFEST = """name = "Prices"   # "not this"
table = 'table.prices'
headings = ["Größe", "Area \\"2\\""]
"""
PARSER = '''"""A docstring with prices."""
ROWS = "table.prices tr"  # "nor this"
ö = ("Größe", 'prices')
text = f"prices {ROWS}"
long = """two
lines"""
'''


def written(folder: Path) -> Path:
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "parse.py").write_text(PARSER, encoding="utf-8")
    return folder


def test_quoted_texts_of_one_line_are_found_where_they_stand(tmp_path: Path) -> None:
    found = literals(written(tmp_path))
    assert [each.text for each in found if each.file == "manifest.toml"] == [
        "Prices",
        "table.prices",
        "Größe",
        'Area "2"',
    ]
    assert {each.text for each in found if each.file == "parse.py"} == {
        "table.prices tr",
        "Größe",
        "prices",
    }
    for each in found:
        line = (tmp_path / each.file).read_text(encoding="utf-8").splitlines()[each.line - 1]
        assert line[each.start] in "\"'"
        assert line[each.end - 1] in "\"'"


def test_a_renamed_word_is_written_wherever_the_source_says_it(tmp_path: Path) -> None:
    own = literals(written(tmp_path))
    renames = [Rename("prices", "rates-2"), Rename("Größe", "Size")]
    made = changes(own, renames, Style.BOTH, lambda text: text.startswith("table"))
    edit = lines(tmp_path, made)
    assert [(line.file, line.number, line.after) for line in edit] == [
        ("manifest.toml", 2, 'table = "table.prices, table.rates-2"'),
        ("manifest.toml", 3, 'headings = [["Größe", "Size"], "Area \\"2\\""]'),
        ("parse.py", 2, 'ROWS = "table.prices tr, table.rates-2 tr"  # "nor this"'),
        ("parse.py", 3, 'ö = (("Größe", "Size"), ("prices", "rates-2"))'),
    ]
    write(tmp_path, edit, tmp_path)
    assert 'f"prices {ROWS}"' in (tmp_path / "parse.py").read_text(encoding="utf-8")
    assert literals(tmp_path)


def test_a_word_is_no_part_of_another(tmp_path: Path) -> None:
    own = literals(written(tmp_path))
    assert changes(own, [Rename("price", "rate")], Style.ALONE, lambda _: False) == ()
    assert changes(own, [Rename("Prices tr", "x", whole=True)], Style.ALONE, bool) == ()


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_bytes(b'a = "x"\r\nb = "y"\r\n')
    write(tmp_path, [Line("manifest.toml", 1, 'a = "x"', 'a = "z"')], tmp_path)
    assert (tmp_path / "manifest.toml").read_bytes() == b'a = "z"\r\nb = "y"\r\n'


def test_a_locator_names_a_thing_by_its_old_word_or_its_new_one(tmp_path: Path) -> None:
    (tmp_path / "parse.py").write_text(
        "def parse(at):\n"
        '    yield f"{at}.cents", f"#cents row {at.cents}"\n'
        '    raise ValueError(f"no cents at {at}")\n',
        encoding="utf-8",
    )
    made = located(locators(tmp_path), [Rename("cents", "amount")])
    (line,) = lines(tmp_path, made)
    assert line.after == '    yield f"{at}.cents|amount", f"#cents|amount row {at.cents}"'
    assert located(locators(tmp_path), [Rename("cent", "amount")]) == ()
