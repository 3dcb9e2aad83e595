"""Enquiries to sellers, and what visitors type into their forms."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from catalogue.clock import present_day
from catalogue.models import Product
from shop.order.enquiries.services import ask_seller, seller_of
from shop.order.models import Enquiry

QUESTION = "Bao giờ có mật mới ạ?"


def enquiry(product: Product, *, visit: bool = False, **facts: Any) -> Enquiry:
    """A question about a product, or with `visit` three guests who come in a week."""
    asked = {"visit_on": present_day() + timedelta(days=7), "guests": 3, "phone": "+84912345678"}
    told = {
        "product": product,
        "partner": seller_of(product),
        "submission": uuid4(),
        "name": "Lan",
        "email": "lan@example.vn",
        "text": QUESTION,
        "language": "vi",
        "visit": asked if visit else None,
    }
    return ask_seller(**told | facts)


def typed(**changed: str) -> dict[str, str]:
    """What somebody types to ask."""
    return {
        "name": "Lan",
        "email": "lan@example.vn",
        "text": QUESTION,
        "submission": str(uuid4()),
    } | changed


def typed_visit(**changed: str) -> dict[str, str]:
    """What somebody types to ask for a visit in a week."""
    day = (present_day() + timedelta(days=7)).isoformat()
    return typed(visit_on=day, guests="3", phone="0912 345 678") | changed
