"""Westmark: a country that does not exist, its insurers' sites, and a server that shows them."""

from pathlib import Path

QUESTION = Path(__file__).with_name("question.json")  # what the demo asks
ASKED = (
    "a home of 61 to 120 m² on the coast, insured as Alder Home with Alder Mutual, for XTS 36.25 a "
    "month, until the end of September"
)
