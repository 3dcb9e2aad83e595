"""What the home page shows. It must stay within twelve queries, everything around it included."""

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Value, When

from catalogue.cards import ProductCard, product_cards
from catalogue.models import Product
from cms.cards import StoryCard, story_card
from cms.counts import count_public, group_tiles, map_provinces, provinces_by_region, region_tiles
from cms.models.story import StoryPage

if TYPE_CHECKING:
    from cms.models.home import HomePage

NEWEST = 8
STORIES = 3


def home_context(page: "HomePage", *, request=None) -> dict:
    """Return the plain objects of the home page.

    `product_count`, `province_count`, `groups` and `regions` (tiles), `newest` (product cards),
    `stories` (story cards, the featured first) and `map_provinces`.
    """
    counts = count_public()
    provinces = provinces_by_region()
    return {
        "product_count": counts.products,
        "province_count": counts.provinces,
        "groups": group_tiles(counts),
        "regions": region_tiles(counts, provinces),
        "map_provinces": map_provinces(counts, provinces),
        "newest": newly_certified(),
        "stories": front_stories(page, request=request),
    }


def newly_certified(limit: int = NEWEST) -> list[ProductCard]:
    """Return cards of the products whose certificates in force began last."""
    newest = Product.objects.public().order_by("-in_force__valid_from", "-pk")
    return product_cards(newest.for_cards()[:limit])


def front_stories(page: "HomePage", *, request=None, limit: int = STORIES) -> list[StoryCard]:
    """Return cards of the featured stories in the editors' order, then of the newest."""
    featured = [link.story_id for link in page.featured_stories.all()]
    place = Case(
        *[When(pk=pk, then=Value(number)) for number, pk in enumerate(featured)],
        default=Value(len(featured)),
        output_field=IntegerField(),
    )
    stories = StoryPage.objects.told().for_cards()
    stories = stories.order_by(place, "-first_published_at", "pk")[:limit]
    return [story_card(story, request=request) for story in stories]
