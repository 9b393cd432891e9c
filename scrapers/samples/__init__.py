"""Westmark: a country that does not exist, its insurers' sites, and a server that shows them."""

from pathlib import Path

QUESTION = Path(__file__).with_name("question.json")  # what the demo asks
