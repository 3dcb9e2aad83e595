"""What the worker does for the search index."""

from django.conf import settings
from django.db import transaction

from catalogue.models import Product
from catalogue.models.label_rule import refuses_incomplete_labels
from catalogue.models.product import LegalType
from search.index import outbox
from search.index.entries import missing_entries
from search.models import OutboxKind, SearchVersion

#: What the rows LABEL_GATE and ALCOHOL_SALE hold; none stands for the first, and of alcohol for the
#: second.
SOLD, REFUSED = 1, 2


def drain_waiting() -> str:
    """Make searchable what requests could not; return why rows still wait, if the cluster is away."""
    return outbox.drain().unavailable


def renew_entries() -> None:
    """Renew what nobody changed: entries whose certificate ended while another begins, or missing."""
    outbox.record(OutboxKind.PRODUCT, missing_entries())
    _follow_label_gate()
    _follow_alcohol_licence()


@transaction.atomic
def _follow_label_gate() -> None:
    """Renew the entries of incomplete labels once the setting LABEL_GATE sells or refuses them anew."""
    step = REFUSED if refuses_incomplete_labels() else SOLD
    if (SearchVersion.current(SearchVersion.LABEL_GATE) or SOLD) == step:
        return
    SearchVersion.objects.update_or_create(pk=SearchVersion.LABEL_GATE, defaults={"number": step})
    incomplete = Product.objects.with_incomplete_label().order_by()
    outbox.record(OutboxKind.PRODUCT, incomplete.values_list("pk", flat=True))


@transaction.atomic
def _follow_alcohol_licence() -> None:
    """Renew the entries of alcohol once the shop has its licence to sell it, or has it no more."""
    right = SOLD if settings.ALCOHOL_LICENCE else REFUSED
    if (SearchVersion.current(SearchVersion.ALCOHOL_SALE) or REFUSED) == right:
        return
    SearchVersion.objects.update_or_create(
        pk=SearchVersion.ALCOHOL_SALE, defaults={"number": right}
    )
    alcohol = Product.objects.filter(legal_type=LegalType.ALCOHOL).order_by()
    outbox.record(OutboxKind.PRODUCT, alcohol.values_list("pk", flat=True))
