"""Words and pictures."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

from cms.dead_links import without_dead_links
from cms.pictures import picture


class HeadingBlock(blocks.CharBlock):
    """A heading of second level; the page's title is the first."""

    class Meta:
        label = _("heading")
        icon = "title"
        template = "cms/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Text with what text needs and no more: no inline pictures, no colours."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"features": ["bold", "italic", "link", "ol", "ul", "document-link"], **kwargs}
        )

    def render_basic(self, value: RichText, context: dict[str, Any] | None = None) -> SafeString:
        """Render the text; a link to what nobody may read today is its words alone."""
        return without_dead_links(super().render_basic(value, context=context))

    class Meta:
        label = _("paragraph")
        icon = "pilcrow"


class QuoteBlock(blocks.StructBlock):
    """Words of a real person, with their name."""

    text = blocks.TextBlock(label=_("words"), rows=3)
    speaker = blocks.CharBlock(label=_("who said it"), max_length=120)

    class Meta:
        label = _("quote")
        icon = "openquote"
        template = "cms/blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """One picture with its caption; the alternative text and credit belong to the picture."""

    image = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=255)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add `picture`, whose sizes the template writes down."""
        context = super().get_context(value, parent_context=parent_context)
        return context | {"picture": picture(value["image"])}

    class Meta:
        label = _("figure")
        icon = "image"
        template = "cms/blocks/figure.html"
