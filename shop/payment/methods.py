"""The ways to pay: what each is called, what happens next, and for which orders it is offered."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class PaymentMethod:
    """A way to pay: its code in orders, its name, and one sentence on what happens next.

    `order_label` is what the button says that orders this way.
    `pays_before` says that nothing is sent before the money has come; `wait_minutes` for how long
    the goods are then kept for the buyer.
    """

    code: str
    label: str | Promise
    description: str | Promise
    order_label: str | Promise
    pays_before: bool = False
    wait_minutes: int = 0


@dataclass(frozen=True)
class PaymentFacts:
    """What decides which ways to pay are offered; money in whole đồng.

    `cash_refusal` is why this buyer or order may not pay in cash, empty where it may.
    """

    total: int
    has_alcohol: bool = False
    is_gift: bool = False
    cash_refusal: str = ""


@dataclass(frozen=True)
class OfferedMethod:
    """A way to pay as the checkout shows it; `refusal` says why it cannot be chosen, or is empty."""

    method: PaymentMethod
    refusal: str = ""


CASH_ON_DELIVERY = PaymentMethod(
    code="cod",
    label=gettext_lazy("Cash on delivery"),
    description=gettext_lazy(
        "You pay the courier in cash when the parcel arrives; nothing is paid now."
    ),
    order_label=gettext_lazy("Order, and pay on delivery"),
)
BANK_TRANSFER = PaymentMethod(
    code="transfer",
    label=gettext_lazy("Bank transfer by QR"),
    description=gettext_lazy(
        "After ordering you scan a VietQR code with your banking app; the seller packs once the "
        "money is here."
    ),
    order_label=gettext_lazy("Order, and pay by transfer"),
    pays_before=True,
    wait_minutes=24 * 60,
)
CARD = PaymentMethod(
    code="card",
    label=gettext_lazy("Bank card"),
    description=gettext_lazy(
        "After ordering you pay on Stripe's page by Visa, Mastercard, JCB or another card; we never "
        "see the card's number."
    ),
    order_label=gettext_lazy("Order, and pay by card"),
    pays_before=True,
    wait_minutes=60,
)

METHODS = (BANK_TRANSFER, CARD, CASH_ON_DELIVERY)
#: Stripe's largest amount in a currency without a minor unit: eight digits.
CARD_LIMIT = 99_999_999


def find_method(code: str) -> PaymentMethod | None:
    """Return the way to pay with that code, or None for a code that we do not know."""
    return next((method for method in METHODS if method.code == code), None)


def offered_methods(facts: PaymentFacts) -> list[OfferedMethod]:
    """Return the ways to pay that the shop is set up for, each with why it cannot be chosen here."""
    return [
        OfferedMethod(method, refusal_of(method, facts)) for method in METHODS if _is_set_up(method)
    ]


def find_offered(code: str) -> PaymentMethod | None:
    """Return the way to pay with that code, or None for one that the shop is not set up for."""
    method = find_method(code)
    return method if method is not None and _is_set_up(method) else None


def offers_paying_before() -> bool:
    """Whether the shop is set up for a way to pay before the goods are sent."""
    return any(method.pays_before and _is_set_up(method) for method in METHODS)


def _is_set_up(method: PaymentMethod) -> bool:
    if method is BANK_TRANSFER:
        return bool(settings.PAYMENT_BANK["account"])
    if method is CARD:
        return bool(settings.STRIPE_SECRET_KEY)
    return True


def refusal_of(method: PaymentMethod, facts: PaymentFacts) -> str:
    """Return why this method cannot pay that, or nothing where it can.

    Luật 44/2019 Đ.16: alcohol is sold online without cash only.
    """
    if method is CARD and facts.total > CARD_LIMIT:
        return _("Cards are charged up to 99.999.999 ₫; please pay by transfer.")
    if method is not CASH_ON_DELIVERY:
        return ""
    if facts.has_alcohol:
        return _(
            "Alcohol may not be paid in cash on delivery (Law 44/2019/QH14, article 16). "
            "Please choose another way to pay, or take it out of the basket."
        )
    if facts.is_gift:
        return _("The recipient of a gift is not asked for money; please pay before.")
    return facts.cash_refusal
