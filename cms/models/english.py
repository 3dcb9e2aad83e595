"""English words beside the Vietnamese ones of a page; where they are missing, Vietnamese stands."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


def reads_vietnamese() -> bool:
    """Whether the reader's language is the shop's own."""
    return (get_language() or settings.LANGUAGE_CODE).startswith("vi")


class EnglishMixin(models.Model):
    """The English title and introduction of a page; types add what else they have."""

    title_en = models.CharField(_("English title"), max_length=255, blank=True)
    intro_en = models.TextField(_("English introduction"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def local(self, name: str, fallback: str = ""):
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
