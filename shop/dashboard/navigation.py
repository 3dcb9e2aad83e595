"""The menu of the dashboard: what is served and nothing else, shown to whoever may open it."""

from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:  # the settings read this menu before there are models
    from shop.users.models import User


def _entry(label: str | Promise, name: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "url_name": f"dashboard:{name}", **more}


def for_staff(user: "User", *_url: Any) -> bool:
    """Figures of the whole shop; everybody else's first page is their own work."""
    return user.is_staff


NAVIGATION = [
    _entry(_("Overview"), "index", access_fn=for_staff),
    _entry(_("What waits for you"), "task-list"),
    _entry(_("Register files"), "register-upload-list"),
    _entry(_("Parcels to send"), "producer-order-list"),
    _entry(_("Products and prices"), "catalogue-product-list"),
    _entry(_("Delivery"), "delivery-terms-list"),
    _entry(_("Orders on or off"), "shop-pause"),
    _entry(_("Promotions"), "promotion-list"),
    _entry(_("Labels"), "label-list"),
    _entry(_("Listings sent in"), "listing-draft-list"),
    _entry(_("Producers' pages"), "page-draft-list"),
    _entry(_("Other certificates"), "proof-list"),
    _entry(_("Reviews"), "review-list"),
    _entry(_("Orders"), "order-list"),
    _entry(_("Calls to make"), "call-list"),
    _entry(_("Questions to sellers"), "enquiry-list"),
    _entry(_("Returns"), "return-list"),
    _entry(_("Refunds"), "refund-list"),
    _entry(_("Payouts"), "payout-list"),
    _entry(_("Bank lines"), "bank-lines"),
    _entry(_("Messages on payments"), "provider-event-list"),
    _entry(_("Invoices"), "invoice-list"),
    _entry(_("Reconciliation"), "reconciliation"),
    _entry(_("Certificates"), "certificate-list"),
    _entry(_("Ends of certificates"), "renewal-list"),
    _entry(_("What leaves when"), "forecast"),
    _entry(_("Doubles"), "duplicate-list"),
    _entry(_("False stars"), "star-report-list"),
    _entry(_("Takedowns"), "takedown-list"),
    _entry(_("OCOP register"), "register-list"),
    _entry(_("Said by registers"), "proposal-list"),
    _entry(_("Low stock alerts"), "stock-alert-list"),
    _entry(_("Shop fronts claimed"), "claim-list"),
    _entry(_("Act for a producer"), "assistance-list"),
    _entry(_("Partners"), "partner-list"),
    _entry(_("Customers"), "users-index"),
    _entry(_("Letters that wait"), "email-list"),
]
