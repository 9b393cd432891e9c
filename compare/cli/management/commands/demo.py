"""Collect the fictional market, answer one question, serve the site."""

from __future__ import annotations

import argparse
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from compare.store.models import RunState
from compare.tasks.statements import keep_statements
from compare.usecases import demo
from scrapers.samples import ASKED, QUESTION

PORT = 8000


class Command(BaseCommand):
    help = (
        "Collect the invented market of Westmark over HTTP, answer one question, serve the site. "
        "With SERVE=0 in the environment it ends after the answer."
    )

    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=PORT, help="0 takes a free one")

    def handle(self, *, port: int, **_: Any) -> None:
        console = Console(file=self.stdout._out, highlight=False)
        call_command("migrate", verbosity=0)
        _collect(console)
        keep_statements.apply()
        console.print(f"\n[bold]One question[/] ({QUESTION.name}): {ASKED}.\n", soft_wrap=True)
        call_command("answer", str(QUESTION), format="text", stdout=self.stdout)
        if os.environ.get("SERVE") == "0":
            return
        call_command("serve", port=_free(port), stdout=self.stdout)


def _collect(console: Console) -> None:
    """All editions with a bar, then a line for each run that did not end well."""
    console.print(
        "[bold]Westmark[/]: an invented country with twelve invented insurers and a grocer."
    )
    new = changed = 0
    states: dict[tuple[str, str], list[str]] = {}
    for step in _shown(console):
        if step.report is None:
            continue
        new += step.report.outcomes["new"]
        changed += step.report.outcomes["changed"] + step.report.outcomes["corrected"]
        if step.report.state is not RunState.STORED:
            states.setdefault((step.source, step.report.message), []).append(step.edition)
    console.print(f"{new} values read, {changed} changed since. What went wrong, and is said:")
    for (source, message), editions in states.items():
        console.print(
            f"  {source} in {', '.join(editions)}: {message}", markup=False, soft_wrap=True
        )


def _shown(console: Console) -> Iterator[demo.Step]:
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting", total=demo.length())
        for step in demo.collect_editions():
            progress.update(bar, advance=1, description=f"{step.edition} {step.source}")
            yield step


def _free(port: int) -> int:
    """This port, or a free one where it is taken."""
    for wanted in (port, 0):
        with closing(socket.socket()) as probe:
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("expected a free port on 127.0.0.1, found none")
