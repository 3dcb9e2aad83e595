"""What search engines read of a product page: schema.org as JSON, safe inside a script element."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from catalogue.details import ProductDetails

CONTEXT = "https://schema.org"

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def json_ld(product: ProductDetails, crumbs: list[tuple[str, str]]) -> SafeString:
    """Return Product and BreadcrumbList. Nothing in it can close the script element."""
    things = [_product(product), _breadcrumbs(crumbs)]
    text = json.dumps(things, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308


def _product(product: ProductDetails) -> dict:
    found = {
        "@context": CONTEXT,
        "@type": "Product",
        "name": product.title,
        "url": settings.SITE_URL + product.url,
        "description": product.description,
        "image": [settings.SITE_URL + photo.url for photo in product.images],
        "countryOfOrigin": "VN",
    }
    if product.producer:
        found["brand"] = {"@type": "Brand", "name": product.producer.name}
    if product.price is not None:
        found["offers"] = {
            "@type": "Offer",
            "url": settings.SITE_URL + product.url,
            "priceCurrency": "VND",
            "price": product.price,
            "availability": f"{CONTEXT}/{'InStock' if product.in_stock else 'OutOfStock'}",
        }
    if product.certificate:
        found["hasCertification"] = _certification(product)
    return {name: value for name, value in found.items() if value}


def _certification(product: ProductDetails) -> dict:
    held = product.certificate
    found = {
        "@type": "Certification",
        "name": "OCOP",
        "certificationIdentification": held.code or held.decision,
        "issuedBy": {"@type": "Organization", "name": held.issuer} if held.issuer else None,
        "validFrom": held.valid_from.isoformat(),
        "expires": held.valid_until.isoformat(),
        "certificationRating": {"@type": "Rating", "ratingValue": held.stars, "bestRating": 5},
    }
    return {name: value for name, value in found.items() if value}


def _breadcrumbs(crumbs: list[tuple[str, str]]) -> dict:
    steps = []
    for position, (name, url) in enumerate(crumbs, start=1):
        step = {"@type": "ListItem", "position": position, "name": name}
        steps.append(step | ({"item": settings.SITE_URL + url} if url else {}))
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}
