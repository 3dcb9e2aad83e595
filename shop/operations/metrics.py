"""The metrics of the whole shop: those of search, and e-mails not sent."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from search.metrics import exposition
from shop.mail.models import OutgoingEmail


class EmailCollector:
    """Reads the outbox of e-mails at the moment someone looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        set_aside = OutgoingEmail.objects.set_aside()
        for name, meaning, emails in (
            (
                "emails_waiting",
                "E-mails that are still to be sent.",
                OutgoingEmail.objects.waiting(),
            ),
            (
                "emails_set_aside",
                "E-mails that were refused or may have gone, and wait for a person.",
                set_aside,
            ),
        ):
            yield GaugeMetricFamily(name, meaning, emails.count())


def all_metrics() -> bytes:
    """Return everything in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(EmailCollector())
    return exposition() + generate_latest(registry)
