"""Taking a product down on an authority's demand, and letting it be shown again.

Only the authority lifts a takedown (its document is named), or two persons: one asks, another
agrees. The database holds the same rule.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.models.product import Product
from catalogue.models.takedown import (
    LiftBasis,
    Takedown,
    TakedownEvent,
    TakedownEventKind,
    TakedownGround,
)
from catalogue.services.exceptions import TakedownError


@transaction.atomic
def place_takedown(
    *,
    product: Product,
    ground: str,
    authority: str,
    by: User,
    document_number: str = "",
    note: str = "",
) -> Takedown:
    """Take a product off every public page from this moment (NĐ 248/2026: within 24 hours).

    Raises TakedownError for an unknown ground, no authority, or a product that is down already.
    """
    Product.objects.select_for_update().only("pk").get(pk=product.pk)
    if ground not in TakedownGround.values:
        raise TakedownError({"ground": _("Choose one of the grounds.")})
    if not authority.strip():
        raise TakedownError({"authority": _("Say which authority demands it.")})
    if Takedown.objects.in_force().filter(product=product).exists():
        raise TakedownError(_("This product has been taken down already."))
    takedown = Takedown.objects.create(
        product=product,
        ground=ground,
        authority=authority.strip(),
        document_number=document_number.strip(),
        note=note.strip(),
        placed_by=by,
        placed_at=timezone.now(),
    )
    _record(takedown, TakedownEventKind.PLACED, by=by, reason=takedown.note)
    return takedown


@transaction.atomic
def lift_by_authority(
    *, takedown: Takedown, by: User, document_number: str, reason: str
) -> Takedown:
    """End a takedown that the authority itself has lifted, by the number of its document.

    The product is shown again as far as certificate and seller allow. Raises TakedownError without
    a number or a reason, and for a takedown that has been lifted already.
    """
    takedown = _locked(takedown)
    if not document_number.strip():
        raise TakedownError({"document_number": _("Give the number of the authority's document.")})
    takedown.lift_document_number = document_number.strip()
    return _lift(takedown, LiftBasis.AUTHORITY, by=by, reason=_stated(reason))


@transaction.atomic
def request_lift(*, takedown: Takedown, by: User, reason: str) -> Takedown:
    """Ask that a takedown be lifted; nothing is shown until another person agrees.

    Raises TakedownError without a reason, when somebody has asked already, or when it is lifted.
    """
    takedown = _locked(takedown)
    if takedown.lift_requested_at is not None:
        raise TakedownError(_("Somebody has asked for it already; another person may agree."))
    takedown.lift_reason = _stated(reason)
    takedown.lift_requested_by, takedown.lift_requested_at = by, timezone.now()
    takedown.save(update_fields=["lift_reason", "lift_requested_by", "lift_requested_at"])
    _record(takedown, TakedownEventKind.LIFT_REQUESTED, by=by, reason=takedown.lift_reason)
    return takedown


@transaction.atomic
def confirm_lift(*, takedown: Takedown, by: User) -> Takedown:
    """Agree that a takedown be lifted, as the second person.

    Raises TakedownError when nobody has asked, when the same person did, or when it is lifted.
    """
    takedown = _locked(takedown)
    if takedown.lift_requested_by_id is None:
        raise TakedownError(_("Nobody has asked that it be shown again."))
    if takedown.lift_requested_by_id == by.pk:
        raise TakedownError(_("Whoever asked may not agree: that takes another person."))
    return _lift(takedown, LiftBasis.TWO_PERSONS, by=by, reason=takedown.lift_reason)


@transaction.atomic
def refuse_lift(*, takedown: Takedown, by: User, reason: str) -> Takedown:
    """Leave a product down although somebody asked; the one who asked takes it back the same way.

    Raises TakedownError without a reason, when nobody has asked, or when it is lifted.
    """
    takedown = _locked(takedown)
    if takedown.lift_requested_by_id is None:
        raise TakedownError(_("Nobody has asked that it be shown again."))
    reason = _stated(reason)
    takedown.lift_requested_by = takedown.lift_requested_at = None
    takedown.lift_reason = ""
    takedown.save(update_fields=["lift_reason", "lift_requested_by", "lift_requested_at"])
    _record(takedown, TakedownEventKind.LIFT_REFUSED, by=by, reason=reason)
    return takedown


def _locked(takedown: Takedown) -> Takedown:
    takedown = Takedown.objects.select_for_update().get(pk=takedown.pk)
    if not takedown.is_in_force:
        raise TakedownError(_("This takedown has been lifted already."))
    return takedown


def _stated(reason: str) -> str:
    if not reason.strip():
        raise TakedownError({"reason": _("Say why it may be shown again.")})
    return reason.strip()


def _lift(takedown: Takedown, basis: LiftBasis, *, by: User, reason: str) -> Takedown:
    takedown.lift_basis, takedown.lift_reason = basis, reason
    takedown.lifted_by, takedown.lifted_at = by, timezone.now()
    takedown.save()
    _record(takedown, TakedownEventKind.LIFTED, by=by, reason=reason)
    return takedown


def _record(takedown: Takedown, kind: TakedownEventKind, *, by: User, reason: str) -> None:
    TakedownEvent.objects.create(
        takedown=takedown, kind=kind, at=timezone.now(), by=by, reason=reason
    )
