"""What a market definition may and may not say."""

from datetime import date
from pathlib import Path

import pytest

from compare.markets import loader
from compare.markets.loader import DefinitionError, UnknownMarket

SMALL = """
kind = "offers"
country = "CH"
currency = "CHF"
zone = "Europe/Zurich"
languages = ["en"]
mode = "live"
name = { en = "small" }
threshold.CHF = { rel = "0.05", low = "20", high = "100" }

[[factor]]
key = "size"
of = "household"
label = { en = "size" }
codes = { small = ["S"], large = ["L"] }

[[attribute]]
key = "model"
wanted = "models"
label = { en = "model" }
codes = { plain = ["P"], fancy = ["F"] }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "small"
    home.mkdir()
    (home / "market.toml").write_text(SMALL)
    return home


def refused(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text)
    with pytest.raises(DefinitionError) as error:
        loader.read(folder)
    return str(error.value)


def test_every_bundled_market_loads() -> None:
    known = loader.keys()
    assert "ch-health" in known
    assert [loader.load(key).key for key in known] == list(known)


def test_an_unknown_market_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownMarket, match="ch-health"):
        loader.load("no-such-market")


def test_market_toml_alone_is_a_market(folder: Path) -> None:
    assert loader.read(folder).market.factor[0].printed == {"S": "small", "L": "large"}


def test_a_folder_without_market_toml_says_so(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"market\.toml"):
        loader.read(tmp_path)


def test_an_unknown_key_is_refused_with_file_and_key(folder: Path) -> None:
    message = refused(folder, "market.toml", 'curency = "CHF"\n' + SMALL)
    assert "small/market.toml" in message
    assert "curency" in message


def test_a_decimal_that_is_no_text_is_refused(folder: Path) -> None:
    message = refused(folder, "market.toml", SMALL.replace('rel = "0.05"', "rel = 0.05"))
    assert "in quotes" in message
    assert "threshold.CHF.rel" in message


def test_no_number_is_not_a_decimal(folder: Path) -> None:
    assert "in quotes" in refused(folder, "market.toml", SMALL.replace('"0.05"', '"NaN"'))


def test_a_file_that_is_no_toml_is_refused(folder: Path) -> None:
    assert "small/terms.toml: expected a TOML file" in refused(folder, "terms.toml", "[[")


def test_one_printed_word_for_two_codes_is_refused(folder: Path) -> None:
    message = refused(folder, "market.toml", SMALL.replace('["L"]', '["S"]'))
    assert "'S' stands for both" in message


def test_a_missing_language_is_named_with_its_place(folder: Path) -> None:
    message = refused(folder, "market.toml", SMALL.replace('["en"]', '["en", "it"]'))
    assert "expected a text in it" in message


def test_a_bare_text_is_a_name_that_is_the_same_in_every_language(folder: Path) -> None:
    text = SMALL.replace('["en"]', '["en", "de"]')
    for word in ("small", "size", "model"):
        text = text.replace(f'{{ en = "{word}" }}', f'"{word}"')
    (folder / "market.toml").write_text(text)
    name = loader.read(folder).market.name
    assert [name.in_(each) for each in ("en", "de")] == ["small", "small"]


def test_nine_questions_are_one_too_many(folder: Path) -> None:
    asked = '\n[[question]]\nfactor = "size"\ntext = { en = "?" }\nreason = { en = "!" }\n'
    assert "question" in refused(folder, "market.toml", SMALL + asked * 9)


RULE = '[[rule]]\nkey = "fee"\nvalue = "{value}"\nreference = "law"\nvalid_from = {start}\n'


def test_overlapping_rules_are_refused_with_both_dates(folder: Path) -> None:
    text = RULE.format(value=1, start="2020-01-01") + RULE.format(value=2, start="2021-01-01")
    message = refused(folder, "costs.toml", text)
    assert "small/costs.toml" in message
    assert "2020-01-01" in message
    assert "2021-01-01" in message


def test_rules_that_follow_one_another_are_fine(folder: Path) -> None:
    text = RULE.format(value=1, start="2020-01-01") + "valid_to = 2021-01-01\n"
    (folder / "costs.toml").write_text(text + RULE.format(value=2, start="2021-01-01"))
    assert len(loader.read(folder).costs.rule) == 2


def test_rules_for_different_people_may_share_their_dates(folder: Path) -> None:
    rows = [
        RULE.format(value=1, start="2020-01-01") + f'when = {{ size = ["{size}"] }}\n'
        for size in ("small", "large")
    ]
    (folder / "costs.toml").write_text("".join(rows))
    assert len(loader.read(folder).costs.rule) == 2


def test_a_rule_without_reference_is_refused(folder: Path) -> None:
    text = RULE.format(value=1, start="2020-01-01").replace('"law"', '""')
    assert "reference" in refused(folder, "costs.toml", text)


def test_probabilities_that_do_not_add_up_are_refused(folder: Path) -> None:
    text = (
        '[[distribution]]\nassumption = true\nreference = "r"\nvalid_from = 2020-01-01\n'
        'scenario = [{ key = "a", costs = "1", probability = "0.4", text = { en = "a" } }]\n'
    )
    assert "add up to 1" in refused(folder, "costs.toml", text)


def test_a_derived_term_needs_a_value_for_every_code(folder: Path) -> None:
    text = (
        '[[term]]\nkey = "choice"\ndirection = "status"\nlabel = { en = "x" }\n'
        'definition = { en = "x" }\nderived = { attribute = "model", values = { plain = "covered" } }\n'
    )
    assert "no value for ['fancy']" in refused(folder, "terms.toml", text)


WORK = (
    '[[term]]\nkey = "counter"\ndirection = "{direction}"\nlabel = {{ en = "x" }}\n'
    'definition = {{ en = "x" }}\n[[term.moves_work]]\nminutes = 60\nassumption = true\n'
    'valid_from = 2020-01-01\nreference = "r"\n'
)


def test_a_term_that_moves_work_is_no_cover_and_compared_with_nobody_s(folder: Path) -> None:
    (folder / "terms.toml").write_text(WORK.format(direction="status"))
    (term,) = loader.read(folder).terms.term
    assert term.worsening == "work_shift"
    assert not term.asked_of({}, date(2024, 1, 1))


def test_only_a_status_can_move_work(folder: Path) -> None:
    text = WORK.format(direction="higher_better")
    assert "moves work is a status" in refused(folder, "terms.toml", text)


def test_a_change_of_any_file_changes_the_version(folder: Path) -> None:
    before = loader.read(folder).version
    (folder / "quality.toml").write_text("# nothing is measured\n")
    assert loader.read(folder).version != before


class TestSwissHealth:
    market = loader.load("ch-health")
    day = date(2021, 1, 1)

    def test_a_cell_has_six_codes_in_this_order(self) -> None:
        keys = [factor.key for factor in self.market.market.cell_factors]
        assert keys == ["canton", "region", "age_class", "sibling_group", "accident", "deductible"]

    def test_deductibles_are_those_of_the_ordinance(self) -> None:
        deductible = self.market.factor("deductible")
        adult = deductible.possible({"age_class": "adult"}, self.day)
        child = deductible.possible({"age_class": "child"}, self.day)
        assert adult == ("300", "500", "1000", "1500", "2000", "2500")
        assert child == ("0", "100", "200", "300", "400", "500", "600")

    def test_both_years_spellings_of_a_deductible_mean_the_same(self) -> None:
        assert self.market.factor("deductible").printed["300"] == "300"
        assert self.market.factor("deductible").printed["FRA-300"] == "300"

    def test_special_groups_are_no_places(self) -> None:
        assert set(self.market.factor("canton").closed) == {"ZE", "ZR"}

    def test_only_the_standard_model_leaves_the_choice_of_doctor_free(self) -> None:
        choice = next(t for t in self.market.terms.term if t.key == "choice_of_doctor")
        assert choice.derived is not None
        free = [code for code, value in choice.derived.values.items() if value == "covered"]
        assert free == ["standard"]

    def test_benefits_are_equal_by_law(self) -> None:
        assert [a.key for a in self.market.attributes if a.equal_by_law] == ["benefits"]

    def test_every_published_household_can_be_asked(self) -> None:
        for household in self.market.households.household:
            for person in household.persons:
                codes = {k: str(v) for k, v in person.items()}
                possible = self.market.factor("deductible").possible(codes, self.day)
                assert codes["deductible"] in possible, household.key


def test_a_benchmark_names_a_code_of_an_attribute(folder: Path) -> None:
    rule = """
[benchmark]
attribute = "model"
code = "plain"
rank = 2
text = { en = "second cheapest plain plan" }
valid_from = 2020-01-01
reference = "invented"
"""
    text = SMALL.replace("[[factor]]", f"{rule}\n[[factor]]", 1)
    (folder / "market.toml").write_text(text)
    assert loader.read(folder).market.benchmark is not None
    message = refused(folder, "market.toml", text.replace('code = "plain"', 'code = "gilded"'))
    assert "gilded" in message


def test_who_says_what_they_are_keeps_the_plans_that_are_for_everybody() -> None:
    (open_to,) = (
        item for item in loader.load("au-energy").market.attribute if item.key == "open_to"
    )

    assert "everybody" not in open_to.choices
    assert "senior" in open_to.choices
    assert open_to.suits("everybody", ("senior",))
    assert open_to.suits("senior", ("senior",))
    assert not open_to.suits("solar", ("senior",))
    assert open_to.suits("solar", ())
    assert open_to.suits(None, ("senior",))
