"""What pages of the shop show of ours: catalogue stands below and cannot ask."""

from django import template

from cms.cards import StoryCard, story_card
from cms.models import StoryPage

register = template.Library()
STORIES = 3


@register.simple_tag(takes_context=True)
def product_stories(context, product_id: int) -> list[StoryCard]:
    """Return cards of the newest stories that tell of a product."""
    stories = StoryPage.objects.told().filter(products__product=product_id).distinct()
    request = context.get("request")
    return [story_card(story, request=request) for story in stories.for_cards()[:STORIES]]
