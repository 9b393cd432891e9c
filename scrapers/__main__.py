"""`python -m scrapers`: make, record, check and mend sources, without a database.

Exit codes: 0 all is well, 1 something is to be looked at, 2 the command cannot be understood.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from scrapers import catalogue
from scrapers.commands import check, health, lint, new, pull, record, schema, suggest
from scrapers.errors import ManifestError, ScrapeError

COMMANDS = (new, record, check, lint, suggest, pull, health, schema)


def parser() -> argparse.ArgumentParser:
    """What may be typed: one command each, with its own options."""
    whole = argparse.ArgumentParser(prog="python -m scrapers", description=__doc__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        name = module.__name__.rpartition(".")[2]
        words = (module.__doc__ or "").strip()
        sub = commands.add_parser(name, help=words.splitlines()[0], description=words)
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = parser().parse_args(arguments)
    if chosen.run is not new.run:  # which makes the folder
        for odd in catalogue.oddities():
            print(f"note: {odd}", file=sys.stderr)
    try:
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ScrapeError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, ManifestError) else 1
    return code


if __name__ == "__main__":
    sys.exit(main())
