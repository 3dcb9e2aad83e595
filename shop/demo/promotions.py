"""Two promotions to try, openly made up: one for everybody of one seller, one with a code."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import VIETNAM, now
from catalogue.models import Producer
from shop.demo.accounts import PRODUCER
from shop.promotion.models import Bearer, Promotion, PromotionKind
from shop.promotion.services import PromotionDraft, create_promotion

#: Printed for whoever looks around.
DEMO_CODE = "THUNGHIEM"
DAYS = 60


@transaction.atomic
def create_promotions() -> int:
    """Make them where they are not; return how many were made. What was ended stays ended."""
    made = 0
    for draft in _drafts():
        if not Promotion.objects.filter(offer__name=draft.name).exists():
            create_promotion(draft=draft, by=None)
            made += 1
    return made


def _drafts() -> list[PromotionDraft]:
    """A seller's is measured by the made-up prices that stand before it."""
    begin = now()
    end = datetime.combine(begin.date() + timedelta(days=DAYS), time.min, VIETNAM)
    of_shop = PromotionDraft(
        name=_("Test promotion: code, 15 off a hundred"),
        kind=PromotionKind.PERCENTAGE,
        value=15,
        code=DEMO_CODE,
        bearer=Bearer.SHOP,
        minimum=200_000,
        max_uses_per_buyer=3,
        starts_at=begin,
        ends_at=end,
        terms=_("Made up for the demonstration."),
    )
    seller = Producer.objects.filter(name=PRODUCER).exclude(partner=None).first()
    if seller is None:
        return [of_shop]
    of_seller = replace(
        of_shop,
        name=_("Test promotion: 10 off a hundred on tea"),
        value=10,
        code="",
        bearer=Bearer.SELLER,
        partner=seller.partner,
        minimum=0,
        max_uses_per_buyer=None,
    )
    return [of_seller, of_shop]
