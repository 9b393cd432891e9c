"""The largest paint of home, market, ask and answer in Chromium at a quarter of this machine's speed.

Measured on the server that production runs, against the database that DATABASE_URL or WORTH_VAR
names, each page several times with nothing cached. Of each: when the last byte was there (the
server's share), when the largest thing was painted (budget 1,000 ms), and how many nodes there are.

    WORTH_VAR=… python -m bench.paint [--today DAY]
"""

from __future__ import annotations

import argparse
import os
import shutil
from statistics import median
from typing import Any

import django

from bench.page import PAGE, free_port, ours, served

SLOWER = 4
TIMES = 7
BUDGET = 1000  # ms
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
FAMILY = (
    "/en/m/ch-health/answer?household.canton=GE&household.region=0"
    "&persons.0.age_class=adult&persons.0.accident=false&persons.1.age_class=adult"
    "&persons.1.accident=true&persons.2.age_class=child&persons.2.accident=true"
    "&persons.3.age_class=child&persons.3.accident=true&wanted.deductible=300"
    "&present.provider={provider}&today={today}"
)
SEEN = """() => new Promise(seen => {
  const last = list => { const all = list.getEntries(); return all[all.length - 1] };
  new PerformanceObserver(list => setTimeout(() => {
    const page = performance.getEntriesByType('navigation')[0], largest = last(list);
    seen({largest: largest.startTime, what: largest.element ? largest.element.tagName : '',
          bytes: performance.getEntries().reduce((sum, each) => sum + (each.transferSize || 0), 0),
          answered: page.responseEnd, nodes: document.querySelectorAll('*').length})
  }, 100)).observe({type: 'largest-contentful-paint', buffered: true})
})"""


def pages(today: str, provider: str) -> dict[str, str]:
    """What is looked at, by name."""
    said = {"canton": "BE", "region": 1, "deductible": 300, "provider": provider, "today": today}
    return {
        "home": "/en/",
        "market": "/en/m/ch-health/",
        "ask": "/en/m/ch-health/ask",
        "answer": PAGE.format(**said),
        "answer, family of four": FAMILY.format(provider=provider, today=today),
    }


def painted(browser: Any, address: str) -> dict[str, Any]:
    """One visit with nothing cached, at a quarter of the speed."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    seen: dict[str, Any] = page.evaluate(SEEN)
    context.close()
    return seen


def look(browser: Any, address: str, name: str) -> None:
    """Visit each page and print the medians; the first visit warms the server and is not counted."""
    visits = [painted(browser, address) for _ in range(TIMES + 1)][1:]
    largest, answered = (median(each[key] for each in visits) for key in ("largest", "answered"))
    last = visits[-1]
    print(
        f"{name:<24} painted {largest:6.0f} ms   answered {answered:5.0f} ms   "
        f"{last['nodes']:5} nodes   {last['bytes'] / 1000:5.0f} kB   "
        f"ours/budget {largest / BUDGET:.2f}   ({last['what'].lower()})",
        flush=True,
    )


def main() -> None:
    """Measure each page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--today", default="2025-11-10", help="the day that is asked about")
    today = parser.parse_args().today
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("not measured: no Chromium on this machine (set CHROMIUM)")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compare.config.settings")
    django.setup()
    from playwright.sync_api import sync_playwright

    provider = "bag-8"
    port = free_port()
    with served(ours(port), port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        print(f"largest paint at {SLOWER}x CPU throttle, median of {TIMES}")
        for name, path in pages(today, provider).items():
            look(browser, f"http://127.0.0.1:{port}{path}", name)
        browser.close()


if __name__ == "__main__":
    main()
