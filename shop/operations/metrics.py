"""The numbers of the whole shop for whoever watches it: those of search, and letters not sent."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from search.metrics import exposition
from shop.letters.models import Letter, LetterState


class Letters:
    """Reads the outbox of letters at the moment someone looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the two numbers."""
        refused = Letter.objects.filter(state=LetterState.REFUSED)
        for name, meaning, letters in (
            ("letters_waiting", "Letters that are still to be sent.", Letter.objects.waiting()),
            ("letters_set_aside", "Letters that were refused and wait for a person.", refused),
        ):
            yield GaugeMetricFamily(name, meaning, letters.count())


def all_numbers() -> bytes:
    """Return everything in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(Letters())
    return exposition() + generate_latest(registry)
