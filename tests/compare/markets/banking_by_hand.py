"""What was read by hand in the raw versions of ten Australian bank products, before any code read them.

A step is the day on which a new rate was first there, the kind of rate, the rate before and after; what
stands twice because two tiers of a balance moved alike is written once. Days on which a bank's answer was
an error are no day of a change, lists in another order none, and nor is the same rate under another name
(Product203 on 1 June 2022: VARIABLE became FIXED for three months) or written as 3.25 and then as 0.0325
(product 122 on 10 February 2023).
"""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """One change of a rate."""

    day: str
    rate: str
    old: str
    new: str

    @property
    def direction(self) -> str:
        """Who is better off: interest received should rise, interest paid should fall."""
        risen = float(self.new) > float(self.old)
        received = self.rate in ("variable", "bonus", "fixed", "introductory")
        return "better" if risen == received else "worse"


def _of(rate: str, *told: str) -> list[Step]:
    """`2022-10-04 0.0125 0.0155` and so on, each day's old rate being the last one's new."""
    return [Step(day, rate, old, new) for day, old, new in map(str.split, told)]


LOANS = ("BusinessOverdraft", "b4f9f303-2634-4b0d-94c5-84b6a8395920")
BY_HAND: dict[str, list[Step]] = {
    "AMB_Savings_Motivator": [
        *_of(
            "bonus",
            "2022-10-04 0.0125 0.0155",
            "2022-11-02 0.0155 0.019",
            "2022-12-01 0.019 0.021",
            "2023-01-02 0.021 0.0235",
            "2023-03-01 0.0235 0.0255",
            "2023-04-01 0.0255 0.0365",
            "2023-10-03 0.0365 0.0415",
            "2023-12-01 0.0415 0.043",
        ),
        *_of(
            "variable",
            "2023-03-01 0.001 0.0015",
            "2023-04-01 0.0015 0.0035",
            "2023-04-02 0.0035 0.0015",
            "2023-04-03 0.0015 0.0035",
        ),
    ],
    "Product203": [
        *_of("variable", "2022-05-24 0.0025 0.005"),
        *_of(
            "fixed",
            "2022-06-23 0.005 0.01",
            "2022-08-18 0.01 0.0125",
            "2022-09-28 0.0125 0.02",
            "2022-11-18 0.02 0.0225",
            "2022-12-08 0.0225 0.03",
            "2022-12-22 0.03 0.0315",
            "2023-02-18 0.0315 0.032",
            "2023-04-03 0.032 0.0355",
            "2023-04-18 0.0355 0.036",
            "2023-05-05 0.036 0.042",
            "2023-07-07 0.042 0.0475",
            "2023-11-17 0.0475 0.048",
        ),
    ],
    "43": _of(
        "introductory",
        "2022-10-19 0.037 0.0385",
        "2022-11-02 0.0385 0.042",
        "2022-12-08 0.042 0.0435",
        "2023-03-24 0.0435 0.045",
        "2023-03-31 0.045 0.047",
        "2023-05-30 0.047 0.045",
        "2023-06-29 0.045 0.046",
        "2023-06-30 0.046 0.0505",
        "2023-07-13 0.0505 0.0535",
        "2023-10-03 0.0535 0.0495",
        "2023-11-17 0.0495 0.051",
    ),
    "2000-3100": [
        *_of(
            "bonus",
            "2022-10-20 0.024 0.0285",
            "2022-11-18 0.0285 0.034",
            "2022-12-20 0.034 0.0365",
            "2023-02-14 0.0365 0.0415",
            "2023-10-03 0.0415 0.0475",
        ),
        *_of(
            "variable",
            "2022-10-20 0.0015 0.002",
            "2022-11-18 0.002 0.0025",
            "2022-12-20 0.0025 0.004",
            "2023-02-14 0.004 0.005",
        ),
    ],
    "CCAltPlatVelocity": [
        *_of("purchase", "2024-07-31 0.1999 0.2099"),
        *_of("cash_advance", "2024-07-31 0.2149 0.2199"),
    ],
    "c4738728-0e16-4957-b37b-5547a99d56c4": _of(
        "variable",
        "2022-10-22 0.019 0.0205",
        "2022-11-21 0.0205 0.0225",
        "2022-12-20 0.0225 0.0245",
        "2023-02-27 0.0245 0.027",
        "2023-03-24 0.027 0.03",
        "2023-05-24 0.03 0.0325",
        "2023-06-21 0.0325 0.0355",
        "2023-11-17 0.0355 0.038",
    ),
    "b4f9f303-2634-4b0d-94c5-84b6a8395920": _of(
        "lending variable",
        "2022-10-19 0.0649 0.0749",
        "2022-10-19 0.1599 0.1799",
        "2023-03-22 0.0749 0.0699",
        "2023-03-22 0.1799 0.1849",
        "2023-10-03 0.0699 0.0749",
        "2023-10-03 0.1849 0.1999",
    ),
    "BusinessOverdraft": _of(
        "lending variable",
        "2022-10-18 0.0611 0.0636",
        "2022-11-15 0.0636 0.0661",
        "2022-12-20 0.0661 0.0686",
        "2023-02-22 0.0686 0.0711",
        "2023-03-22 0.0711 0.0736",
        "2023-05-16 0.0736 0.0761",
        "2023-06-20 0.0761 0.0786",
        "2023-11-21 0.0786 0.0811",
    ),
    "6": _of(  # of Queensland Country Bank; another bank's product has the same number
        "variable",
        "2022-10-20 0.0145 0.016",
        "2022-11-18 0.016 0.0175",
        "2022-12-20 0.0175 0.019",
        "2023-02-23 0.019 0.021",
        "2023-03-24 0.021 0.023",
        "2023-05-18 0.023 0.025",
        "2023-06-22 0.025 0.027",
        "2023-11-23 0.027 0.029",
    ),
    "122": _of(
        "variable",
        "2022-10-19 0.025 0.0275",
        "2022-11-21 0.0275 0.03",
        "2022-12-20 0.03 0.0325",
        "2023-03-10 0.0325 0.0375",
        "2023-03-22 0.0375 0.04",
        "2023-05-15 0.04 0.0425",
        "2023-06-20 0.0425 0.045",
        "2023-11-20 0.045 0.0475",
    ),
}
