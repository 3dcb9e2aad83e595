"""The picture that social media show of a product, certified today or not any more."""

from collections.abc import Sequence

from django.db.models import Prefetch
from django.utils.translation import override

from catalogue.cards import product_cover, stated_producer_name
from catalogue.clock import today
from catalogue.models import Certificate, Product
from catalogue.models.certificate_terms import CertificateState
from catalogue.social_card import SocialCardImage, social_card_image
from shop.storefront.product.facts import why_ended
from theme.formats import short_producer, when
from theme.social_card import SocialCard

KIND = "san-pham"
ENDED, FROM = "Chứng nhận đã kết thúc", "Chứng nhận có hiệu lực từ"
UNCERTAIN = "Chưa rõ chứng nhận còn hiệu lực"


def product_image(product: Product, certificates: Sequence[Certificate] = ()) -> SocialCardImage:
    """Return the picture of a product of find_product(), certified today or not any more."""
    return social_card_image(KIND, product.slug, product_card(product, certificates))


def product_card(product: Product, certificates: Sequence[Certificate] = ()) -> SocialCard:
    """Return the card of a product; `certificates`, the newest first, are read if none is in force.

    What is not certified today has no stars, and the day of its certificate in place of the province.
    """
    certificate = product.certificate
    return SocialCard(
        title=product.title,
        lines=(
            short_producer(stated_producer_name(product)),
            (product.province.name if product.province else "")
            if certificate
            else _ended_line(certificates),
        ),
        stars=certificate.stars if certificate else 0,
        cover=product_cover(product),
    )


def _ended_line(certificates: Sequence[Certificate]) -> str:
    """Return since when the certificate is over, or from when it will hold, in Vietnamese."""
    newest = next(iter(certificates), None)
    if newest is None:
        return ""
    state = newest.state(today())
    if state == CertificateState.UNCERTAIN:
        return UNCERTAIN
    if state == CertificateState.NOT_YET_VALID:
        return f"{FROM} {newest.valid_from:%d/%m/%Y}"
    with override("vi"):
        return f"{ENDED} {when(*why_ended(newest, today())[0])}"


def find_product_card(slug: str) -> SocialCard | None:
    """What was never certified and what may not be shown has no card."""
    newest = Certificate.objects.ever_verified().order_by("-valid_from", "-pk")
    certificates = Prefetch("certificates", queryset=newest, to_attr="verified")
    shown = Product.objects.displayable().for_cards().prefetch_related(certificates)
    product = shown.filter(slug=slug).first()
    return product_card(product, product.verified) if product and product.verified else None
