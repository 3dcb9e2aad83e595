"""What pages of the shop show of ours: catalogue stands below and cannot ask."""

from django import template

from cms.cards import StoryCard
from cms.models import StoryPage, StoryProduct
from cms.models.story import story_card

register = template.Library()
STORIES = 3


@register.simple_tag
def product_stories(product_id: int) -> list[StoryCard]:
    """Return cards of the newest stories that tell of a product.

    Most products have none: what a story's card needs is asked for only where there is one.
    """
    linked = StoryProduct.objects.filter(product=product_id).order_by()
    pages = list(linked.values_list("page_id", flat=True))
    if not pages:
        return []
    stories = StoryPage.objects.published().filter(pk__in=pages)
    return [story_card(story) for story in stories.for_cards()[:STORIES]]
