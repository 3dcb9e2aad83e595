"""Promotions as the dashboard shows them: whose they are, and what they have given so far."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalogue.clock import now
from shop.partner.access import visible_rows
from shop.promotion.models import Promotion
from shop.users.models import User

SEES_ALL = "promotion.view_promotion"
#: Whoever has it makes promotions of the whole shop and of any seller.
MAKES_ALL = "promotion.add_promotion"


class PromotionFilter(models.TextChoices):
    """Filters of the list; the words are query-string values."""

    RUNNING = "", _("Running now")
    COMING = "sap-toi", _("To come")
    ENDED = "da-het", _("Ended")


@dataclass(frozen=True)
class PromotionFigures:
    """What a promotion has given: orders that stand, đồng off goods and off delivery."""

    orders: int
    goods: int
    delivery: int

    @property
    def total(self) -> int:
        return self.goods + self.delivery


def promotions_of(user: User) -> QuerySet[Promotion]:
    """Return the promotions a person may see: the shop's people all, sellers their own."""
    return visible_rows(Promotion.objects.with_offer(), user, sees_all=SEES_ALL).distinct()


def condition_of(show: str) -> Q:
    """Return which promotions a filter shows at this moment."""
    moment = now()
    return {
        PromotionFilter.RUNNING: Q(
            offer__start_datetime__lte=moment, offer__end_datetime__gt=moment
        ),
        PromotionFilter.COMING: Q(offer__start_datetime__gt=moment, offer__end_datetime__gt=moment),
        PromotionFilter.ENDED: Q(offer__end_datetime__lte=moment),
    }[PromotionFilter(show)]


def with_figures(promotions: QuerySet[Promotion]) -> QuerySet[Promotion]:
    """Add `orders` and `given`, in đồng, of orders that stand."""
    counting = ~Q(uses__order__status="cancelled")
    given = Sum(models.F("uses__goods") + models.F("uses__delivery"), filter=counting)
    return promotions.annotate(
        orders=Count("uses", filter=counting, distinct=True), given=Coalesce(given, 0)
    )


def figures_of(promotion: Promotion) -> PromotionFigures:
    """Return what one promotion has given."""
    sums = promotion.uses.counting().aggregate(
        orders=Count("pk"), goods=Coalesce(Sum("goods"), 0), delivery=Coalesce(Sum("delivery"), 0)
    )
    return PromotionFigures(**sums)
