"""usage.toml: when households use what they use, where prices depend on it."""

from __future__ import annotations

from pydantic import Field, model_validator

from compare.markets.words import KEY, Amount, Strict, Texts


class Pattern(Strict):
    """How a year's use of one quantity lies over months, days and hours: only proportions count.

    `months` is the use on a day of each month; `weekday` and `weekend` that in each hour. `assumption`
    says that no publisher stands behind it; `reference` is where it comes from.
    """

    key: str = Field(pattern=KEY)
    quantity: str = Field(pattern=KEY)
    text: Texts
    assumption: bool
    reference: Texts
    months: tuple[Amount, ...] = Field(min_length=12, max_length=12)
    weekday: tuple[Amount, ...] = Field(min_length=24, max_length=24)
    weekend: tuple[Amount, ...] = Field(min_length=24, max_length=24)


class UsageFile(Strict):
    """The patterns of use that a household may choose from."""

    pattern: tuple[Pattern, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> UsageFile:
        keys = [(item.key, item.quantity) for item in self.pattern]
        if len(set(keys)) != len(keys):
            raise ValueError(f"two patterns share key and quantity: {sorted(keys)}")
        return self
