"""What the home page shows. It must stay within twelve queries, everything around it included."""

from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest

from catalogue.clock import today
from catalogue.models import Product
from cms.cards import StoryCard
from cms.models import HomePage
from cms.models.story import StoryPage, story_card
from cms.seasons import Season, SeasonShelf, season_keys, season_of
from search.home_counts import NEWEST_LIMIT, HomeCounts, count_public
from shop.promotion.reductions import shop_cards
from shop.storefront.listing.group_tiles import group_tiles
from shop.storefront.place.overview import map_provinces, provinces_by_region, region_tiles

if TYPE_CHECKING:
    from catalogue.models.product import CertifiedProduct


NEWEST = 8
BEST = 4
STORIES = 3
STARS = (5, 4, 3)


def home_context(page: HomePage, *, request: HttpRequest | None = None) -> dict:
    """Return the plain objects of the home page.

    `product_count`, `province_count`, `star_counts` [(stars, number)], `groups` and `regions`
    (tiles), `newest` and `best` (product cards), `season` (SeasonShelf or None), `stories` (story
    cards, the featured first) and `map_provinces`.
    """
    counts = count_public()
    provinces = provinces_by_region()
    return {
        "product_count": counts.products,
        "province_count": counts.provinces,
        "star_counts": [(stars, counts.by_stars[stars]) for stars in STARS],
        "groups": group_tiles(counts),
        "regions": region_tiles(counts, provinces),
        "map_provinces": map_provinces(counts, provinces),
        **home_card_rows(counts, season_of(page.seasons, today())),
        "stories": home_stories(page, request=request),
    }


def home_card_rows(counts: HomeCounts, season: Season | None = None) -> dict:
    """Return `newest`, `best` and `season`: three rows of cards, all products read at once.

    Each row takes one product of a producer before a second; five stars are not shown twice.
    """
    season_pks = season_keys(season)
    products = _latest(counts, season_pks)
    by_key = {product.pk: product for product in products}
    newest = _one_per_producer_first(products[:NEWEST_LIMIT], NEWEST)
    five_stars = [
        product for product in products if product.stars == STARS[0] and product not in newest
    ]
    seasonal = [by_key[pk] for pk in season_pks if pk in by_key]
    best = _one_per_producer_first(five_stars, BEST)
    shown = [*newest, *best, *seasonal]
    cards = iter(shop_cards(shown))
    rows = [list(islice(cards, len(row))) for row in (newest, best, seasonal)]

    season_row = None
    if season and rows[2]:
        season_row = SeasonShelf(season.title, season.text, season.foreign, rows[2])
    return {"newest": rows[0], "best": rows[1], "season": season_row}


def _latest(counts: HomeCounts, season_pks: tuple[int, ...]) -> "list[CertifiedProduct]":
    """Return the newest public products, the newest with five stars and the chosen, by date."""
    public = Product.objects.public()
    wanted = Q(pk__in=season_pks)
    if counts.newest is not None:
        wanted |= Q(pk__in=[*counts.newest, *(counts.newest_five_stars or ())])
    else:
        newest = public.order_by("-in_force__valid_from", "-pk").values("pk")
        wanted |= Q(pk__in=newest[: 2 * NEWEST_LIMIT])
    products = public.cards_only().filter(wanted)
    return list(products.order_by("-in_force__valid_from", "-pk"))


def _one_per_producer_first(
    products: "list[CertifiedProduct]", limit: int
) -> "list[CertifiedProduct]":
    """Return the first of each producer, then the others, in their order."""
    first_of = {product.producer_id: product for product in reversed(products)}
    ranked = sorted(products, key=lambda product: first_of[product.producer_id] != product)
    return sorted(ranked[:limit], key=products.index)


def home_stories(
    page: HomePage, *, request: HttpRequest | None = None, limit: int = STORIES
) -> list[StoryCard]:
    """Return cards of the published choice in the editors' order, then of the newest stories."""
    chosen = FilteredRelation("featured_on", condition=Q(featured_on__page=page.pk))
    stories = StoryPage.objects.published().for_cards().alias(chosen=chosen)
    stories = stories.order_by(
        F("chosen__sort_order").asc(nulls_last=True), "-first_published_at", "pk"
    )
    return [story_card(story, request=request) for story in stories[:limit]]
