"""Reminders of goods that are out of stock: asked for, confirmed, answered once, called off.

Oscar's ProductAlert holds them. A guest's reminder waits for a press in an e-mail, so that nobody
gets e-mails that somebody else asked for; an account with a proven address needs none.
"""

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.cards import stock_left
from catalogue.models import Product
from catalogue.policies import sale_refusal
from shop.customer.models import ProductAlert
from shop.mail import outbox
from shop.partner.ordering_pause import current_shop_pause, pauses_for
from shop.users.models import User

CONFIRM, BACK = "alert_confirm", "alert_back"
OPEN_STATUSES = (ProductAlert.ACTIVE, ProductAlert.UNCONFIRMED)
_signer = Signer(salt="shop.customer.alerts", sep=".")


def can_wait_for(product: Product) -> bool:
    """Whether somebody may wait for it: it may be sold today, and there is none.

    What is paused says itself when it comes back.
    """
    return sale_refusal(product) is None and stock_left(product) == 0


@transaction.atomic
def create_alert(*, product: Product, email: str = "", user: User | None = None) -> ProductAlert:
    """Note a reminder; asking again finds the one that is there and mails nothing more.

    With a user whose address is proven it counts at once, otherwise an e-mail asks to confirm it.
    """
    Product.objects.select_for_update().get(pk=product.pk)
    proven = user is not None and user.has_verified_email and email in ("", user.email)
    who = Q(user=user) if proven else Q(user=None, email=email)
    existing = ProductAlert.objects.filter(who, product=product, status__in=OPEN_STATUSES).first()
    if existing is not None:
        return existing
    alert = ProductAlert(product=product, user=user if proven else None)
    alert.email = "" if proven else email
    alert.language = get_language() or alert.language
    alert.save()
    if not proven:
        outbox.enqueue_email(CONFIRM, alert.pk)
    return alert


def confirm_alert(alert: ProductAlert) -> bool:
    """Make a guest's reminder count; False when it has been answered or called off."""
    if alert.can_be_confirmed:
        alert.confirm()
    return alert.is_active


def cancel_alert(alert: ProductAlert) -> None:
    """End a reminder; one that has ended stays as it is."""
    if alert.can_be_cancelled:
        alert.cancel()


def has_alert(*, user: User, product_id: int) -> bool:
    mine = ProductAlert.objects.filter(user=user, product=product_id)
    return mine.filter(status=ProductAlert.ACTIVE).exists()


def alert_token(alert: ProductAlert) -> str:
    return _signer.sign(str(alert.pk))


def alert_of_token(token: str) -> ProductAlert | None:
    """Return the reminder of a token, or None for a token that we did not sign."""
    try:
        key = _signer.unsign(token)
    except BadSignature:
        return None
    return ProductAlert.objects.select_related("product", "user").filter(pk=key).first()


def alert_path(name: str, alert: ProductAlert) -> str:
    """Return the path of one of a reminder's pages: alert-confirm or alert-end."""
    return reverse(f"customer:{name}", kwargs={"token": alert_token(alert)})


@transaction.atomic
def notify_back_in_stock() -> int:
    """Write to everybody who waits for something that can be ordered again; return how many.

    Each address gets one e-mail a product, and the reminder is closed with it, so that running
    twice writes nothing more.
    """
    if current_shop_pause() is not None:
        return 0
    waiting = ProductAlert.objects.filter(status=ProductAlert.ACTIVE)
    wanted = waiting.values_list("product_id", flat=True).distinct()
    products = Product.objects.for_sale().for_cards().in_bulk(list(wanted))
    paused = pauses_for(products.values())
    back = [
        key for key, product in products.items() if stock_left(product) != 0 and key not in paused
    ]
    notified = set()
    alerts = waiting.filter(product__in=back).select_related("user").select_for_update(of=("self",))
    for alert in alerts.order_by("pk"):
        address = (alert.product_id, alert.get_email_address() or "")
        if address[1] and address not in notified:
            notified.add(address)
            outbox.enqueue_email(BACK, alert.pk)
        alert.close()
    return len(notified)
