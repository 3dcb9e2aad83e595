"""The secret link of an enquiry: signed, so that whoever asked needs no account and none is guessed."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from catalogue.paths import absolute_url
from shop.order.models import Enquiry

_signer = Signer(salt="shop.order.enquiry", sep=".")


def enquiry_token(enquiry: Enquiry) -> str:
    return _signer.sign(str(enquiry.pk))


def enquiry_of_token(token: str) -> Enquiry | None:
    """Return the enquiry that a token opens, or None for a token that we did not sign."""
    try:
        key = _signer.unsign(token)
    except BadSignature:
        return None
    return Enquiry.objects.select_related("partner", "product").filter(pk=key).first()


def enquiry_path(enquiry: Enquiry) -> str:
    return reverse("enquiries:thread", kwargs={"token": enquiry_token(enquiry)})


def enquiry_url(enquiry: Enquiry) -> str:
    return absolute_url(enquiry_path(enquiry))
