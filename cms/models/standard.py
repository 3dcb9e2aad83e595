"""Standing pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from catalogue.labels import label_gate_rule
from cms.blocks import TEXT_BLOCKS
from cms.models.base import SitePageMixin, rendered
from cms.models.translation import EnglishMixin, english_panel
from cms.seller import fill_seller_facts
from shop.checkout.terms import text_version

#: The page of rules, which prints the rule on labels as the code follows it.
RULES_SLUG = "quy-che-hoat-dong"


class StandardPage(SitePageMixin, EnglishMixin, Page):  # type: ignore[django-manager-missing]
    """Giới thiệu, giao hàng, đổi trả…: what the shop says about itself and its rules."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name=_("body"))
    body_en = StreamField(TEXT_BLOCKS, blank=True, verbose_name=_("English body"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        english_panel("body_en"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    template = "cms/standard_page.html"

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add the rendered `body` with the seller's facts filled in, and its `version` and day."""
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "body": fill_seller_facts(rendered(self.local("body"), context)),
            "foreign_body": self.foreign("body"),
            "label_rule": label_gate_rule() if self.slug == RULES_SLUG else "",
            "version": text_version(self),
            "published": self.last_published_at,
        }
