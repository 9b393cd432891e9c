"""The regulator's site: a register and a table of complaints, both as CSV, and the statute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from scrapers.samples.history import counts, insurer, insurers

NOTE = "Invented data of an invented country"


def pages(edition: str) -> dict[str, bytes]:
    """Two files and one page."""
    return {
        "/register.csv": _register(edition),
        "/complaints.csv": _complaints(edition),
        "/law/insurance-contracts": _statute().encode(),
    }


def _register(edition: str) -> bytes:
    listed = [insurer(key, edition) for key in insurers()]
    rows = [(row.number, row.name, row.group, "household", NOTE) for row in listed]
    return _csv(("Register no.", "Name", "Group", "Line of business", "Note"), rows)


def _complaints(edition: str) -> bytes:
    rows = [
        (
            insurer(count.insurer, edition).number,
            insurer(count.insurer, edition).name,
            "household",
            count.year,
            count.complaints,
            count.contracts,
            NOTE,
        )
        for count in counts(edition)
    ]
    head = ("Register no.", "Name", "Line of business", "Year", "Complaints", "Contracts", "Note")
    return _csv(head, rows)


def _csv(head: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(head)
    table.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _statute() -> str:
    return """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Insurance Contracts Act of Westmark (invented)</title></head><body>
<h1>Insurance Contracts Act</h1>
<p>Westmark is an invented country, and this is an invented law.</p>
<h2>Section 7. Second thoughts</h2><p>A customer may withdraw within 14 days of the later of the
conclusion of the contract and the receipt of its terms. The insurer keeps the premium of the days
on which it bore the risk, and nothing more.</p>
<h2>Section 9. Term and notice</h2><p>A contract of household insurance runs for one year and renews
for another, unless notice is sent one month before its end; the day of sending counts.</p>
<h2>Section 11. Leaving during the year</h2><p>A customer may leave at any time. The insurer then
returns nine tenths of the premium for the days that are left. Where it has paid a claim in that
year, it returns nothing.</p>
<h2>Section 12. Renewal</h2><p>The insurer states the premium of the next year at least two months
before the end of the year.</p>
<h2>Section 15. Complaints</h2><p>Each insurer reports the number of its household contracts and of
the complaints about them; the supervision publishes both.</p>
</body></html>
"""
