"""The service of every provider against the present one's, from published counts (domain 3.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from compare.quality.figures import BandFigure, Figure, Kind
from compare.quality.groups import market_rate
from compare.quality.intervals import LEVEL
from compare.quality.probability import proportion_greater, rate_lower
from compare.quality.shrinkage import Beta, empirical_bayes
from compare.quality.state import (
    ServiceFinding,
    ServiceState,
    band_state,
    service_findings,
)


@dataclass(frozen=True, slots=True)
class Service:
    """One provider's service against the present provider's.

    `findings` is one per measure that both publish; without any the state is NO_EVIDENCE and
    `unknown` is true: it is shown as unknown. `p_better` is the probability that the service is
    better, measure by measure: it is shown, and decides nothing.
    """

    state: ServiceState
    findings: Mapping[str, ServiceFinding]
    p_better: Mapping[str, float] = field(default_factory=dict)

    @property
    def unknown(self) -> bool:
        """Whether nothing was published that both could be compared on."""
        return not self.findings


UNKNOWN_SERVICE = Service(ServiceState.NO_EVIDENCE, {})
SAME_PROVIDER = Service(ServiceState.EQUIVALENT, {})


@lru_cache(maxsize=256)
def services(
    figures: tuple[Figure, ...], incumbent: str, bands: tuple[BandFigure, ...] = ()
) -> Mapping[str, Service]:
    """Every provider with a figure or a published band against `incumbent`.

    All intervals hold together at 95 %: Holm over the providers of one measure, Bonferroni over
    the measures. A measure that the incumbent does not publish compares nobody. It is the same
    for every household, and therefore kept.
    """
    measured: dict[str, list[Figure]] = {}
    for figure in figures:
        measured.setdefault(figure.measure.key, []).append(figure)
    level = 1 - (1 - LEVEL) / max(1, len(measured))
    found: dict[str, dict[str, ServiceFinding]] = {}
    chances: dict[str, dict[str, float]] = {}
    for key, group in measured.items():
        own = [figure for figure in group if figure.provider == incumbent]
        others = [figure for figure in group if figure.provider != incumbent]
        if not own or not others:
            continue
        compared = service_findings(others, own[0], market_rate(group), level)
        for figure, finding in zip(others, compared, strict=True):
            found.setdefault(figure.provider, {})[key] = finding
            chances.setdefault(figure.provider, {})[key] = p_better(figure, own[0], group)
    for provider, key, finding in _by_band(bands, incumbent):
        found.setdefault(provider, {})[key] = finding
    states = {
        provider: Service(
            overall_state([f.state for f in by_measure.values()]),
            by_measure,
            chances.get(provider, {}),
        )
        for provider, by_measure in found.items()
    }
    return MappingProxyType(states)


def _by_band(
    bands: Sequence[BandFigure], incumbent: str
) -> Iterator[tuple[str, str, ServiceFinding]]:
    """Bands of one measure, line of business and period: evidence if a whole band lies between."""
    own = {(b.measure, b.group, b.period): b.band for b in bands if b.provider == incumbent}
    for each in bands:
        held = own.get((each.measure, each.group, each.period))
        if held is not None and each.provider != incumbent:
            state = band_state(each.band, held, each.measure.higher_is_better)
            yield each.provider, each.measure.key, ServiceFinding(state, None, LEVEL, 1.0)


def overall_state(states: Sequence[ServiceState]) -> ServiceState:
    """Several measures as one: worse in one is worse; better needs one that is and none worse.

    EQUIVALENT needs all of them to be: one without evidence leaves no evidence.
    """
    for decisive in (ServiceState.WORSE, ServiceState.BETTER, ServiceState.NO_EVIDENCE):
        if decisive in states:
            return decisive
    return ServiceState.EQUIVALENT if states else ServiceState.NO_EVIDENCE


def p_better(candidate: Figure, incumbent: Figure, market: Sequence[Figure]) -> float:
    """P(the candidate's service is better), rates drawn towards the market's mean (domain 3.3)."""
    measure = candidate.measure
    if measure.kind is Kind.PROPORTION:
        one, other = (Beta().after(f.numerator, f.trials) for f in (candidate, incumbent))
        greater = proportion_greater(one, other)
        return greater if measure.higher_is_better else 1 - greater
    counts = [figure.numerator for figure in market]
    prior = empirical_bayes(counts, [figure.denominator for figure in market]).prior
    if prior is None:
        return 0.5  # the counts do not tell any two providers apart
    first, second = (prior.after(f.numerator, f.denominator) for f in (candidate, incumbent))
    lower = rate_lower(first, second)
    return 1 - lower if measure.higher_is_better else lower
