"""Verbs of the basket. Each locks it, so that nothing slips in while it becomes an order."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from oscar.apps.partner.strategy import PurchaseInfo

from catalogue.clock import now
from catalogue.models import Product
from shop.basket.exceptions import BasketClosed, NotForSale, SoldOut
from shop.basket.limits import MOST_PIECES
from shop.basket.models import Basket, Line, SavedLine, shown_products

#: Whoever adds the same product again within this time has pressed the button twice.
DOUBLE_CLICK = timedelta(seconds=1)


@dataclass(frozen=True)
class BasketChange:
    """The quantity in the basket now, and a sentence when it is less than was wanted."""

    product: Product
    quantity: int
    notice: str = ""


@transaction.atomic
def add_product(*, basket: Basket, product: Product, quantity: int) -> BasketChange:
    """Add `quantity` (at least 1) of a product; what stock cannot give is left out and said.

    Raises NotForSale with the sentence of catalogue.policies.sale_refusal, SoldOut when nothing
    can be added, BasketClosed when the basket has been ordered meanwhile.
    """
    lock_open(basket)
    info = basket.strategy.fetch_for_product(product)
    _refuse_unsaleable(info)
    in_basket = basket.product_quantity(product)
    most = _most_allowed(basket, info, in_basket)
    if most <= in_basket:
        raise SoldOut(_nothing_more(info, in_basket))
    wanted = in_basket + quantity
    allowed = min(wanted, most)
    basket.add_product(product, allowed - in_basket)
    return BasketChange(product, allowed, _short_notice(allowed) if allowed < wanted else "")


@transaction.atomic
def add_product_once(*, basket: Basket, product: Product, quantity: int) -> BasketChange:
    """Add as add_product does, but take the two presses of a double click for one."""
    lock_open(basket)
    if basket.pk is not None:
        same = basket.lines.filter(product=product, date_updated__gt=now() - DOUBLE_CLICK).first()
        if same is not None:
            return BasketChange(product, same.quantity)
    return add_product(basket=basket, product=product, quantity=quantity)


@transaction.atomic
def change_quantity(*, basket: Basket, line_id: int, quantity: int) -> BasketChange | None:
    """Set the quantity of one line (0 removes it); None when the line is gone already.

    Raises NotForSale or SoldOut for a line that is blocked, BasketClosed as add_product does.
    """
    lock_open(basket)
    line = _line(basket, line_id)
    if line is None:
        return None
    if quantity == 0:
        line.delete()
        basket.forget_lines()
        return BasketChange(line.product, 0)
    _refuse_unsaleable(line.purchase_info)
    most = _most_allowed(basket, line.purchase_info, line.quantity)
    if most == 0:
        raise SoldOut(_nothing_more(line.purchase_info, 0))
    allowed = min(quantity, most)
    line.quantity = allowed
    line.save(update_fields=["quantity", "date_updated"])
    basket.forget_lines()
    return BasketChange(line.product, allowed, _short_notice(allowed) if allowed < quantity else "")


@transaction.atomic
def remove_line(*, basket: Basket, line_id: int) -> Line | None:
    """Take a line out and return it as it was, or None when it is gone already."""
    lock_open(basket)
    line = _line(basket, line_id)
    if line is not None:
        Line.objects.filter(pk=line.pk).delete()
        basket.forget_lines()
    return line


@transaction.atomic
def save_for_later(*, basket: Basket, line_id: int) -> SavedLine | None:
    """Move a line, blocked or not, out of the sums; None when it is gone already.

    Saved twice, the newer quantity stands. Raises BasketClosed.
    """
    lock_open(basket)
    line = _line(basket, line_id)
    if line is None:
        return None
    price = None if line.block else line.unit_price_incl_tax
    saved_line, _created = SavedLine.objects.update_or_create(
        basket=basket,
        product=line.product,
        defaults={"quantity": min(line.quantity, MOST_PIECES), "price": price},
    )
    Line.objects.filter(pk=line.pk).delete()
    basket.forget_lines()
    return saved_line


@transaction.atomic
def move_to_basket(*, basket: Basket, saved_id: int) -> BasketChange | None:
    """Move a saved line into the basket again; None when it is gone already.

    What was in the basket meanwhile counts too. Raises what add_product raises; then it stays
    saved.
    """
    lock_open(basket)
    saved = _saved_line(basket, saved_id)
    if saved is None:
        return None
    change = add_product(basket=basket, product=saved.product, quantity=saved.quantity)
    saved.delete()
    return change


@transaction.atomic
def remove_saved_line(*, basket: Basket, saved_id: int) -> None:
    """Drop a saved line; one that is gone already is no error. Raises BasketClosed."""
    lock_open(basket)
    saved = _saved_line(basket, saved_id)
    if saved is not None:
        saved.delete()


def _saved_line(basket: Basket, saved_id: int) -> SavedLine | None:
    if not basket.pk:
        return None
    saved_lines = basket.saved_lines.filter(pk=saved_id).prefetch_related(
        Prefetch("product", queryset=shown_products())
    )
    return saved_lines.first()


def lock_open(basket: Basket) -> None:
    """Lock a basket that is about to change; raises BasketClosed where it has been ordered."""
    if not basket.pk:
        return
    status = Basket.objects.select_for_update().values_list("status", flat=True)
    if status.filter(pk=basket.pk).first() not in Basket.editable_statuses:
        raise BasketClosed(_("This basket has just been ordered, so it can no longer be changed."))


def _line(basket: Basket, line_id: int) -> Line | None:
    return next((line for line in basket.all_lines() if line.pk == line_id), None)


def _refuse_unsaleable(info: PurchaseInfo) -> None:
    refusal = getattr(info.availability, "refusal", None)
    if refusal is not None:
        raise NotForSale(refusal.message)
    if not info.price.exists:
        raise NotForSale(_("The producer has not given a price yet."))


def _most_allowed(basket: Basket, info: PurchaseInfo, in_basket: int) -> int:
    """The most of this product the basket may hold: stock, and the limit of pieces an order."""
    room = max(0, MOST_PIECES - basket.num_items) + in_basket
    left = getattr(info.availability, "num_available", None)
    return room if left is None else min(max(0, left), room)


def _nothing_more(info: PurchaseInfo, in_basket: int) -> str:
    left = getattr(info.availability, "num_available", None)
    if left is not None and left <= 0:
        return _("Sold out for now.")
    if left is not None and in_basket >= left:
        return ngettext(
            "Only %(count)d is left, and it is in your basket already.",
            "Only %(count)d are left, and they are in your basket already.",
            left,
        ) % {"count": left}
    return _("A basket holds at most %(count)d pieces.") % {"count": MOST_PIECES}


def _short_notice(allowed: int) -> str:
    return ngettext(
        "Only %(count)d can be ordered now, so your basket holds %(count)d.",
        "Only %(count)d can be ordered now, so your basket holds %(count)d.",
        allowed,
    ) % {"count": allowed}
