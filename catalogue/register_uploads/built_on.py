"""What was built on an applied register file since: as long as it stands, the file is not undone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.batches import in_batches
from catalogue.models import Certificate, CertificateEvent, Product, RegisterUpload
from catalogue.models.certificate_event import EventKind
from catalogue.models.certificate_proposal import ProposalState
from catalogue.models.register_upload import UploadState
from catalogue.register_uploads.journal import proposals

#: How many products a sentence names.
NAMED = 5
#: What points at a product without anybody having built on it.
_NOT_BUILT = {"analytics", "basket", "catalogue", "customer", "search", "wishlists"}
_BUILT_IN_CATALOGUE = {"labelstatement", "productimage", "starreport", "takedown"}


def find_blockers(upload: RegisterUpload) -> list[str]:
    """Say what was built on an applied file, in sentences; none means that it can be undone."""
    journal, applied_at = upload.journal, upload.applied_at
    if (
        upload.state not in (UploadState.APPLIED, UploadState.UNDOING)
        or applied_at is None
        or not journal
    ):
        return [_("This file is not applied.")]
    used, moved = _used_products(journal, applied_at), _moved_certificates(journal)
    found = (
        (_later_files(upload), _later, Product.objects.none()),
        (used, _used, Product.objects.filter(pk__in=_first(used))),
        (moved, _moved, Product.objects.filter(certificates__in=_first(moved))),
        (_confirmed_proposals(journal), _confirmed, Product.objects.none()),
    )
    return [f"{say(len(keys))}{_named(products)}" for keys, say, products in found if keys]


def _first(keys: set[int]) -> list[int]:
    return sorted(keys)[:NAMED]


def _named(products: QuerySet[Product]) -> str:
    """Name some of the products that a sentence counts, so that somebody can look at them."""
    titles = products.order_by("pk").distinct().values_list("title", flat=True)
    names = ", ".join(f"“{title}”" for title in titles)
    return f" {_('For example: %(names)s.') % {'names': names}}" if names else ""


def _later(n: int) -> str:
    return ngettext(
        "%(n)d later file has changed the same rows; undo that one first.",
        "%(n)d later files have changed the same rows; undo those first.",
        n,
    ) % {"n": n}


def _used(n: int) -> str:
    return ngettext(
        "%(n)d product of this file was ordered, reviewed, priced or edited since.",
        "%(n)d products of this file were ordered, reviewed, priced or edited since.",
        n,
    ) % {"n": n}


def _moved(n: int) -> str:
    return ngettext(
        "%(n)d certificate of this file was extended, revoked, corrected or followed by another since.",
        "%(n)d certificates of this file were extended, revoked, corrected or followed by others since.",
        n,
    ) % {"n": n}


def _confirmed(n: int) -> str:
    return ngettext(
        "%(n)d withdrawal or extension that this file named is confirmed.",
        "%(n)d withdrawals or extensions that this file named are confirmed.",
        n,
    ) % {"n": n}


def _later_files(upload: RegisterUpload) -> set[int]:
    own = _entry_keys(upload.journal)
    later = RegisterUpload.objects.filter(
        state=UploadState.APPLIED, applied_at__gte=upload.applied_at
    ).exclude(pk=upload.pk)
    return {each.pk for each in later.iterator() if own & _entry_keys(each.journal)}


def _entry_keys(journal: dict[str, Any]) -> set[str]:
    entries = journal.get("entries", {})
    return {*entries.get("made", ()), *entries.get("before", {})}


def _used_products(journal: dict[str, Any], applied_at: datetime) -> set[int]:
    """Products that something refers to by now, or that somebody has edited."""
    made = journal["products"]["made"]
    touched = [*made, *map(int, journal["products"]["before"])]
    used: set[int] = set()
    undone = RegisterUpload.objects.filter(state=UploadState.UNDONE, undone_at__gt=applied_at)
    undoings = [moment for moment in undone.values_list("undone_at", flat=True) if moment]
    for batch in in_batches(touched):
        edited = Product.objects.filter(pk__in=batch, date_updated__gt=applied_at)
        edited = edited.exclude(date_updated__in=undoings)
        used |= set(edited.values_list("pk", flat=True))
    for batch in in_batches(made):
        for rows, field in _built_on_products():
            built = rows.filter(**{f"{field}__in": batch})
            used |= set(built.values_list(field, flat=True))
    return used


def _built_on_products() -> Iterator[tuple[QuerySet, str]]:
    """Every table that refers to products, but for those that the register itself writes."""
    for relation in Product._meta.related_objects:
        model = relation.related_model
        label, name = model._meta.app_label, model._meta.model_name
        if label not in _NOT_BUILT or name in _BUILT_IN_CATALOGUE:
            yield model._base_manager.all(), relation.field.name


def _moved_certificates(journal: dict[str, Any]) -> set[int]:
    """Certificates to which something happened since, or beside which another waits."""
    moved: set[int] = set()
    made = set(journal["certificates"]["made"])
    kinds = (EventKind.EXTENDED, EventKind.REVOKED, EventKind.CORRECTED)
    for batch in in_batches(journal["certificates"]["made"]):
        events = CertificateEvent.objects.filter(certificate__in=batch, kind__in=kinds)
        moved |= set(events.values_list("certificate", flat=True))
        followed = Certificate.objects.filter(pk__in=batch, superseded_on__isnull=False)
        successors = followed.values_list("pk", "superseded_by")
        moved |= {pk for pk, successor in successors if successor not in made}
        products = Certificate.objects.filter(pk__in=batch).values("product")
        newer = Certificate.objects.awaiting_verification().filter(product__in=products)
        moved |= set(newer.values_list("pk", flat=True))
    return moved


def _confirmed_proposals(journal: dict[str, Any]) -> set[int]:
    """Proposals of the file that a second person has taken up: legal acts of their own."""
    confirmed: set[int] = set()
    for model, keys in proposals(journal):
        rows = model.objects.filter(pk__in=keys, state=ProposalState.CONFIRMED)
        confirmed |= set(rows.values_list("pk", flat=True))
    return confirmed
