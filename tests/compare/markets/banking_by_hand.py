"""What was read by hand in the raw versions of ten Australian bank products, before any code read them.

A step is the day on which a new rate was first there, the kind of rate, the rate before and after; what
stands twice because two tiers of a balance moved alike is written once. Days on which a bank's answer was
an error are no day of a change, lists in another order none, and nor is the same rate under another name
(Product203 on 1 June 2022: VARIABLE became FIXED for three months) or written as 3.25 and then as 0.0325
(product 122 on 10 February 2023).

The fees are of ten other products, drawn by lot from the hundred whose fees ever changed. That a fee was added
or removed is read as such where most of the list stayed; where more came than had stood there, or more
went than stayed, the bank filled or cut its list, and nobody knows what was charged before.
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


class Fee(NamedTuple):
    """One change of a fee: the day on which it was first there, the fee, its amount before and after."""

    day: str
    fee: str
    old: str
    new: str
    direction: str


NONE = "not_stated"


def _fees(*told: str) -> list[Fee]:
    """`2024-01-31 150 155 worse MORTGAGE_ESTABLISHMENT_FEE` and so on; `-` where it is not listed."""
    rows = [row.split(maxsplit=4) for row in told]
    return [
        Fee(day, fee, old.replace("-", NONE), new.replace("-", NONE), way)
        for day, old, new, way, fee in rows
    ]


FEES_BY_HAND: dict[str, list[Fee]] = {
    "240": _fees(
        "2022-10-12 - 0.03 neither Foreign Currency Conversion Fee",
        "2022-12-02 - 300 neither Loan Account Switching Fee",
        "2022-12-02 - 105 neither Loan Contract Variation Fee",
        "2023-01-25 300 - neither Loan Account Switching Fee",
        "2023-01-25 105 - neither Loan Contract Variation Fee",
        "2023-03-01 - 6 worse Statement Retrieval",
    ),
    "78126e21-102c-ee11-9966-002248e1dc43": _fees(
        "2024-07-31 40 0 better Overlimit Fee",
        "2024-07-31 - 0.01 worse Balance Transfer",
    ),
    "Christmas_Savings_-_UNITY": _fees("2022-05-26 1.2 - better EXCESS_TRANSACTION__FEE"),
    "ESS": _fees(
        "2022-12-20 5 0 better Card Replacement",
        "2024-07-31 8 - better Bank Cheque Purchase",
        "2024-07-31 8 - better Bank Cheque Replacement",
    ),
    "S10_Savings_Pension": _fees(
        "2022-12-21 40 0 better DORMANT_ACCOUNT_FEE",
        "2022-12-21 9 0 better REGULAR_PAYMENT_DISHONOUR_FEE",
        "2022-12-21 55 0 better AMENDMENT_FEE_ON_FOREIGN_TRANSFER",
        "2022-12-21 5 0 better INWARD_TELEGRAPHIC_TRANSFER",
        "2022-12-21 30 0 better OUTWARD_TELEGRAPHIC_TRANSFER_FOREIGN_CURRENCY_FEE",
        "2022-12-21 41 0 better TELEGRAPHIC_TRANSFER_-_OUTWARD_AUSTRALIAN_CURRENCY",
        "2022-12-21 40 0 better TELEGRAPHIC_TRANSFER_FUNDS_CANCELLATION_FEE",
        "2022-12-21 30 0 better TELEGRAPHIC_TRANSFER_-_OUTWARD",
    ),
    "2000-2000": [],  # its fee of nothing a month was given a currency
    "3_YEAR_FIXED_RATE_HOME_LOAN_MORTGAGE_INSURED_(INVESTOR)": _fees(
        "2024-01-31 150 155 worse MORTGAGE_ESTABLISHMENT_FEE",
        "2024-02-02 - 250 worse SWITCH_FEE",
    ),
    "Mortgage_Smart_Fixed_Rate_Home_Loan_1_Year": _fees(
        "2022-11-30 500.82 509.94 worse MORTGAGE_DISCHARGE_FEE",
        "2022-11-30 796.4 804.4 worse MORTGAGE_SMART_HOME_LOAN_ESTABLISHMENT_FEE",
    ),
    "Pensioner_Security_-_UNITY": _fees(
        "2022-05-26 1.2 - better EXCESS_TRANSACTION__FEE",
        "2022-05-26 10 - better CHEQUE_BOOK_ISSUE_FEE_-_100_LEAF_BOOK",
        "2022-05-26 3 - better CHEQUE_BOOK_ISSUE_FEE_-_25_LEAF_BOOK",
        "2022-05-27 - 5 worse MONTHLY_USAGE_FEE",
    ),
    "L61-3YRF-OOPI": _fees(
        "2023-03-09 500 - better RATE_LOCK_FEE",
        "2023-03-09 15 - better REDRAW_FEE_-_ONLINE",
        "2023-10-03 300 696 worse SPECIAL_ATTENDANCE_FEE_-_MORTGAGE_DISCHARGE",
    ),
}
