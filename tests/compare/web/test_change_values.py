"""What a change's values look like: a rate keeps every digit that changed."""

import pytest

from compare.web.change_page.words import kind, value


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0.1999", "19.99\xa0%"), ("0.0625", "6.25\xa0%"), ("0.061525", "6.1525\xa0%")],
)
def test_a_rate_is_shown_in_percent_with_all_its_digits(share: str, shown: str) -> None:
    assert value(share, "share") == shown


@pytest.mark.parametrize("code", ["rate_rise", "interest_up", "interest_down", "fee_removed"])
def test_every_event_of_a_price_list_has_words(code: str) -> None:
    said = {kind(code, "better"), kind(code, "worse")}
    assert len(said) == 1
    assert said.isdisjoint({code.replace("_", " "), "a better condition"})
