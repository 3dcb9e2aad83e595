"""English words beside the Vietnamese ones of a page; where they are missing, Vietnamese stands."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

#: The languages of a preview and what editors call them; the first is shown unasked.
PREVIEWS = {"vi": _("Vietnamese"), "en": _("English")}
#: The editor shows a preview in a frame of its own page, which no other page may.
_framed = csp_replace({"frame-ancestors": ["'self'"]})


def reads_vietnamese() -> bool:
    """Whether the reader's language is the shop's own."""
    return (get_language() or settings.LANGUAGE_CODE).startswith("vi")


class EnglishMixin(models.Model):
    """The English title and introduction of a page; types add what else they have."""

    title_en = models.CharField(_("English title"), max_length=255, blank=True)
    intro_en = models.TextField(_("English introduction"), max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_translated(self) -> bool:
        """Whether the title and, where the type has one, the body are written in English."""
        return bool(self.title_en and getattr(self, "body_en", True))

    @property
    def is_shown_in_english(self) -> bool:
        """Whether its reader gets it in English: it is translated, and they read no Vietnamese."""
        return self.is_translated and not reads_vietnamese()

    @property
    def is_untranslated(self) -> bool:
        """Whether its reader reads no Vietnamese, and heading or text are written in that alone."""
        return not (self.is_translated or reads_vietnamese())

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return the languages in which editors may look at what they write."""
        return [(language, str(name)) for language, name in PREVIEWS.items()]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """Answer the page as a reader of that language sees it."""
        with override(mode_name if mode_name in PREVIEWS else settings.LANGUAGE_CODE):
            # A page stands behind this mixin.
            whole: Callable[..., HttpResponseBase] = super().serve_preview  # type: ignore[misc]
            framed: Callable[..., HttpResponseBase] = _framed(whole)
            answer = framed(request, mode_name)
            return answer.render() if isinstance(answer, SimpleTemplateResponse) else answer

    def local(self, name: str, fallback: str = "") -> Any:
        """Return the reader's version of the field `name`, else of `fallback` or the Vietnamese."""
        english = getattr(self, f"{name}_en")
        return getattr(self, fallback or name) if reads_vietnamese() or not english else english

    def foreign(self, name: str) -> bool:
        """Whether `name` is shown in Vietnamese to somebody who reads another language."""
        return not reads_vietnamese() and not getattr(self, f"{name}_en")


def english_panel(*fields: str) -> MultiFieldPanel:
    """Return the closed panel of the editor that holds the English fields."""
    panels = [FieldPanel(name) for name in ("title_en", "intro_en", *fields)]
    return MultiFieldPanel(panels, heading=_("English"), classname="collapsed")
