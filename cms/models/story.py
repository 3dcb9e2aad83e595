"""Stories: how a thing is made and where it comes from."""

import datetime
import math
from collections.abc import Iterable
from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from catalogue.cards import local_name, product_cards
from catalogue.clock import VIETNAM, today
from catalogue.models import Certificate, Product
from catalogue.models.certificate_terms import CertificateState
from catalogue.pictures import PictureSlot
from catalogue.policies import certificate_end
from catalogue.social_card import social_card_image
from cms.blocks import STORY_BLOCKS
from cms.blocks.shelf import chosen_for_shelves
from cms.cards import ExpiredProduct, StoryCard
from cms.models.base import SitePageMixin, rendered
from cms.models.translation import EnglishMixin, english_panel, reads_vietnamese
from cms.pictures import picture
from shop.partner.ordering_pause import pauses_for
from shop.partner.pricing import prices_for
from theme.covers import Cover, glyph_for, weave
from theme.pager import pager
from theme.social_card import SocialCard

WORDS_A_MINUTE = 220
#: How wide a story's picture stands beside others (theme: story_card.css).
STORY_SLOT = PictureSlot("(min-width: 721px) 400px, calc(100vw - 32px)", 320, 1080)
STORIES_A_PAGE = 12
#: Kinds of shared pictures of a story: with Vietnamese words, and with English ones.
STORY_KIND, ENGLISH_STORY_KIND = "cau-chuyen", "story"


class StoryQuerySet(PageQuerySet["StoryPage"]):
    def published(self) -> Self:
        """Live stories that anyone may read, each once, the newest first; one query, unlike public().

        An alias is another address of a story that is here already.
        """
        here = models.ExpressionWrapper(models.OuterRef("path"), models.CharField())
        restricted = PageViewRestriction.objects.annotate(here=here)
        restricted = restricted.filter(here__startswith=models.F("page__path"))
        stories = self.live().filter(~models.Exists(restricted), alias_of=None)
        return stories.order_by("-first_published_at", "pk")

    def about(self, product: Product) -> Self:
        return self.filter(products__product=product).distinct()

    def for_cards(self) -> Self:
        """Everything story_card() reads, in a fixed number of queries.

        `subject` is the name of the first product, from which the cover's drawing is chosen.
        """
        links = StoryProduct.objects.filter(page=models.OuterRef("pk")).order_by("sort_order")
        return (
            self.select_related("province__region", "cover")
            .prefetch_related("cover__renditions")
            .annotate(subject=models.Subquery(links.values("product__title")[:1]))
        )


StoryManager = PageManager.from_queryset(StoryQuerySet)


class StoryIndexPage(SitePageMixin, EnglishMixin, Page):  # type: ignore[django-manager-missing]
    """Câu chuyện: all stories, the newest first."""

    fixed_slug = "cau-chuyen"
    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), english_panel()]
    max_count = 1  # type: ignore[assignment]  # Wagtail says no type and begins with None
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.StoryPage"]
    template = "cms/story_index_page.html"

    class Meta:
        verbose_name = _("story index")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a story with everything its page shows, where Wagtail would ask four times."""
        if len(path_components) == 1:
            stories = StoryPage.objects.child_of(self).filter(slug=path_components[0]).for_cards()
            if story := stories.first():
                return story.route(request, [])
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add the `stories` of the page asked for, as cards, and the `pager`."""
        context = super().get_context(request, *args, **kwargs)
        stories = StoryPage.objects.child_of(self).published().for_cards()
        page = Paginator(stories, STORIES_A_PAGE).get_page(request.GET.get("trang"))
        cards = [story_card(story, request=request) for story in page]
        return context | {"stories": cards, "pager": pager(page, path=request.path)}


