"""Province pages: the editors' words; the goods beside them are always read live."""

from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PagePermissionTester
from wagtail.query import PageQuerySet
from wagtail.search import index

from catalogue.models import Province
from cms.blocks import STORY_BLOCKS
from cms.models.base import SitePageMixin, rendered
from cms.models.translation import EnglishMixin, english_panel
from cms.pictures import Picture, picture
from shop.users.models import User


@dataclass(frozen=True, slots=True)
class ProvinceText:
    """What editors wrote about a province, rendered: templates ask nothing more.

    `foreign`, `foreign_intro`, `foreign_known`: body, intro or list are in Vietnamese for a reader
    of another language.
    """

    title: str
    intro: str
    known_for: list[str]
    body: SafeString
    picture: Picture | None
    foreign: bool = False
    foreign_intro: bool = False
    foreign_known: bool = False


class ProvinceIndexPage(SitePageMixin, EnglishMixin, Page):  # type: ignore[django-manager-missing]
    """Tỉnh, thành phố: all 34 by region."""

    fixed_slug = "tinh"
    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), english_panel()]
    max_count = 1  # type: ignore[assignment]  # Wagtail says no type and begins with None
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ProvincePage"]
    template = "cms/province_index_page.html"

    class Meta:
        verbose_name = _("province index")


class ProvincePagePermissions(PagePermissionTester):
    """A province keeps its page: editors write it and may take it offline, never remove it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the user is a superuser, the only one who may."""
        return self.user.is_superuser and super().can_delete(ignore_bulk)


class ProvincePageQuerySet(PageQuerySet["ProvincePage"]):
    def published_for(self, province: Province) -> Self:
        """Return the live public page of a province, if it is written."""
        return self.live().public().filter(province=province)


ProvincePageManager = PageManager.from_queryset(ProvincePageQuerySet)


class ProvincePage(SitePageMixin, EnglishMixin, Page):  # type: ignore[django-manager-missing]
    """Trang tỉnh: its URL is the province's; the shop's view shows it beside live products."""

    above = [(_("Provinces and cities"), f"/{ProvinceIndexPage.fixed_slug}/")]
    province = models.OneToOneField(
        "catalogue.Province", models.PROTECT, related_name="page", verbose_name=_("province")
    )
    cover = models.ForeignKey(
        "cms.ShopImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
    )
    intro = models.TextField(_("introduction"), max_length=500)
    known_for = models.TextField(_("known for"), blank=True, help_text=_("One thing a line."))
    body = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("body"))
    known_for_en = models.TextField(
        _("known for, in English"), blank=True, help_text=_("One thing a line.")
    )
    body_en = StreamField(STORY_BLOCKS, blank=True, verbose_name=_("English body"))

    # The checker reads Wagtail's managers after these models: of any type.
    objects = ProvincePageManager()  # type: ignore[django-manager-missing, misc]

    content_panels = [
        *Page.content_panels,
        FieldPanel("province"),
        FieldPanel("cover"),
        FieldPanel("intro"),
        FieldPanel("known_for"),
        FieldPanel("body"),
        english_panel("known_for_en", "body_en"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("known_for"),
        index.SearchField("body"),
    ]
    parent_page_types = ["cms.ProvinceIndexPage"]
    subpage_types: list[str] = []
    template = "cms/province_page.html"

    class Meta:
        verbose_name = _("province page")
        verbose_name_plural = _("province pages")

    def permissions_for_user(self, user: User) -> "ProvincePagePermissions":
        """Return what the user may do here; see ProvincePagePermissions."""
        return ProvincePagePermissions(user, self)

    def check_slug(self, slug: str, *, depth: int) -> None:
        """Raise ValidationError unless the slug is the province's own."""
        province = Province.objects.filter(pk=self.province_id).first()
        if province is not None and slug != province.slug:
            message = _t("The address of this page is “%(slug)s”.") % {"slug": province.slug}
            raise ValidationError({"slug": message})

    def text(self, context: dict | None = None) -> ProvinceText:
        known_for = self.local("known_for").splitlines()
        return ProvinceText(
            title=self.title,
            intro=self.local("intro"),
            known_for=[line.strip() for line in known_for if line.strip()],
            body=rendered(self.local("body"), context),
            picture=picture(self.cover),
            foreign=self.foreign("body") and bool(self.body),
            foreign_intro=self.foreign("intro"),
            foreign_known=self.foreign("known_for"),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add `text`, for previews; live URLs are answered by the shop's province view."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"text": self.text(context), "province": self.province}


def province_text(province: Province) -> ProvinceText | None:
    """Return the published words about a province, or None while nobody has written any."""
    page = ProvincePage.objects.published_for(province).select_related("cover").first()
    return page.text() if page is not None else None
