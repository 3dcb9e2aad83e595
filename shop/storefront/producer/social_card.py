"""The picture that social media show of a producer."""

from django.utils.translation import override

from catalogue.cards import producer_cover
from catalogue.models import Producer
from catalogue.producer_pages.visibility import has_page
from catalogue.social_card import TAGLINE, SocialCardImage, site_image, social_card_image
from theme.formats import short_producer
from theme.social_card import SocialCard

KIND = "nha-san-xuat"


def producer_image(producer: Producer) -> SocialCardImage:
    """Return the picture of a producer; one whose name nobody states has the shop's."""
    if not producer.name_is_stated:
        return site_image()
    return social_card_image(KIND, producer.slug, producer_card(producer))


def producer_card(producer: Producer) -> SocialCard:
    """Return the card of a producer whose province and region are loaded, in Vietnamese."""
    with override("vi"):
        line = f"{producer.get_kind_display().capitalize()} · {producer.province.name}"
    return SocialCard(short_producer(producer.name), (TAGLINE, line), 0, producer_cover(producer))


def find_producer_card(slug: str) -> SocialCard | None:
    """Who has no page has no card."""
    found = Producer.objects.select_related("province__region").filter(slug=slug).first()
    is_shown = found is not None and found.name_is_stated and has_page(found)
    return producer_card(found) if found and is_shown else None