class StoryPage(SitePageMixin, EnglishMixin, Page):  # type: ignore[django-manager-missing]
    """Câu chuyện sản phẩm: it links to products and never impersonates one."""

    above = [(_("Stories"), f"/{StoryIndexPage.fixed_slug}/")]
    standfirst = models.TextField(_("standfirst"), max_length=400)
    cover = models.ForeignKey(
        "cms.ShopImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
    )
    province = models.ForeignKey(
        "catalogue.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("province"),
    )
    body = StreamField(STORY_BLOCKS, verbose_name=_("body"))
    body_en = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("English body"))

    # The checker reads Wagtail's managers after these models: of any type.
    objects = StoryManager()  # type: ignore[django-manager-missing, misc]

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("cover"),
        FieldPanel("province"),
        FieldPanel("body"),
        InlinePanel("products", heading=_("products of this story")),
        InlinePanel("sources", heading=_("sources"), min_num=1),
        english_panel("body_en"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.SearchField("title_en"),
        index.SearchField("body_en"),
    ]
    parent_page_types = ["cms.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "cms/story_page.html"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def reading_minutes(self) -> int:
        """Whole minutes of reading, at least one; counted from the reader's text, never typed."""
        words = len(strip_tags(_flatten(self.local("body").raw_data)).split())
        return max(1, math.ceil(words / WORDS_A_MINUTE))

    def lead_text(self) -> str:
        return self.local("intro", "standfirst")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add the story's facts, its `products` on sale and those `ended`, and `more` stories."""
        context = super().get_context(request, *args, **kwargs)
        card = story_card(self, request=request)
        chosen = [link.product_id for link in self.products.all()]
        body = self.local("body")
        wanted = {*chosen, *chosen_for_shelves(body)}
        public = list(Product.objects.public().filter(pk__in=wanted).cards_only().order_by("slug"))
        prices = prices_for(public)
        # A story tells no promotions.
        public_cards = product_cards(public, prices, pauses=pauses_for(public))
        cards = {product.pk: card for product, card in zip(public, public_cards, strict=True)}
        kind = ENGLISH_STORY_KIND if self.is_shown_in_english else STORY_KIND
        original = self.alias_of or self
        return context | {
            "og_type": "article",
            "og_image": social_card_image(
                kind, original.slug, story_social_card(self, card.cover, kind)
            ),
            "story": card,
            "body": rendered(body, context | {"shelved": cards}),
            "foreign_body": self.foreign("body"),
            "sources": [source.local_text() for source in self.sources.all()],
            "products": [product_card for pk, product_card in cards.items() if pk in chosen],
            "ended": expired_products(set(chosen) - cards.keys()),
            "more": more_stories(self, request=request),
        }


class StoryProduct(Orderable):
    """A product that a story tells of."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey(
        "catalogue.Product", models.CASCADE, related_name="story_links", verbose_name=_("product")
    )

    panels = [FieldPanel("product")]


class StorySource(Orderable):
    """Where a story's facts come from."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="sources")
    text = models.CharField(_("source"), max_length=255)
    text_en = models.CharField(_("source, in English"), max_length=255, blank=True)

    panels = [FieldPanel("text"), FieldPanel("text_en")]

    def local_text(self) -> tuple[str, bool]:
        """Return the source for the reader, and whether it is Vietnamese to one of English."""
        if reads_vietnamese() or not self.text_en:
            return self.text, not reads_vietnamese()
        return self.text_en, False


def expired_products(missing: set[int]) -> list[ExpiredProduct]:
    """Return an honest note for each product whose certificate no longer holds."""
    if not missing:
        return []
    certificates = Certificate.objects.ever_verified().order_by("-valid_from", "-pk")
    products = Product.objects.ended().filter(pk__in=missing).order_by("slug")
    products = products.prefetch_related(
        models.Prefetch("certificates", queryset=certificates, to_attr="certificates_verified")
    )
    return [_expired(product, product.certificates_verified[0]) for product in products]


def _expired(product: Product, last: Certificate) -> ExpiredProduct:
    is_uncertain = last.state(today()) == CertificateState.UNCERTAIN
    return ExpiredProduct(
        title=product.title,
        url=product.get_absolute_url(),
        message=certificate_end(product),
        stars=last.stars,
        state="uncertain" if is_uncertain else "ended",
        ended_on=None if is_uncertain else last.revoked_on or last.last_day,
        ended_by=None if is_uncertain else last.revoked_on or last.possible_last_day,
    )


def story_card(story: StoryPage, *, request: HttpRequest | None = None) -> StoryCard:
    """Return the card of a story, best fetched with for_cards()."""
    region = story.province.region.slug if story.province else ""
    subject = getattr(story, "subject", None) or story.title
    return StoryCard(
        title=story.local("title"),
        url=story.get_url(request) or "",
        lead=story.lead_text(),
        place=local_name(story.province),
        minutes=story.reading_minutes,
        published=_day(story.first_published_at),
        cover=weave(
            slug=story.slug,
            world=region,
            glyph=glyph_for(subject),
            place=story.province.slug if story.province else "",
        ),
        image=picture(story.cover, STORY_SLOT),
        foreign=story.foreign("title"),
        foreign_lead=story.foreign("intro"),
    )


def story_social_card(story: StoryPage, cover: Cover, kind: str = STORY_KIND) -> SocialCard:
    """Return what the picture of a shared story says, in the language of its kind."""
    title, line = story.title, "Câu chuyện đặc sản OCOP"
    if kind == ENGLISH_STORY_KIND:
        title, line = story.title_en, "The story of an OCOP specialty"
    return SocialCard(title, (line, story.province.name if story.province else ""), 0, cover)


def more_stories(
    story: StoryPage, *, request: HttpRequest | None = None, limit: int = 3
) -> list[StoryCard]:
    """Return cards of the newest other stories."""
    others = StoryPage.objects.published().for_cards().exclude(pk=story.alias_of_id or story.pk)
    return [story_card(other, request=request) for other in others[:limit]]


def _flatten(value: object) -> str:
    """Join every text in a stream's stored form; numbers (chosen objects) are left out."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = [value["value"]] if "value" in value else list(value.values())
    return " ".join(map(_flatten, value)) if isinstance(value, Iterable) else ""


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return moment.astimezone(VIETNAM).date() if moment else None
