"""Findings as a person reads them: the records first, what is to be looked at last."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from scrapers.commands.finding import Finding

SHOWN = 12
MARKET = (
    "What words, units and codes mean is not checked here: a run compares them with the market's "
    "vocabulary."
)


def show(findings: list[Finding], *, tables: bool, whole: bool) -> None:
    """Print findings; `tables` with the records of new pages, `whole` all records and lines."""
    console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False, markup=False)
    for finding in findings:
        fresh = tables and finding.state in ("written", "unexpected", "live")
        if "records" in finding.outcome and (whole or fresh):
            console.print(_table(finding.outcome["records"], None if whole else 4 * SHOWN))
        _say(console, finding, whole=whole)
    if tables and any(finding.outcome.get("records") for finding in findings):
        console.print(MARKET)
    bad = [finding for finding in findings if finding.bad]
    if bad and len(findings) > 1:
        console.print(f"{len(bad)} to look at:")
        for finding in bad:
            console.print(_line(finding))


def _say(console: Console, finding: Finding, *, whole: bool) -> None:
    console.print(_line(finding))
    signs = [("→", finding.why), ("·", finding.notes), ("-", finding.missing), ("+", finding.new)]
    for sign, lines in signs if finding.state != "as expected" else signs[1:]:
        most = len(lines) if whole else SHOWN
        for line in lines[:most]:
            console.print(f"    {sign} {line}")
        if len(lines) > most:
            console.print(f"    {sign} … and {len(lines) - most} more (--all)")


def _line(finding: Finding) -> str:
    return f"{'✗' if finding.bad else '✓'} {finding.source} {finding.page}: {_sentence(finding)}"


def _sentence(finding: Finding) -> str:
    if "error" in finding.outcome:
        wanted = finding.outcome.get("expected")
        said = f"{finding.outcome['error']}, " + (f"expected {wanted}, found " if wanted else "")
        said += finding.outcome.get("found", "")
    else:
        counts = Counter(each["kind"] for each in finding.outcome["records"])
        said = ", ".join(f"{count} {word}" for word, count in counts.items()) or "no record"
    return {
        "as expected": f"{said}, as expected",
        "written": f"{said}: written to expected/, look it through",
        "doubted": f"{said}: written to expected/, because you said so, against what follows",
        "differs": f"{said}: not as expected",
        "refused": f"still refused, and kept as a page that must be: {said}. "
        "If it should be read, mend the source and accept again",
    }.get(finding.state, said)


def _table(records: list[dict[str, Any]], most: int | None) -> Table:
    """The first records; the provider is shown where there are several, a column where it is used."""
    several = len({each["provider"] for each in records if "provider" in each}) > 1
    heads = ("kind", "of", "what", "value", "printed", "where")
    rows = [_row(each, several=several) for each in records[:most]]
    used = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    table = Table(*(Column(heads[place], overflow="fold") for place in used))
    for row in rows:
        table.add_row(*(row[place] for place in used))
    if most is not None and len(records) > most:
        table.caption = f"and {len(records) - most} more: check --all"
    return table


def _row(each: dict[str, Any], *, several: bool) -> tuple[str, ...]:
    what = each.get("heading") or each.get("measure") or each.get("factors") or ""
    if isinstance(what, dict):
        what = ", ".join(f"{key} {code}" for key, code in what.items() if code)
    provider, plan = each.get("provider"), each.get("plan")
    return (
        each["kind"],
        " ".join(filter(None, (provider if several or not plan else None, plan))),
        what or each.get("postcode") or each.get("expected") or "",
        " ".join(filter(None, _value(each))),
        each.get("literal", ""),
        each["locator"],
    )


def _value(each: dict[str, Any]) -> tuple[str, str]:
    """What a record says, and its unit, as a reader of the table wants it."""
    if each["kind"] in ("provider", "plan"):
        return ", ".join(each["attributes"].values()), ""
    if each["kind"] == "passed":
        return f"{each['rows']} row(s): {each['reason']}", ""
    if each["kind"] == "pack":
        size = " ".join(
            filter(None, (each.get("quantity") or each.get("missing"), each.get("unit")))
        )
        return each["amount"], f"{each['currency']} for {size}"
    value = each.get("amount") or each.get("value") or each.get("missing") or each.get("found")
    return value or "", each.get("unit") or each.get("currency") or ""
