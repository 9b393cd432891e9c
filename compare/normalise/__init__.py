"""Records as printed become facts in the market's vocabulary; what is not understood is refused."""

from compare.normalise.facts import normalise
from compare.normalise.origin import Origin

__all__ = ["Origin", "normalise"]
