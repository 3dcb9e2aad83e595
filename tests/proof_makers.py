"""Proofs besides the star, as a producer sends them in and somebody else verifies them."""

from datetime import date, timedelta
from itertools import count

from django.core.files.base import ContentFile

from catalogue.clock import today
from catalogue.models import Product, Proof
from catalogue.services.proofs import submit_proof, verify_proof
from shop.users.models import User
from tests import makers

_number = count(1)


def proof(
    *products: Product,
    kind: str = "vietgap",
    by: User | None = None,
    valid_from: date | None = None,
    valid_until: date | str | None = "in a year",
    is_verified: bool = True,
    **facts,
) -> Proof:
    """A proof of these products of one producer, verified by a second person where not told otherwise."""
    begins = valid_from or today() - timedelta(days=400)
    ends = today() + timedelta(days=365) if isinstance(valid_until, str) else valid_until
    facts = {"number": f"{kind.upper()}-{next(_number)}", "issuer": "Vinacert"} | facts
    submitted = submit_proof(
        producer=products[0].producer,
        products=products,
        by=by or makers.user(),
        kind=kind,
        valid_from=begins,
        valid_until=ends,
        file=ContentFile(b"%PDF-1.4 giay", name="giay.pdf"),
        **facts,
    )
    return verify_proof(proof=submitted, by=makers.user()) if is_verified else submitted
