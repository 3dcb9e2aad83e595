"""The wish list: one a person, on Oscar's tables; adding a product twice changes nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from oscar.apps.wishlists.models import Line, WishList

from catalogue.cards import ProductCard
from catalogue.models import Product
from catalogue.policies import Refusal, sale_refusal
from shop.basket.models import shown_products
from shop.partner.ordering_pause import current_shop_pause, pauses_for, shop_refusal
from shop.promotion.reductions import shop_cards
from shop.users.models import User

#: More than a person looks through, few enough for one page.
MAX_LINES = 100


@dataclass(frozen=True)
class WishListRow:
    """One product of the list. `card` is None when the shop may no longer show it.

    `trouble` says in words why it cannot be bought now, empty when it can.
    """

    number: int
    title: str
    card: ProductCard | None
    trouble: str
    can_buy: bool
    can_wait: bool
    basket_url: str
    drop_url: str
    alert_url: str


@transaction.atomic
def add_to_wish_list(*, user: User, product: Product) -> bool:
    """Put a product on the person's list; False when the list is full."""
    User.objects.select_for_update().get(pk=user.pk)
    wish_list = WishList.objects.filter(owner=user).order_by("pk").first()
    wish_list = wish_list or WishList.objects.create(owner=user, name="Để dành")
    if wish_list.lines.filter(product=product).exists():
        return True
    if wish_list.lines.count() >= MAX_LINES:
        return False
    wish_list.lines.create(product=product, title=product.title[:255])
    return True


def add_to_wish_list_by_number(*, user: User, number: str) -> Product | None:
    """Add the product of a number that came with a form; None for one that is not public."""
    if not number.isdecimal() or len(number) > 9:
        return None
    product = Product.objects.public().filter(pk=int(number)).first()
    return product if product is not None and add_to_wish_list(user=user, product=product) else None


def remove_from_wish_list(*, user: User, number: int) -> str:
    """Take a line out of the person's list; return its title, empty when it is gone already."""
    line = Line.objects.filter(wishlist__owner=user, pk=number).first()
    if line is None:
        return ""
    line.delete()
    return line.title


def is_on_wish_list(*, user: User, product_id: int) -> bool:
    return Line.objects.filter(wishlist__owner=user, product=product_id).exists()


def read_wish_list(user: User) -> list[WishListRow]:
    """Return the list, newest first, as every product stands today; a fixed number of queries."""
    lines = list(Line.objects.filter(wishlist__owner=user).order_by("-pk")[:MAX_LINES])
    products = (
        shown_products()
        .displayable()
        .in_bulk([line.product_id for line in lines if line.product_id])
    )
    shown = list(products.values())
    closed, pauses = shop_refusal(current_shop_pause()), pauses_for(shown)
    cards = dict(zip(products, shop_cards(shown, pauses=pauses), strict=True))
    return [
        _row(
            line,
            products.get(line.product_id),
            cards.get(line.product_id),
            closed or pauses.get(line.product_id or 0),
        )
        for line in lines
    ]


def _row(
    line: Line, product: Product | None, card: ProductCard | None, pause: Refusal | None
) -> WishListRow:
    refusal = (sale_refusal(product) or pause) if product else None
    own = {"number": line.pk}
    return WishListRow(
        number=line.pk,
        title=product.title if product else line.title,
        card=card,
        trouble=_trouble(card, refusal),
        can_buy=bool(card and not refusal and card.in_stock and card.price is not None),
        can_wait=bool(card and not refusal and not card.in_stock),
        basket_url=reverse("customer:wish-to-basket", kwargs=own),
        drop_url=reverse("customer:wish-drop", kwargs=own),
        alert_url=reverse("customer:alert-ask", kwargs={"pk": line.product_id}) if card else "",
    )


def _trouble(card: ProductCard | None, refusal: Refusal | None) -> str:
    if card is None:
        return _("This product is no longer in the shop.")
    if refusal is not None:
        return refusal.message
    return "" if card.in_stock else _("Out of stock for now")
