"""Taking a product down on an authority's demand, and letting it be shown again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.models.product import Product
from catalogue.models.takedown import Takedown, TakedownGround
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
    return Takedown.objects.create(
        product=product,
        ground=ground,
        authority=authority.strip(),
        document_number=document_number.strip(),
        note=note.strip(),
        placed_by=by,
        placed_at=timezone.now(),
    )


@transaction.atomic
def lift_takedown(*, takedown: Takedown, by: User, reason: str) -> Takedown:
    """End a takedown: the product is shown again as far as certificate and seller allow.

    Raises TakedownError without a reason or for a takedown that has been lifted already.
    """
    takedown = Takedown.objects.select_for_update().get(pk=takedown.pk)
    if not takedown.is_in_force:
        raise TakedownError(_("This takedown has been lifted already."))
    if not reason.strip():
        raise TakedownError({"reason": _("Say why it may be shown again.")})
    takedown.lifted_by = by
    takedown.lifted_at = timezone.now()
    takedown.lift_reason = reason.strip()
    takedown.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
    return takedown
