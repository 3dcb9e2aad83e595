"""Making and ending promotions. What a buyer may count on does not change once it is made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from oscar.apps.offer.models import ConditionalOffer, Range, RangeProduct
from oscar.apps.voucher.models import Voucher

from catalogue.clock import now
from catalogue.models import Product
from catalogue.text import fold
from shop.partner.models import Partner
from shop.promotion.benefits import PromotionBenefit, PromotionCondition
from shop.promotion.law import highest_percentage, lowest_minimum, may_be_promoted
from shop.promotion.models import Bearer, Promotion, PromotionKind
from shop.users.models import User
from theme.formats import dong

SHORTEST_CODE, LONGEST_CODE = 4, 24
#: So long the same form is a button that was pressed twice.
SECOND_PRESS = timedelta(minutes=10)
_BENEFIT = f"{PromotionBenefit.__module__}.{PromotionBenefit.__qualname__}"
_CONDITION = f"{PromotionCondition.__module__}.{PromotionCondition.__qualname__}"


@dataclass(frozen=True)
class PromotionDraft:
    """A promotion as it is asked for; money in whole đồng, moments aware.

    Without a code it is for everybody; without a seller for the whole shop; without products for all
    of their goods that the law allows.
    """

    name: str
    kind: str
    bearer: str
    starts_at: datetime
    ends_at: datetime
    value: int = 0
    code: str = ""
    terms: str = ""
    partner: Partner | None = None
    products: Sequence[Product] = field(default_factory=tuple)
    minimum: int = 0
    max_uses: int | None = None
    max_uses_per_buyer: int | None = None


def read_code(text: str) -> str:
    """Return the one form of a code, as people may type it: capital letters without marks, digits."""
    return "".join(letter for letter in fold(text) if letter.isascii() and letter.isalnum()).upper()


@transaction.atomic
def create_promotion(*, draft: PromotionDraft, by: User | None) -> Promotion:
    """Make a promotion with Oscar's offer, and its code; a second press of the button makes no other.

    Raises ValidationError by field.
    """
    code = read_code(draft.code)
    if by is not None:
        User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
        if earlier := _made_just_now(draft, code, by):
            return earlier
    _check(draft, code)
    offer = ConditionalOffer.objects.create(
        name=draft.name,
        description=draft.terms,
        offer_type=ConditionalOffer.VOUCHER if code else ConditionalOffer.SITE,
        exclusive=True,
        max_basket_applications=1,
        start_datetime=draft.starts_at,
        end_datetime=draft.ends_at,
        condition=PromotionCondition.objects.create(proxy_class=_CONDITION),
        benefit=PromotionBenefit.objects.create(
            proxy_class=_BENEFIT, range=_range(draft.name, draft.products)
        ),
    )
    voucher = _create_voucher(offer, code, draft) if code else None
    return Promotion.objects.create(
        offer=offer,
        voucher=voucher,
        kind=draft.kind,
        value=draft.value,
        bearer=draft.bearer,
        partner=draft.partner,
        minimum=draft.minimum,
        max_uses=draft.max_uses,
        max_uses_per_buyer=draft.max_uses_per_buyer,
        made_by=by,
        made_at=now(),
    )


@transaction.atomic
def end_promotion(*, promotion: Promotion) -> Promotion:
    """End it now; one that has ended is left as it is, one to come never begins.

    Orders placed before keep what they were given.
    """
    locked = Promotion.objects.select_for_update(of=("self",)).with_offer().get(pk=promotion.pk)
    moment = now()
    if locked.ends_at <= moment:
        return locked
    starts = min(locked.starts_at, moment)
    rows: list[ConditionalOffer | Voucher] = [locked.offer]
    if locked.voucher is not None:
        rows.append(locked.voucher)
    for row in rows:
        row.start_datetime, row.end_datetime = starts, moment
        row.save()
    return locked


def _range(name: str, products: Sequence[Product]) -> Range:
    range_ = Range.objects.create(name=name, includes_all_products=not products)
    RangeProduct.objects.bulk_create(
        RangeProduct(range=range_, product=product) for product in products
    )
    return range_


def _create_voucher(offer: ConditionalOffer, code: str, draft: PromotionDraft) -> Voucher:
    voucher = Voucher.objects.create(
        name=offer.name,
        code=code,
        usage=Voucher.MULTI_USE,
        start_datetime=draft.starts_at,
        end_datetime=draft.ends_at,
    )
    voucher.offers.add(offer)
    return voucher


def _made_just_now(draft: PromotionDraft, code: str, by: User) -> Promotion | None:
    """Return what the same person has made of the same draft a moment ago."""
    same = Promotion.objects.with_offer().filter(
        offer__name=draft.name,
        offer__start_datetime=draft.starts_at,
        offer__end_datetime=draft.ends_at,
        kind=draft.kind,
        value=draft.value,
        partner=draft.partner,
        minimum=draft.minimum,
        made_by=by,
        made_at__gte=now() - SECOND_PRESS,
    )
    same = same.filter(voucher__code=code) if code else same.filter(voucher=None)
    return same.first()


def _check(draft: PromotionDraft, code: str) -> None:
    errors: dict[str, str] = {}
    if ConditionalOffer.objects.filter(name=draft.name).exists():
        errors["name"] = _("Another promotion has this name.")
    if draft.code and not SHORTEST_CODE <= len(code) <= LONGEST_CODE:
        errors["code"] = _("A code has %(short)d to %(long)d letters and digits.") % {
            "short": SHORTEST_CODE,
            "long": LONGEST_CODE,
        }
    elif code and Voucher.objects.filter(code=code).exists():
        errors["code"] = _("This code is taken.")
    if draft.ends_at <= max(draft.starts_at, now()):
        errors["ends_at"] = _("It has to end after it begins, and not in the past.")
    errors |= _check_value(draft)
    if draft.bearer == Bearer.SELLER and draft.partner is None:
        errors["bearer"] = _("Only a promotion of one seller can be borne by the seller.")
    errors |= _check_products(draft)
    if errors:
        raise ValidationError(errors)


def _check_value(draft: PromotionDraft) -> dict[str, str]:
    """The cap of the law, as far as it can be judged before a basket is known."""
    cap = highest_percentage()
    if draft.kind == PromotionKind.FREE_DELIVERY:
        return {"value": _("Free delivery has no value.")} if draft.value else {}
    if draft.value <= 0:
        return {"value": _("Enter how much is taken off.")}
    if draft.kind == PromotionKind.PERCENTAGE and draft.value > cap:
        return {"value": _("The law allows %(cap)d %% off at most.") % {"cap": cap}}
    lowest = lowest_minimum(draft.value)
    if draft.kind == PromotionKind.AMOUNT and draft.minimum < lowest:
        return {
            "minimum": _(
                "The law allows %(cap)d %% off at most: ask for goods of at least %(lowest)s."
            )
            % {"cap": cap, "lowest": dong(lowest)}
        }
    return {}


def _check_products(draft: PromotionDraft) -> dict[str, str]:
    barred = [product.title for product in draft.products if not may_be_promoted(product)]
    if barred:
        return {
            "products": _("The law allows no promotion of: %(names)s.")
            % {"names": ", ".join(barred)}
        }
    if draft.partner is not None:
        own = set(draft.partner.stockrecords.values_list("product", flat=True))
        if any(product.pk not in own for product in draft.products):
            return {"products": _("Choose goods of this seller only.")}
    return {}
