"""What the picture of a shared address says, and where that picture is."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.addresses import full_address
from catalogue.cards import product_cover, shown_producer
from catalogue.clock import today
from catalogue.facts import why_ended
from catalogue.models import Certificate, ClassificationNode, Product, Province, Region
from catalogue.models.certificate import State
from theme.covers import WORLDS, glyph_for, weave, weave_place
from theme.share import HEIGHT, WIDTH, ShareCard
from theme.templatetags.theme_tags import short_producer

PRODUCT, PROVINCE, REGION, GROUP = "san-pham", "tinh", "vung", "nhom"
SITE = "trang"
HOME = "trang-chu"
PROMISE = "Đặc sản OCOP đang có chứng nhận"
ENDED, FROM = "Chứng nhận đã kết thúc ngày", "Chứng nhận có hiệu lực từ"


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
    """Return the picture of a product of find_product(), certified today or not any more."""
    return share_image(PRODUCT, product.slug, product_card(product))


def product_card(product: Product) -> ShareCard:
    """Return the card of a product whose certificates in force are loaded; `verified` if it has none.

    What is not certified today has no stars, and the day of its certificate in place of the province.
    """
    held = product.certificate
    return ShareCard(
        title=product.title,
        lines=(
            short_producer(shown_producer(product)),
            (product.province.name if product.province else "") if held else _over(product),
        ),
        stars=held.stars if held else 0,
        cover=product_cover(product),
    )


def _over(product: Product) -> str:
    """Return since when the certificate is over, or from when it will hold, in Vietnamese."""
    newest = next(iter(product.verified), None)
    if newest is None:
        return ""
    if newest.state(today()) == State.NOT_YET_VALID:
        return f"{FROM} {newest.valid_from:%d/%m/%Y}"
    return f"{ENDED} {why_ended(newest, today())[0]:%d/%m/%Y}"


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
    """What was never certified and what may not be shown has no card."""
    newest = Certificate.objects.ever_verified().order_by("-valid_from", "-pk")
    held = Prefetch("certificates", queryset=newest, to_attr="verified")
    shown = Product.objects.displayable().for_cards().prefetch_related(held)
    product = shown.filter(slug=slug).first()
    return product_card(product) if product and product.verified else None


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
