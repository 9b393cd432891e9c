"""B11: two documents of 100 kB side by side, by clause, against difflib doing the same.

usage: python -m bench.difference

Measured: from the clauses of both versions to every clause that moved, came, went or was reworded,
with the words marked. Taking a text apart into clauses depends on one version alone, is kept with
it, and is printed by itself. The worst cases have no common clause, or one giant clause; difflib is
given ten seconds for them. Its word-by-word part pairs clauses only where as many went as came.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

from compare.track.clause_difference import difference
from compare.track.clauses import clauses

PATIENCE = 10.0
WORDS = [f"word{number}" for number in range(2000)]
Clauses = Sequence[str]


def document(seed: int, count: int = 560, words: int = 22) -> str:
    """A text of about 100 kB in paragraphs, with an amount in every seventh."""
    dice = random.Random(seed)
    parts = []
    for number in range(count):
        said = dice.choices(WORDS, k=words)
        if number % 7 == 0:
            said[words // 2] = f"EUR {dice.randint(5, 500)}"
        parts.append(" ".join(said))
    return "\n\n".join(parts)


def edited(text: str) -> str:
    """The same text: a word in each fortieth clause replaced, some clauses moved, gone and come."""
    parts = text.split("\n\n")
    for place in range(0, len(parts), 40):
        words = parts[place].split()
        words[3] = "reworded"
        parts[place] = " ".join(words)
    parts[11], parts[301] = parts[301], parts[11]
    del parts[150:155]
    parts[400:400] = [f"A clause that is new says number {number}." for number in range(5)]
    return "\n\n".join(parts)


def by_difflib(before: Clauses, after: Clauses) -> list[Any]:
    """What difflib offers: blocks of clauses, and blocks of words in those that were replaced."""
    found: list[Any] = []
    for tag, i, iend, j, jend in SequenceMatcher(None, before, after, False).get_opcodes():
        found.append((tag, i, iend, j, jend))
        if tag == "replace" and iend - i == jend - j:
            for old, new in zip(before[i:iend], after[j:jend], strict=True):
                words = SequenceMatcher(None, old.split(), new.split(), False)
                found.append(words.get_opcodes())
    return found


def median(run: Callable[[], Any], runs: int = 9) -> float:
    """The median time in milliseconds, after a run that is not counted."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def patient(before: Clauses, after: Clauses) -> float | None:
    """The milliseconds that difflib takes once; None where it was ended for taking too long."""
    process = multiprocessing.Process(target=by_difflib, args=(before, after))
    start = time.perf_counter()
    process.start()
    process.join(PATIENCE)
    taken = (time.perf_counter() - start) * 1e3
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return taken


def line(what: str, before: Clauses, after: Clauses, *, worst: bool = False) -> None:
    ours = median(lambda: difference(before, after))
    peer = patient(before, after) if worst else median(lambda: by_difflib(before, after))
    said = f"{peer:10.2f} ms   x{peer / ours:8.1f}" if peer else f"> {PATIENCE:.0f} s, ended"
    print(f"{what:44s} ours {ours:8.2f} ms   difflib {said}")


def main() -> None:
    text = document(1)
    other = edited(text)
    before, after, strange = clauses(text), clauses(other), clauses(document(2))
    print(f"two documents of {len(text) / 1000:.0f} kB, {len(before)} clauses each")
    print(
        f"{'taking one apart, once for a stored version':44s} ours "
        f"{median(lambda: clauses(text)):8.2f} ms"
    )
    line("edited: reworded, moved, gone, come", before, after)
    line("nothing changed", before, tuple(before))
    line("worst: no common clause", before, strange, worst=True)
    line("worst: one giant clause, a word in 50 new", *giants(before, 50), worst=True)
    line(
        "worst: one giant clause, nothing alike",
        (" ".join(before),),
        (" ".join(strange),),
        worst=True,
    )


def giants(before: Clauses, every: int) -> tuple[Clauses, Clauses]:
    words = " ".join(before).split()
    other = [f"new{at}" if at % every == 0 else word for at, word in enumerate(words)]
    return (" ".join(words),), (" ".join(other),)


if __name__ == "__main__":
    main()
