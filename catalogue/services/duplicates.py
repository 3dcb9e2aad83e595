"""Deciding on doubles: merging two products into one, undoing that, saying that they are two."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.certificate_log.entries import LoggedEvent, log_events
from catalogue.clock import today
from catalogue.duplicates.relations import bring_back, follow
from catalogue.duplicates.succession import contradictory, supersessions
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_event import CertificateEvent, EventKind
from catalogue.models.certificate_log import CertificateLogEntry, LogEntryKind
from catalogue.models.duplicate import DuplicateCandidate, DuplicateState, ProductMerge
from catalogue.models.product import Product
from catalogue.services.exceptions import MergeError
from catalogue.signals import product_merged, products_changed


@transaction.atomic
def merge_products(*, kept: Product, merged: Product, by: User) -> ProductMerge:
    """Let one product stand for both: all that hangs on `merged` follows, its address leads on.

    Raises MergeError for a product that was merged already, or two that are one.
    """
    kept, merged = _lock(kept, merged)
    if kept.pk == merged.pk:
        raise MergeError(_("A product cannot be merged with itself."))
    if ProductMerge.objects.in_force().filter(merged__in=[kept, merged]).exists():
        raise MergeError(_("One of these products has been merged already."))
    if Product.CHILD in (kept.structure, merged.structure) or merged.children.exists():
        raise MergeError(_("Products with variants are not merged here."))
    record: dict[str, Any] = {"was_public": merged.is_public}
    record |= _move_certificates(kept, merged, by)
    record["rows"] = follow(kept=kept, merged=merged)
    record["merges"] = _resolve_chain(kept, merged)
    Product.objects.filter(pk=merged.pk).update(is_public=False)
    merged.is_public = False
    merge = ProductMerge.objects.create(
        kept=kept, merged=merged, by=by, at=timezone.now(), moved=record
    )
    _settle_candidates(kept, merged, by)
    product_merged.send(Product, kept=kept, merged=merged)
    _tell_changed(kept, merged)
    return merge


@transaction.atomic
def undo_merge(*, merge: ProductMerge, by: User) -> None:
    """Make two products of one again, as far as what followed still stands where it went.

    Lines of baskets and texts of pages stay with the product that was kept. Raises MergeError when
    something was built on the merge: see undo_refusal().
    """
    merge = ProductMerge.objects.get(pk=merge.pk)
    kept, merged = _lock(merge.kept, merge.merged)
    merge = ProductMerge.objects.select_for_update().get(pk=merge.pk)
    refusal = undo_refusal(merge)
    if refusal:
        raise MergeError(refusal)
    record = merge.moved
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    _return_certificates(record, kept, merged, by)
    bring_back(kept=kept, merged=merged, moved=record["rows"])
    ProductMerge.objects.filter(pk__in=record["merges"]).update(kept=merged)
    Product.objects.filter(pk=merged.pk).update(is_public=record["was_public"])
    DuplicateCandidate.objects.filter(_pair(kept, merged)).update(
        state=DuplicateState.OPEN, decided_by=None, decided_at=None
    )
    _tell_changed(kept, merged)


def undo_refusal(merge: ProductMerge) -> str:
    """Return why a merge cannot be undone any more, "" when it can."""
    if merge.undone_at is not None:
        return _("This merge has been undone already.")
    if ProductMerge.objects.in_force().filter(merged=merge.kept).exists():
        return _("The product that was kept has itself been merged since.")
    later = ProductMerge.objects.in_force().filter(kept=merge.kept, pk__gt=merge.pk)
    if later.exclude(pk__in=merge.moved["merges"]).exists():
        return _("Another product has been merged into it since; undo that first.")
    entries = CertificateLogEntry.objects.filter(certificate__product=merge.kept)
    if entries.filter(sequence__gt=merge.moved["entry"]).exists():
        return _("Its certificates have changed since the merge.")
    return ""


@transaction.atomic
def mark_different(*, candidate: DuplicateCandidate, by: User) -> None:
    """Remember that two products are two, so that nobody is asked again.

    Raises MergeError when somebody decided meanwhile.
    """
    candidate = DuplicateCandidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.state != DuplicateState.OPEN:
        raise MergeError(_("Somebody has decided on this pair already."))
    _decide(candidate, DuplicateState.DIFFERENT, by)


@transaction.atomic
def reopen_candidate(*, candidate: DuplicateCandidate) -> None:
    """Ask again about a pair that was called different by mistake."""
    DuplicateCandidate.objects.filter(pk=candidate.pk, state=DuplicateState.DIFFERENT).update(
        state=DuplicateState.OPEN, decided_by=None, decided_at=None
    )


def _lock(kept: Product, merged: Product) -> tuple[Product, Product]:
    """Lock both in the order that everybody takes, the lower key first."""
    rows = Product.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    products = {product.pk: product for product in rows}
    return products[kept.pk], products[merged.pk]


def _move_certificates(kept: Product, merged: Product, by: User) -> dict[str, Any]:
    """Supersede first, because a product has one current certificate; then move."""
    certificates = list(Certificate.objects.filter(product__in=[kept, merged]).order_by("pk"))
    if contradictory(certificates):
        raise MergeError(
            _("One certificate is revoked on one side and not on the other; settle that first.")
        )
    before, events = [], []
    for end in supersessions(certificates, kept_id=kept.pk):
        old = end.old
        day = old.superseded_on.isoformat() if old.superseded_on else None
        before.append([old.pk, day, old.superseded_by_id])
        old.superseded_on, old.superseded_by = end.on, end.new
        old.save(update_fields=["superseded_on", "superseded_by"])
        _note(old, EventKind.SUPERSEDED, by, reason="")
        events.append(LoggedEvent(old, LogEntryKind.SUPERSEDED, end.on, end.new.decision_number))
    moved = [each for each in certificates if each.product_id == merged.pk]
    events += _move(
        moved, kept, by, _("From “%(name)s”, which is the same product.") % {"name": merged.title}
    )
    log_events(events=events, by=by)
    entry = CertificateLogEntry.objects.order_by("-sequence").first()
    return {
        "certificates": [each.pk for each in moved],
        "superseded": before,
        "entry": entry.sequence if entry else 0,
    }


def _return_certificates(record: dict[str, Any], kept: Product, merged: Product, by: User) -> None:
    """Move back first, then take back the ends that the merge made."""
    certificates = Certificate.objects.in_bulk(record["certificates"])
    reason = _("Back from “%(name)s”: the merge was undone.") % {"name": kept.title}
    events = _move(list(certificates.values()), merged, by, reason)
    log_events(events=events, by=by)
    restored = []
    for pk, day, successor_id in record["superseded"]:
        certificate = Certificate.objects.get(pk=pk)
        certificate.superseded_on = day
        certificate.superseded_by_id = successor_id
        certificate.save(update_fields=["superseded_on", "superseded_by"])
        certificate.refresh_from_db()
        _note(certificate, EventKind.CORRECTED, by, reason=reason)
        restored.append(LoggedEvent(certificate, LogEntryKind.CORRECTED, today()))
    log_events(events=restored, by=by)


def _move(
    certificates: list[Certificate], product: Product, by: User, reason: str
) -> list[LoggedEvent]:
    events = []
    for certificate in certificates:
        certificate.product = product
        certificate.save(update_fields=["product"])
        _note(certificate, EventKind.CORRECTED, by, reason=reason)
        events.append(LoggedEvent(certificate, LogEntryKind.MOVED, today()))
    return events


def _note(certificate: Certificate, kind: EventKind, by: User, *, reason: str) -> None:
    """Note an event for the staff; the log is written for all of them at once."""
    on = certificate.superseded_on if kind == EventKind.SUPERSEDED else None
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=kind,
        effective_on=on or today(),
        at=timezone.now(),
        actor=by,
        reason=reason,
    )


def _resolve_chain(kept: Product, merged: Product) -> list[int]:
    """Let whatever led to the merged product lead to the one that stays."""
    earlier = ProductMerge.objects.in_force().filter(kept=merged)
    keys = list(earlier.values_list("pk", flat=True))
    earlier.update(kept=kept)
    return keys


def _settle_candidates(kept: Product, merged: Product, by: User) -> None:
    """Close the pair; other open pairs of the merged product are the kept one's from now on."""
    own = DuplicateCandidate.objects.filter(_pair(kept, merged)).first()
    if own is not None:
        _decide(own, DuplicateState.MERGED, by)
    others = DuplicateCandidate.objects.open().filter(Q(first=merged) | Q(second=merged))
    for candidate in others:
        third = candidate.second_id if candidate.first_id == merged.pk else candidate.first_id
        first, second = sorted((third, kept.pk))
        if DuplicateCandidate.objects.filter(first=first, second=second).exists():
            candidate.delete()
            continue
        candidate.first_id, candidate.second_id = first, second
        candidate.save(update_fields=["first", "second"])


def _decide(candidate: DuplicateCandidate, state: DuplicateState, by: User) -> None:
    candidate.state, candidate.decided_by, candidate.decided_at = state, by, timezone.now()
    candidate.save(update_fields=["state", "decided_by", "decided_at"])


def _pair(one: Product, other: Product) -> Q:
    first, second = sorted((one.pk, other.pk))
    return Q(first=first, second=second)


def _tell_changed(kept: Product, merged: Product) -> None:
    for product in (kept, merged):
        Product.objects.filter(pk=product.pk).update(rating=product.calculate_rating())
    products_changed.send(Product, ids=[kept.pk, merged.pk])
