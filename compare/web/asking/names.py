"""Which insurer a typed name means: people write "Geico", a register "GEICO General Insurance Company"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 3  # letters below which part of a name means nobody


@dataclass(frozen=True, slots=True)
class Names:
    """The known providers of a market, as key and name."""

    providers: tuple[tuple[str, str], ...] = ()

    def key(self, typed: str) -> str:
        """The key of the one that is meant; empty where nobody is, or several could be."""
        meant = self.meant(typed)
        return meant[0][0] if len(meant) == 1 else ""

    def meant(self, typed: str) -> tuple[tuple[str, str], ...]:
        """Those that a name can mean: who is called just that, else all whose name holds it.

        A name that several bear in full tells nobody of them apart, and is nobody's.
        """
        said = " ".join(typed.split()).casefold()
        if whole := self._those(
            said == name.casefold() or said == key.casefold() for key, name in self.providers
        ):
            return whole if len(whole) == 1 else ()
        if len(said) < LEAST:
            return ()
        part = re.compile(rf"\b{re.escape(said)}\b")
        return self._those(
            part.search(name.casefold()) is not None for _key, name in self.providers
        )

    def _those(self, which: Iterable[bool]) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair, wanted in zip(self.providers, which, strict=True) if wanted)
