"""What every page type shares."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Form
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import MultiFieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageViewRestriction

from catalogue.paths import absolute_url, home_crumb, localized_path, path_in_language
from catalogue.slugs import free_slug
from catalogue.text import slugify_vi
from cms.models.translation import EnglishMixin, reads_vietnamese
from cms.page_conflicts import PageConflictMixin
from cms.validators import validate_first_level_slug

FIRST_LEVEL_DEPTH = 3


def rendered(body: StreamValue, context: dict | None = None) -> SafeString:
    """Render every block of a body here, so that the template that shows it asks nothing."""
    return mark_safe("".join(block.render(context) for block in body))  # noqa: S308


#: Years for which somebody may schedule a page; others are slips, and may be none of the calendar.
SCHEDULED_YEARS = range(2000, 3000)


class SitePageForm(PageConflictMixin):
    """Says in the form what clean() would refuse later: a new page has no place in the tree yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # made of the title where no script does it
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """Fold the slug to plain letters; that of a new page's title gets a number when it is taken."""
        title = slugify_vi(self.cleaned_data.get("title") or self.data.get("title") or "")
        slug = slugify_vi(self.cleaned_data["slug"] or "") or title
        if slug == title and self.instance.pk is None and self.parent_page is not None:
            return free_slug(slug, self.parent_page.get_children())
        return slug

    def clean(self) -> dict:
        """Check the slug against the place that the page is about to take."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("go_live_at", "expire_at"):
            moment = cleaned.get(name)
            if moment is not None and moment.year not in SCHEDULED_YEARS:
                self.add_error(name, _("Please check the year."))
        slug = cleaned.get("slug")
        if slug and self.parent_page is not None:
            try:
                self.instance.check_slug(slug, depth=self.parent_page.depth + 1)
            except ValidationError as error:
                self.add_error("slug", error.message_dict["slug"])
        return cleaned


class SiteCopyForm(CopyForm):
    """Wagtail's form for a copy, whose slug obeys the rules of any other page."""

    def clean_new_slug(self) -> str:
        """Fold the slug to plain letters."""
        return slugify_vi(self.cleaned_data["new_slug"]) or self.cleaned_data["new_slug"]

    def clean(self) -> dict:
        """Check the slug against the place that the copy is about to take."""
        cleaned = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        if slug := cleaned.get("new_slug"):
            try:
                self.page.specific.check_slug(slug, depth=parent.depth + 1)
            except ValidationError as error:
                self.add_error("new_slug", error.message_dict["slug"])
        return cleaned


if TYPE_CHECKING:
    # Every page type is both of these behind the mixin, which migrations know as a plain class.
    class _EveryPage(EnglishMixin, Page):
        class Meta:
            abstract = True
else:
    _EveryPage = object


class SitePageMixin(_EveryPage):
    """Slugs that people can type, first-level words that the shop does not use."""

    base_form_class = SitePageForm
    copy_form_class = SiteCopyForm
    promote_panels = [
        MultiFieldPanel(["slug", "search_description"], heading=gettext_lazy("For search engines"))
    ]
    fixed_slug = ""
    above: list[tuple[str | Promise, str]] = []

    def check_slug(self, slug: str, *, depth: int) -> None:
        """Raise ValidationError when the slug cannot stand at that depth of the tree."""
        if self.fixed_slug:
            if slug != self.fixed_slug:
                message = _("The address of this page is “%(slug)s”.") % {"slug": self.fixed_slug}
                raise ValidationError({"slug": message})
        elif depth == FIRST_LEVEL_DEPTH:
            validate_first_level_slug(slug)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fold the slug before anything compares it with its neighbours'."""
        self._fold_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Do the same for drafts, of which Wagtail checks no more than title and slug."""
        self._fold_slug()
        super().minimal_clean()
        self._check_own_slug()

    def clean(self) -> None:
        """Check the slug where the page stands."""
        super().clean()
        self._check_own_slug()

    def _fold_slug(self) -> None:
        if self.slug:
            self.slug = slugify_vi(self.slug) or self.slug
        elif self.path and (slug := slugify_vi(self.title)):
            self.slug = free_slug(slug, self.get_siblings(inclusive=False))

    def _check_own_slug(self) -> None:
        if self.depth:
            self.check_slug(self.slug, depth=self.depth)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add `crumbs` and what the head says; a text without translation stays Vietnamese there.

        `foreign`, `foreign_lead`: heading or lead are Vietnamese for a reader of another language;
        `untranslated`: this is no page of that language, as heading or text are missing in it.
        """
        head: dict[str, Any] = {
            "heading": self.heading(),
            "lead": self.lead_text(),
            "description": self.search_description if reads_vietnamese() else "",
            "foreign": self.foreign("title"),
            "foreign_lead": self.foreign("intro"),
            "untranslated": self.is_untranslated,
            "crumbs": self.crumbs(),
        }
        head["description"] = head["description"] or head["lead"]
        path = self.original_path(request)
        if self.is_untranslated:
            path = path_in_language(path, settings.LANGUAGE_CODE)
        if path != request.path:
            head["canonical_url"] = absolute_url(path)
        return super().get_context(request, *args, **kwargs) | head

    def original_path(self, request: HttpRequest) -> str:
        """Return the path under which search engines shall know this page: an alias has none."""
        source = self.alias_of
        return (source.get_url(request) if source is not None else None) or request.path

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return what keeps readers from this page or from one above: one query, not Wagtail's two."""
        if self.alias_of_id is not None:
            return super().get_view_restrictions()
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(page__path__in=[self.path[:end] for end in ends])

    def serve_password_required_response(
        self, request: HttpRequest, form: Form, action_url: str
    ) -> TemplateResponse:
        """Ask for the password on a page of ours that tells nothing of what is behind it."""
        context = {
            "form": form,
            "action_url": action_url,
            "heading": _("This page needs a password"),
            "noindex": True,
        }
        return TemplateResponse(request, "cms/password_required.html", context)

    def heading(self) -> str:
        """Return what the page is called in the reader's language."""
        return self.local("title")

    def lead_text(self) -> str:
        """Return the sentence below the heading."""
        return self.local("intro")

    def crumbs(self) -> list[tuple[str, str]]:
        """Return (label, address) from home down to this page, which has no address.

        What stands above is a fact of the page's type, so the tree need not be asked.
        """
        return [
            home_crumb(),
            *((str(label), localized_path(path)) for label, path in self.above),
            (self.local("title"), ""),
        ]
