"""The home page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from catalogue.social_card import site_image
from cms.blocks import SeasonBlock
from cms.models.base import SitePageMixin
from cms.models.translation import EnglishMixin, english_panel


class HomePage(SitePageMixin, EnglishMixin, Page):  # type: ignore[django-manager-missing]
    """Trang chủ: one sentence, the true count, and what the editors put forward."""

    headline = models.CharField(_("headline"), max_length=120)
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    seasons = StreamField([("season", SeasonBlock())], blank=True, verbose_name=_("seasons"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        InlinePanel("featured_stories", heading=_("featured stories"), max_num=3),
        FieldPanel("seasons"),
        english_panel(),
    ]
    max_count = 1  # type: ignore[assignment]  # Wagtail says no type and begins with None
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.StoryIndexPage", "cms.ProvinceIndexPage", "cms.StandardPage"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def heading(self) -> str:
        """Return the headline, which is this page's title for readers."""
        return self.local("title", "headline")

    def lead_text(self) -> str:
        return self.local("intro", "lead")

    def crumbs(self) -> list[tuple[str, str]]:
        """Return none: this is where every path begins."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add `og_image`. What is on sale today is asked by the page's template (home_tags)."""
        return super().get_context(request, *args, **kwargs) | {"og_image": site_image()}


class FeaturedStory(Orderable):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_stories")
    story = models.ForeignKey(
        "cms.StoryPage", models.CASCADE, related_name="featured_on", verbose_name=_("story")
    )

    panels = [FieldPanel("story")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "story"], name="story_featured_once")
        ]
