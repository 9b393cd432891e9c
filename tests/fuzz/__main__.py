"""Coverage-guided fuzzing of the readers with atheris.

usage: python -m tests.fuzz [--seconds 60] [READER …]

The seconds are shared by the readers; each runs in a process of its own. What is found is printed
with the bytes that lead there, and becomes a test.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("readers", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--child", nargs=3, metavar=("READER", "CORPUS", "SECONDS"))
    said = parser.parse_args()
    if said.child:
        child(*said.child)
        return 0
    from tests.fuzz.targets import SEEDS, TARGETS

    readers = said.readers or list(TARGETS)
    share, failed = max(1, said.seconds // len(readers)), []
    for reader in readers:
        with tempfile.TemporaryDirectory() as corpus:
            for number, seed in enumerate(SEEDS[reader]):
                (Path(corpus) / str(number)).write_bytes(seed)
            command = [sys.executable, "-m", "tests.fuzz", "--child", reader, corpus, str(share)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = done.stderr.splitlines()
        print(f"{reader}: {next((each for each in lines[::-1] if 'Done' in each), 'FAILED')}")
        if done.returncode:
            failed.append(reader)
            print("\n".join(lines[-30:]))
    return int(bool(failed))


def child(reader: str, corpus: str, seconds: str) -> None:
    """One reader until the time is over; a call of more than ten seconds counts as a hang."""
    import atheris

    with atheris.instrument_imports(include=["scrapers"]):
        from tests.fuzz.targets import one
    options = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=20000"]
    artifacts = f"-artifact_prefix={tempfile.gettempdir()}/fuzz-{reader}-"
    atheris.Setup(["fuzz", *options, artifacts, corpus], lambda data: one(reader, data))
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
