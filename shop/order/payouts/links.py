"""The link that stops an account: signed, so that nobody has to sign in who may just have lost the way in."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from catalogue.clock import now
from shop.payment.models import SellerAccount

#: For so long from the day on which the account was named.
STOP_LINK_LIFETIME = timedelta(days=7)
_signer = Signer(salt="shop.order.payouts.stop")


def stop_path(account: SellerAccount) -> str:
    """Return the path of the page that stops this account."""
    token = _signer.sign_object({"account": account.pk})
    return reverse("workspace:stop-account", kwargs={"token": token})


def find_account_to_stop(token: str) -> SellerAccount | None:
    """Return the account of a link, ended ones too; None where the link is not ours or too old."""
    try:
        signed = _signer.unsign_object(token)
    except BadSignature:
        return None
    rows = SellerAccount.objects.select_related("partner")
    recent = rows.filter(named_at__gt=now() - STOP_LINK_LIFETIME)
    return recent.filter(pk=signed.get("account")).first()
