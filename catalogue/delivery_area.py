"""Delivery area: to which provinces a product is sent; fresh goods do not travel everywhere."""

from collections.abc import Collection, Iterable

from django.utils.translation import get_language

from catalogue.models import Product, Province, Region


def is_sent_to(product: Product, province: Province) -> bool:
    """Whether a product is sent to a province; without an area of its own it is sent everywhere."""
    return not product.delivery_provinces or province.code in product.delivery_provinces


def area_words(codes: Collection[str], provinces: Iterable[Province]) -> str:
    """Return the provinces with these codes in words, whole regions by their name; empty for none.

    `provinces` are all there are, in the order wanted; `region` is best loaded.
    """
    by_region: dict[int, list[Province]] = {}
    for province in provinces:
        by_region.setdefault(province.region_id, []).append(province)
    regions: list[Region] = []
    rest: list[Province] = []
    for group in by_region.values():
        inside = [province for province in group if province.code in codes]
        if len(inside) == len(group):
            regions.append(group[0].region)
        else:
            rest += inside
    is_vietnamese = (get_language() or "vi").startswith("vi")
    places: list[Region | Province] = [*regions, *rest]
    return ", ".join(place.name if is_vietnamese else place.name_en for place in places)
