"""What the picture of a shared address says, and where that picture is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.addresses import full_address
from catalogue.cards import product_cover, shown_producer
from catalogue.models import ClassificationNode, Product, Province, Region
from theme.covers import WORLDS, glyph_for, weave, weave_place
from theme.share import HEIGHT, WIDTH, ShareCard
from theme.templatetags.theme_tags import short_producer

PRODUCT, PROVINCE, REGION, GROUP = "san-pham", "tinh", "vung", "nhom"
SITE = "trang"
HOME = "trang-chu"
PROMISE = "Đặc sản OCOP đang có chứng nhận"


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The picture as a page names it: absolute address, pixels, words for those who cannot see."""

    url: str
    width: int
    height: int
    alt: str


def share_image(kind: str, slug: str, card: ShareCard) -> ShareImage:
    """Return the picture of a card; its address changes with everything that is drawn."""
    parts = {"kind": kind, "slug": slug, "version": card.version}
    alt = " – ".join([card.title, *filter(None, card.lines)])
    if card.stars:
        alt = f"{alt}. " + _("Certified OCOP %(stars)s stars") % {"stars": card.stars}
    return ShareImage(full_address(reverse("share", kwargs=parts)), WIDTH, HEIGHT, alt)


def product_image(product: Product) -> ShareImage:
    """Return the picture of a product that is certified today."""
    return share_image(PRODUCT, product.slug, product_card(product))


def product_card(product: Product) -> ShareCard:
    """Return the card of a product whose certificates in force are loaded."""
    return ShareCard(
        title=product.title,
        lines=(
            short_producer(shown_producer(product)),
            product.province.name if product.province else "",
        ),
        stars=product.certificate.stars if product.certificate else 0,
        cover=product_cover(product),
    )


def province_card(province: Province) -> ShareCard:
    """Return the card of a province whose region is loaded."""
    cover = weave_place(province.slug, province.region.slug)
    return ShareCard(province.name, (PROMISE, province.region.name), 0, cover)


def region_card(region: Region) -> ShareCard:
    """Return the card of a region."""
    cover = weave(slug=region.slug, world=region.slug, glyph="")
    return ShareCard(region.name, (PROMISE,), 0, cover)


def group_card(slug: str, name: str) -> ShareCard:
    """Return the card of a sector or group; `name` is the Vietnamese one."""
    cover = weave(slug=slug, world=WORLDS[len(name) % len(WORLDS)], glyph=glyph_for(name))
    return ShareCard(name, (PROMISE,), 0, cover)


def site_card() -> ShareCard:
    """Return the card of the shop itself, for pages that have none of their own."""
    cover = weave(slug=HOME, world=WORLDS[1], glyph="")
    return ShareCard("Đặc sản thật, sao thật.", (PROMISE, "34 tỉnh, thành phố"), 0, cover)


def site_image() -> ShareImage:
    """Return the picture of the shop itself."""
    return share_image(SITE, HOME, site_card())


def find_card(kind: str, slug: str) -> ShareCard | None:
    """Return the card of what is public now under a kind and a slug, or None."""
    return _FINDERS[kind](slug) if kind in _FINDERS else None


def _product(slug: str) -> ShareCard | None:
    product = Product.objects.public().for_cards().filter(slug=slug).first()
    return product_card(product) if product else None


def _province(slug: str) -> ShareCard | None:
    province = Province.objects.select_related("region").filter(slug=slug).first()
    return province_card(province) if province else None


def _region(slug: str) -> ShareCard | None:
    region = Region.objects.filter(slug=slug).first()
    return region_card(region) if region else None


def _group(slug: str) -> ShareCard | None:
    name = ClassificationNode.objects.browsable().filter(slug=slug).values_list("name", flat=True)
    return group_card(slug, name[0]) if name else None


_FINDERS = {
    PRODUCT: _product,
    PROVINCE: _province,
    REGION: _region,
    GROUP: _group,
    SITE: lambda slug: site_card() if slug == HOME else None,
}
