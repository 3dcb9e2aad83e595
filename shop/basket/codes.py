"""Codes of promotions in a basket: entered once, there until they are taken out or the order is placed."""

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.apps.voucher.models import Voucher

from shop.basket.exceptions import CodeRefused, CodeUnknown
from shop.basket.models import Basket
from shop.basket.services import lock_open
from shop.promotion.models import Promotion
from shop.promotion.reckoning import apply_promotions, time_refusal
from shop.promotion.services import read_code

#: How many codes a basket holds: one for each of a few sellers.
MOST_CODES = 3


@transaction.atomic
def add_code(*, basket: Basket, text: str) -> Promotion:
    """Put a code into the basket as people type it; raises CodeUnknown, CodeRefused or BasketClosed.

    A code that would give nothing is not put in: the sentence says why.
    """
    lock_open(basket)
    code = read_code(text)
    if not code:
        raise CodeRefused(_("Please enter a code."))
    promotion = Promotion.objects.with_offer().filter(voucher__code=code).first()
    if promotion is None:
        raise CodeUnknown(_("We do not know the code %(code)s.") % {"code": code})
    if not basket.pk or not basket.lines.exists():
        raise CodeRefused(_("Put something into your basket first."))
    present = set(basket.vouchers.values_list("pk", flat=True))
    if promotion.voucher_id in present:
        raise CodeRefused(_("The code %(code)s is in your basket already.") % {"code": code})
    if len(present) >= MOST_CODES:
        raise CodeRefused(_("A basket holds %(count)d codes at most.") % {"count": MOST_CODES})
    reason = time_refusal(promotion) or _reason_with(basket, promotion)
    if reason:
        raise CodeRefused(_("Code %(code)s: %(reason)s") % {"code": code, "reason": reason})
    return promotion


@transaction.atomic
def remove_code(*, basket: Basket, text: str) -> bool:
    """Take a code out; False where it is out already. Raises BasketClosed."""
    lock_open(basket)
    voucher = Voucher.objects.filter(code=read_code(text)).first()
    if voucher is None or not basket.pk or not basket.vouchers.filter(pk=voucher.pk).exists():
        return False
    basket.vouchers.remove(voucher)
    return True


def _reason_with(basket: Basket, promotion: Promotion) -> str:
    """Put the code in and return why it gives nothing, having taken it out again, or nothing."""
    vouchers = Voucher.objects.filter(promotion=promotion)
    basket.vouchers.add(*vouchers)
    refused = {each.code: each.reason for each in apply_promotions(basket).refused}
    reason = refused.get(promotion.code, "")
    if reason:
        basket.vouchers.remove(*vouchers)
    return reason
