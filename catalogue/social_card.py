"""The picture that social media show of a page: what it says, and where it is.

Each kind of page makes its own card (shop.storefront, cms); the shop's own stands here.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.paths import absolute_url
from theme.covers import WORLDS, weave
from theme.social_card import HEIGHT, WIDTH, SocialCard

SITE = "trang"
HOME = "trang-chu"
TAGLINE = "Đặc sản OCOP đang có chứng nhận"


@dataclass(frozen=True, slots=True)
class SocialCardImage:
    """The picture as a page names it: absolute URL, pixels, words for those who cannot see."""

    url: str
    width: int
    height: int
    alt: str


def social_card_image(kind: str, slug: str, card: SocialCard) -> SocialCardImage:
    """Return the picture of a card; its URL changes with everything that is drawn."""
    kwargs = {"kind": kind, "slug": slug, "version": card.version}
    alt = " – ".join([card.title, *filter(None, card.lines)])
    if card.stars:
        alt = f"{alt}. " + _("Certified OCOP %(stars)s stars") % {"stars": card.stars}
    return SocialCardImage(absolute_url(reverse("social_card", kwargs=kwargs)), WIDTH, HEIGHT, alt)


def site_card() -> SocialCard:
    """Return the card of the shop itself, for pages that have none of their own."""
    cover = weave(slug=HOME, world=WORLDS[1], glyph="")
    return SocialCard("Đặc sản thật, sao thật.", (TAGLINE, "34 tỉnh, thành phố"), 0, cover)


def site_image() -> SocialCardImage:
    return social_card_image(SITE, HOME, site_card())
