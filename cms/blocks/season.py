"""What a season brings: editors choose it once, it shows itself in its months every year."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.choosers import CategoryChooserBlock, ProductChooserBlock

SEASON_LIMIT = 8


class SeasonBlock(blocks.StructBlock):
    """A title, a few words and up to eight products for some months of the year."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("words"), rows=3, max_length=400, required=False)
    title_en = blocks.CharBlock(label=_("English title"), max_length=120, required=False)
    text_en = blocks.TextBlock(label=_("English words"), rows=3, max_length=400, required=False)
    months = blocks.MultipleChoiceBlock(
        label=_("months"), choices=[(str(number), name) for number, name in MONTHS.items()]
    )
    products = blocks.ListBlock(
        ProductChooserBlock(), label=_("products"), max_num=SEASON_LIMIT, default=[]
    )
    category = CategoryChooserBlock(label=_("fill up from category"), required=False)

    class Meta:
        label = _("season")
        icon = "date"
