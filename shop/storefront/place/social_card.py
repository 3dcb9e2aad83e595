"""The pictures that social media show of provinces and regions."""

from catalogue.models import Province, Region
from catalogue.social_card import TAGLINE
from theme.covers import weave, weave_place
from theme.social_card import SocialCard

PROVINCE, REGION = "tinh", "vung"


def province_card(province: Province) -> SocialCard:
    """Return the card of a province whose region is loaded."""
    cover = weave_place(province.slug, province.region.slug)
    return SocialCard(province.name, (TAGLINE, province.region.name), 0, cover)


def region_card(region: Region) -> SocialCard:
    """Return the card of a region."""
    cover = weave(slug=region.slug, world=region.slug, glyph="")
    return SocialCard(region.name, (TAGLINE,), 0, cover)


def find_province_card(slug: str) -> SocialCard | None:
    province = Province.objects.select_related("region").filter(slug=slug).first()
    return province_card(province) if province else None


def find_region_card(slug: str) -> SocialCard | None:
    region = Region.objects.filter(slug=slug).first()
    return region_card(region) if region else None
