"""What search engines read of a page: schema.org as JSON, safe in a script."""

import json

from django.utils.safestring import SafeString, mark_safe

from catalogue.paths import absolute_url
from shop.storefront.product.page import ProducerProfile

CONTEXT = "https://schema.org"

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def as_json(things: list[dict]) -> SafeString:
    """Return things of schema.org as JSON that cannot break out of its script element."""
    text = json.dumps(things, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308


def with_context(thing: dict) -> dict:
    """Return a thing as the root of a document."""
    return {"@context": CONTEXT} | thing


def organization(producer: ProducerProfile, **facts: object) -> dict:
    """Return a producer; `facts` adds schema.org properties (address, telephone), empty ones left out."""
    properties = {"@type": "Organization", "name": producer.name, "url": absolute_url(producer.url)}
    return filled(properties | {"description": producer.description} | facts)


def postal_address(street: str, province: str) -> dict:
    """Return a PostalAddress in Vietnam."""
    properties = {"streetAddress": street, "addressRegion": province, "addressCountry": "VN"}
    return {"@type": "PostalAddress"} | filled(properties)


def breadcrumbs(crumbs: list[tuple[str, str]]) -> dict:
    """Return the way to a page."""
    steps = []
    for position, (name, url) in enumerate(crumbs, start=1):
        step = {"@type": "ListItem", "position": position, "name": name}
        steps.append(step | ({"item": absolute_url(url)} if url else {}))
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def filled(properties: dict) -> dict:
    """Return what has a value: schema.org says nothing of what is not known."""
    return {name: value for name, value in properties.items() if value}
