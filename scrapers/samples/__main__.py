"""`python -m scrapers.samples --edition 2026-07 --port 0` shows one edition on loopback."""

from __future__ import annotations

import argparse
import sys

from scrapers.samples.history import editions
from scrapers.samples.server import Server


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted."""
    known = tuple(editions())
    parser = argparse.ArgumentParser(prog="python -m scrapers.samples", description=__doc__)
    parser.add_argument("--edition", choices=known, default=known[-1])
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    chosen = parser.parse_args(arguments)
    with Server(chosen.edition, chosen.port) as server:
        print(f"Westmark, edition {chosen.edition}: {server.base}/", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
