"""Editorial pictures."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from catalogue.photos.fields import FOLDER, AcceptingFieldFile


class EditorialFieldFile(AcceptingFieldFile, WagtailImageFieldFile):
    """The photograph of one editorial picture."""


class EditorialImageField(WagtailImageField):
    """Wagtail's field, whose files are accepted like every photograph of the shop."""

    attr_class = EditorialFieldFile


class ShopImage(AbstractImage):
    """Ảnh: alternative text always, a credit line, honesty about AI (Luật 134/2025/QH15)."""

    file = EditorialImageField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    alt_text = models.CharField(_("alternative text"), max_length=255)
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    ai_made = models.BooleanField(_("made with AI"), default=False)

    admin_form_fields = (*Image.admin_form_fields, "alt_text", "credit", "ai_made")

    #: What follows from the file, and is found anew when the file is another.
    FACTS_OF_FILE = {
        "file_size": None,
        "file_hash": "",
        "focal_point_x": None,
        "focal_point_y": None,
        "focal_point_width": None,
        "focal_point_height": None,
    }

    @property
    def default_alt_text(self) -> str:
        """The text that templates use when the place gives no better one."""
        return self.alt_text

    def get_upload_to(self, filename: str) -> str:
        """Return where the file stands, under a name that tells nothing."""
        return f"{FOLDER}/{uuid.uuid4().hex}.jpg"

    def get_rendition(self, filter: Filter | str) -> Any:
        """Return another size; a sign for a missing picture where the file is broken or gone."""
        try:
            return super().get_rendition(filter)
        except (OSError, ValueError, SyntaxError):
            rendition = ShopRendition(image=self, width=0, height=0)
            rendition.file.name = "not-found"
            return rendition


class ShopRendition(AbstractRendition):
    """One size of one picture."""

    image = models.ForeignKey(ShopImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
