"""Reviews as the dashboard shows them: whose they are, what needs a look, in plain rows."""

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.reviews.models import ProductReview, ProductReviewQuerySet
from shop.partner.access import own_rows, works_for
from shop.users.models import User

#: From a review to who sells the product.
SELLER = "product__producer__partner"


class ReviewFilter(models.TextChoices):
    PENDING = "cho-duyet", _("To be read")
    REPORTED = "bi-bao-cao", _("Reported")
    SHOWN = "dang-hien", _("Shown")
    REFUSED = "khong-hien", _("Not shown")


def may_moderate(user: User) -> bool:
    """Whether a person decides what is shown."""
    return user.has_perm("reviews.change_productreview")


def is_seller_of(user: User, review: ProductReview) -> bool:
    """Whether a person is one of the seller's own people, who alone reply."""
    producer = review.product.producer if review.product else None
    return producer is not None and works_for(user, producer.partner)


def reviews_of(user: User) -> ProductReviewQuerySet:
    """Return the reviews a person may see: the shop's people all, sellers shown ones of theirs."""
    reviews = ProductReview.objects.select_related("product__producer__partner")
    if user.has_perm("reviews.view_productreview"):
        return reviews
    return own_rows(reviews.published(), user, partner=SELLER)  # type: ignore[return-value]


def select_reviews(user: User, *, show: str) -> QuerySet[ProductReview]:
    """Return the reviews of one filter, what waits longest first, the others newest first."""
    reviews = reviews_of(user)
    if show == ReviewFilter.PENDING:
        return reviews.pending().order_by("written_at", "pk")
    if show == ReviewFilter.REPORTED:
        return reviews.reported().order_by("written_at", "pk")
    return reviews.published() if show == ReviewFilter.SHOWN else reviews.refused()


def count_reviews(user: User) -> dict[str, int]:
    """Return how many reviews each filter holds, in one query."""
    open_report = Q(status=ProductReview.APPROVED, reports__isnull=False, reports__settled_at=None)
    counts = reviews_of(user).aggregate(
        PENDING=Count("pk", filter=Q(status=ProductReview.FOR_MODERATION), distinct=True),
        REPORTED=Count("pk", filter=open_report, distinct=True),
        SHOWN=Count("pk", filter=Q(status=ProductReview.APPROVED), distinct=True),
        REFUSED=Count("pk", filter=Q(status=ProductReview.REJECTED), distinct=True),
    )
    return {show.value: counts[show.name] for show in ReviewFilter}


def default_filter(user: User) -> str:
    """Return what a person sees first: the shop's people what waits, sellers what is shown."""
    return (
        ReviewFilter.PENDING if user.has_perm("reviews.view_productreview") else ReviewFilter.SHOWN
    )
