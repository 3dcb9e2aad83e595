"""What search engines read of the product page and the producer's: schema.org as JSON, safe in a script."""

import json
from collections.abc import Callable

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from catalogue.addresses import full_address
from catalogue.details import Maker, ProductDetails

CONTEXT = "https://schema.org"
FEWEST_STARS, MOST_STARS = 3, 5

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_contributors: list[Callable[[ProductDetails], dict]] = []


def add_contributor(contribute: Callable[[ProductDetails], dict]) -> None:
    """Let a room above add to Product: delivery, buyers' ratings. Stars of OCOP never are ratings.

    What it returns is merged into the product; "offers" is merged into the offer.
    """
    if contribute not in _contributors:
        _contributors.append(contribute)


def json_ld(
    product: ProductDetails,
    crumbs: list[tuple[str, str]],
    ratings: dict | None = None,
    *,
    picture: str = "",
    summary: str = "",
) -> SafeString:
    """Return Product, with what buyers say when there is enough of it, and BreadcrumbList.

    `picture` (an address) and `summary` stand in where there is no photograph and no text of the
    producer. Nothing in it can close the script element.
    """
    found = _product(product) | (ratings or {})
    stand_in = _filled({"image": [picture] if picture else [], "description": summary})
    return as_json([stand_in | found, breadcrumbs(crumbs)])


def as_json(things: list[dict]) -> SafeString:
    """Return things of schema.org as JSON that cannot break out of its script element."""
    text = json.dumps(things, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308


def with_context(thing: dict) -> dict:
    """Return a thing that stands alone in a document."""
    return {"@context": CONTEXT} | thing


def organization(maker: Maker, **facts: object) -> dict:
    """Return a producer; `facts` adds schema.org properties (address, telephone), empty ones left out."""
    found = {"@type": "Organization", "name": maker.name, "url": full_address(maker.url)}
    return _filled(found | {"description": maker.description} | facts)


def address(street: str, province: str) -> dict:
    """Return a PostalAddress in Vietnam."""
    found = {"streetAddress": street, "addressRegion": province, "addressCountry": "VN"}
    return {"@type": "PostalAddress"} | _filled(found)


def breadcrumbs(crumbs: list[tuple[str, str]]) -> dict:
    """Return the way to a page."""
    steps = []
    for position, (name, url) in enumerate(crumbs, start=1):
        step = {"@type": "ListItem", "position": position, "name": name}
        steps.append(step | ({"item": full_address(url)} if url else {}))
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def _product(product: ProductDetails) -> dict:
    found = {
        "@context": CONTEXT,
        "@type": "Product",
        "name": product.title,
        "url": full_address(product.url),
        "description": strip_tags(product.description).strip(),
        "sku": product.sku,
        "category": product.group.name if product.group else "",
        "image": [full_address(photo.url) for photo in product.images],
        "countryOfOrigin": {"@type": "Country", "name": "VN"},
        "offers": _offer(product),
        "hasCertification": _certification(product),
    }
    if product.producer and product.producer.is_named:
        found["brand"] = {"@type": "Brand", "name": product.producer.name}
        place = product.province.name if product.province else ""
        where = address(product.producer.address, place)
        found["manufacturer"] = organization(product.producer, address=where)
    for contribute in _contributors:
        more = contribute(product)
        offer = (found["offers"] or {}) | more.pop("offers", {})
        found |= more | {"offers": offer}
    return _filled(found)


def _offer(product: ProductDetails) -> dict:
    if product.price is None:
        return {}
    return {
        "@type": "Offer",
        "url": full_address(product.url),
        "priceCurrency": "VND",
        "price": product.price,
        "itemCondition": f"{CONTEXT}/NewCondition",
        "availability": f"{CONTEXT}/{'InStock' if product.in_stock else 'OutOfStock'}",
    }


def _certification(product: ProductDetails) -> dict:
    held = product.certificate
    if held is None:
        return {}
    rating = {"ratingValue": held.stars, "bestRating": MOST_STARS, "worstRating": FEWEST_STARS}
    found = {
        "@type": "Certification",
        "name": "OCOP",
        "url": full_address(held.check_url),
        "certificationStatus": f"{CONTEXT}/CertificationActive",
        "certificationIdentification": held.code or held.decision,
        "issuedBy": {"@type": "Organization", "name": held.issuer} if held.issuer else None,
        "datePublished": held.decided_on.isoformat() if held.decided_on else "",
        "validFrom": held.valid_from.isoformat(),
        "expires": held.valid_until.isoformat(),
        "certificationRating": {"@type": "Rating"} | rating,
    }
    return _filled(found)


def _filled(found: dict) -> dict:
    return {name: value for name, value in found.items() if value}
