"""What the home page shows. It must stay within twelve queries, everything around it included."""

from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Q

from catalogue.cards import ProductCard, product_cards
from catalogue.models import Product
from catalogue.sharing import site_image
from cms.cards import StoryCard, story_card
from cms.counts import (
    Counts,
    count_public,
    group_tiles,
    map_provinces,
    provinces_by_region,
    region_tiles,
)
from cms.models.story import StoryPage

if TYPE_CHECKING:
    from cms.models.home import HomePage

NEWEST = 8
#: Read from the index, which may lag behind: some of them may be on sale no more.
NEWEST_READ = 24
STORIES = 3


def home_context(page: "HomePage", *, request=None) -> dict:
    """Return the plain objects of the home page.

    `product_count`, `province_count`, `groups` and `regions` (tiles), `newest` (product cards),
    `stories` (story cards, the featured first) and `map_provinces`.
    """
    counts = count_public()
    provinces = provinces_by_region()
    return {
        "og_image": site_image(),
        "product_count": counts.products,
        "province_count": counts.provinces,
        "groups": group_tiles(counts),
        "regions": region_tiles(counts, provinces),
        "map_provinces": map_provinces(counts, provinces),
        "newest": newly_certified(counts),
        "stories": front_stories(page, request=request),
    }


def newly_certified(counts: Counts, limit: int = NEWEST) -> list[ProductCard]:
    """Return cards of the products whose certificates in force began last."""
    public = Product.objects.public().for_cards()
    if counts.newest is None:
        return product_cards(public.order_by("-in_force__valid_from", "-pk")[:limit])
    known = public.in_bulk(counts.newest)
    found = (known[pk] for pk in counts.newest if pk in known)
    return product_cards(islice(found, limit))


def front_stories(page: "HomePage", *, request=None, limit: int = STORIES) -> list[StoryCard]:
    """Return cards of the published choice in the editors' order, then of the newest stories."""
    chosen = FilteredRelation("featured_on", condition=Q(featured_on__page=page.pk))
    stories = StoryPage.objects.told().for_cards().alias(chosen=chosen)
    stories = stories.order_by(
        F("chosen__sort_order").asc(nulls_last=True), "-first_published_at", "pk"
    )
    return [story_card(story, request=request) for story in stories[:limit]]
