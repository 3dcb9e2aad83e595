"""Editorial pictures."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class ShopImage(AbstractImage):
    """Ảnh: alternative text always, a credit line, honesty about AI (Luật 134/2025/QH15)."""

    alt_text = models.CharField(_("alternative text"), max_length=255)
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    ai_made = models.BooleanField(_("made with AI"), default=False)

    admin_form_fields = (*Image.admin_form_fields, "alt_text", "credit", "ai_made")

    @property
    def default_alt_text(self) -> str:
        """The text that templates use when the place gives no better one."""
        return self.alt_text


class ShopRendition(AbstractRendition):
    """One size of one picture."""

    image = models.ForeignKey(ShopImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
