"""What pages of the CMS show of the catalogue as it is today: cms is a lower layer."""

from django import template
from django.template import Context

from cms.models import HomePage
from search.home_counts import count_public
from shop.storefront.home.page import home_context
from shop.storefront.place.overview import map_provinces, provinces_by_region, region_tiles

register = template.Library()


@register.simple_tag(takes_context=True)
def home_page(context: Context, page: HomePage) -> dict:
    """Return what the home page counts and chooses; see home_context()."""
    return home_context(page, request=context.get("request"))


@register.simple_tag
def all_provinces() -> dict:
    """Return `regions`, tiles with their provinces, and `map_provinces`, the map of all."""
    counts, provinces = count_public(), provinces_by_region()
    return {
        "regions": region_tiles(counts, provinces),
        "map_provinces": map_provinces(counts, provinces),
    }
