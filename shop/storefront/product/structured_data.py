"""What search engines read of the product page. Stars of OCOP never are buyers' ratings."""

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from catalogue.paths import absolute_url
from shop.storefront.product.delivery import shipping_details
from shop.storefront.product.page import ProductDetails
from shop.storefront.structured_data import (
    CONTEXT,
    as_json,
    breadcrumbs,
    filled,
    organization,
    postal_address,
)

FEWEST_STARS, MOST_STARS = 3, 5


def json_ld(
    product: ProductDetails,
    crumbs: list[tuple[str, str]],
    ratings: dict | None = None,
    *,
    picture: str = "",
    description: str = "",
) -> SafeString:
    """Return Product, with what buyers say when there is enough of it, and BreadcrumbList.

    `picture` (a URL) and `description` stand in where there is no photograph and no text of the
    producer. Nothing in it can close the script element.
    """
    product_properties = _product(product) | (ratings or {})
    stand_in = filled({"image": [picture] if picture else [], "description": description})
    return as_json([stand_in | product_properties, breadcrumbs(crumbs)])


def _product(product: ProductDetails) -> dict:
    properties = {
        "@context": CONTEXT,
        "@type": "Product",
        "name": product.title,
        "url": absolute_url(product.url),
        "description": strip_tags(product.description).strip(),
        "sku": product.sku,
        "category": product.group.name if product.group else "",
        "image": [absolute_url(photo.url) for photo in product.images],
        "countryOfOrigin": {"@type": "Country", "name": "VN"},
        "offers": _offer(product) | shipping_details(product),
        "hasCertification": _certification(product),
    }
    if product.producer and product.producer.is_named:
        properties["brand"] = {"@type": "Brand", "name": product.producer.name}
        province = product.province.name if product.province else ""
        address = postal_address(product.producer.address, province)
        properties["manufacturer"] = organization(product.producer, address=address)
    return filled(properties)


def _offer(product: ProductDetails) -> dict:
    if product.price is None:
        return {}
    return {
        "@type": "Offer",
        "url": absolute_url(product.url),
        "priceCurrency": "VND",
        "price": product.price,
        "itemCondition": f"{CONTEXT}/NewCondition",
        "availability": f"{CONTEXT}/{'InStock' if product.in_stock else 'OutOfStock'}",
    }


def _certification(product: ProductDetails) -> dict:
    certificate = product.certificate
    if certificate is None:
        return {}
    rating = {
        "ratingValue": certificate.stars,
        "bestRating": MOST_STARS,
        "worstRating": FEWEST_STARS,
    }
    properties = {
        "@type": "Certification",
        "name": "OCOP",
        "url": absolute_url(certificate.check_url),
        "certificationStatus": f"{CONTEXT}/CertificationActive",
        "certificationIdentification": certificate.code or certificate.decision,
        "issuedBy": {"@type": "Organization", "name": certificate.issuer}
        if certificate.issuer
        else None,
        "datePublished": certificate.decided_on.isoformat() if certificate.decided_on else "",
        "validFrom": certificate.valid_from.isoformat() if certificate.is_exact else "",
        "expires": certificate.valid_until.isoformat(),
        "certificationRating": {"@type": "Rating"} | rating,
    }
    return filled(properties)
