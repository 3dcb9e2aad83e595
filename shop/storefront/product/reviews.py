"""The reviews of a product as plain objects: how content buyers are, in words and bars."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalogue.clock import VIETNAM
from catalogue.reviews.models import ProductReview, Score
from theme.pager import Pager, PagerItem

PER_PAGE = 10
#: How many the product's own page shows.
ON_PRODUCT_PAGE = 5
#: From how many on a mean says something; search engines get it no sooner.
MIN_FOR_MEAN = 3


@dataclass(frozen=True)
class ReviewCard:
    """One review. `points` are out of 10; `lang` is set where it is not the page's language."""

    pk: int
    score: int
    points: int
    words: str
    body: str
    name: str
    lang: str
    written_at: datetime
    is_edited: bool
    reply: str
    replied_at: datetime | None
    report_url: str


@dataclass(frozen=True)
class ScoreBar:
    """How many buyers said the same; `share` is in per cent."""

    words: str
    count: int
    share: int


@dataclass(frozen=True)
class ReviewSection:
    """What buyers say: `mean` is out of 10 in the page's notation, `value` out of 5."""

    total: int
    mean: str
    value: float
    bars: tuple[ScoreBar, ...]
    cards: tuple[ReviewCard, ...]
    url: str
    pager: Pager

    @property
    def newest(self) -> tuple[ReviewCard, ...]:
        """Return those that the product's own page shows."""
        return self.cards[:ON_PRODUCT_PAGE]

    @property
    def has_more(self) -> bool:
        """Whether the product's page shows only some of them."""
        return self.total > ON_PRODUCT_PAGE

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to speak of a mean."""
        return self.total >= MIN_FOR_MEAN


def read_reviews(*, product_id: int, product_slug: str, page: int = 1) -> ReviewSection:
    """Return one page of a product's shown reviews, newest first, in at most two queries."""
    shown = ProductReview.objects.published().filter(product=product_id).order_by()
    counts = dict(shown.values_list("score").annotate(Count("pk")))
    total, url = sum(counts.values()), _url("reviews", product_slug)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    start = (page - 1) * PER_PAGE
    rows = shown.order_by("-written_at", "-pk")[start : start + PER_PAGE] if total else ()
    value = sum(score * count for score, count in counts.items()) / total if total else 0.0
    return ReviewSection(
        total=total,
        mean=number_format(round(value * 2, 1), decimal_pos=1),
        value=round(value, 2),
        bars=tuple(_bar(score, counts.get(score.value, 0), total) for score in Score),
        cards=tuple(_card(row, product_slug) for row in rows),
        url=url,
        pager=_pager(page, pages, url),
    )


def _bar(score: Score, count: int, total: int) -> ScoreBar:
    return ScoreBar(str(score.label), count, round(100 * count / total) if total else 0)


def _card(review: ProductReview, slug: str) -> ReviewCard:
    return ReviewCard(
        pk=review.pk,
        score=review.score,
        points=2 * review.score,
        words=review.get_score_display(),
        body=review.body,
        name=review.name or _("A buyer"),
        lang=review.language,
        written_at=review.written_at.astimezone(VIETNAM),
        is_edited=review.edited_at is not None,
        reply=review.reply,
        replied_at=review.replied_at.astimezone(VIETNAM) if review.replied_at else None,
        report_url=_url("review-report", slug, pk=review.pk),
    )


def _pager(number: int, pages: int, url: str) -> Pager:
    def page_url(page: int) -> str:
        if not 1 <= page <= pages:
            return ""
        return url if page == 1 else f"{url}?trang={page}"

    return Pager(
        number=number,
        pages=pages,
        previous=page_url(number - 1),
        next=page_url(number + 1),
        items=[PagerItem(page, page_url(page), page == number) for page in range(1, pages + 1)],
    )


def _url(name: str, slug: str, **more: int) -> str:
    return reverse(f"catalogue:{name}", kwargs={"product_slug": slug, **more})
