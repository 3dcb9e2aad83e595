"""Everything that a seller's people are told of: in which words, whom, how soon, and where it leads."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from shop.notices.models import Notice, NoticeKind
from shop.partner.access import EVERYBODY, OWNERS, SELLERS


@dataclass(frozen=True)
class NoticeEvent:
    """One thing that can happen.

    `sentence` takes the facts of the notice. `email` is the kind of an e-mail of its own, written
    elsewhere from what the notice is about; without one a general e-mail says the sentence.
    `page` is a URL name; `page_of` says whose key it takes: "target", "partner" or nothing.
    """

    code: str
    kind: NoticeKind
    sentence: str | Promise
    page: str
    page_of: str = "target"
    query: str = ""
    email: str = ""
    roles: Collection[str] = SELLERS
    #: Goes in quiet hours too.
    is_urgent: bool = False
    #: Is e-mailed to everybody it concerns, at once, whatever they have chosen.
    is_required: bool = False
    #: Waits for the e-mail of the day.
    can_wait: bool = False
    #: The shop's own people get the e-mail where a seller has none.
    falls_to_shop: bool = False


NEW_ORDER = NoticeEvent(
    code="order_new",
    kind=NoticeKind.ORDER,
    sentence=_("New order %(number)s: please confirm it"),
    page="workspace:order",
    email="parcel_new",
    falls_to_shop=True,
)
ORDER_CANCELLED = NoticeEvent(
    code="order_cancelled",
    kind=NoticeKind.ORDER,
    sentence=_("Order %(number)s is cancelled: please do not send it"),
    page="workspace:order",
    email="parcel_cancelled",
    falls_to_shop=True,
)
RETURN_ASKED = NoticeEvent(
    code="return_asked",
    kind=NoticeKind.ORDER,
    sentence=_("Order %(number)s: the buyer wants to return goods"),
    page="workspace:return",
    email="return_to_answer",
)
DUE_TODAY = NoticeEvent(
    code="order_due_today",
    kind=NoticeKind.DEADLINE,
    sentence=_("Order %(number)s is to leave today"),
    page="workspace:order",
    roles=EVERYBODY,
    is_urgent=True,
)
ORDER_LATE = NoticeEvent(
    code="order_late",
    kind=NoticeKind.DEADLINE,
    sentence=_("Order %(number)s is late: it was to leave on %(day)s"),
    page="workspace:order",
    roles=EVERYBODY,
)
MESSAGE_RECEIVED = NoticeEvent(
    code="message_received",
    kind=NoticeKind.MESSAGE,
    sentence=_("Order %(number)s: the buyer has written to you"),
    page="workspace:order-messages",
    email="order_message_seller",
    falls_to_shop=True,
)
ENQUIRY_ASKED = NoticeEvent(
    code="enquiry_asked",
    kind=NoticeKind.MESSAGE,
    sentence=_("“%(title)s”: somebody has written to you"),
    page="workspace:enquiry",
    email="order_message_seller",
    falls_to_shop=True,
)
LISTING_APPROVED = NoticeEvent(
    code="listing_approved",
    kind=NoticeKind.DECISION,
    sentence=_("“%(name)s” is approved"),
    page="workspace:listing",
    email="listing_decided",
)
LISTING_RETURNED = NoticeEvent(
    code="listing_returned",
    kind=NoticeKind.DECISION,
    sentence=_("“%(name)s”: please change it"),
    page="workspace:listing",
    email="listing_decided",
)
PAGE_APPROVED = NoticeEvent(
    code="page_approved",
    kind=NoticeKind.DECISION,
    sentence=_("Your page is approved"),
    page="workspace:producer-page",
    page_of="partner",
    email="producer_page_decided",
)
PAGE_RETURNED = NoticeEvent(
    code="page_returned",
    kind=NoticeKind.DECISION,
    sentence=_("Your page: please change it"),
    page="workspace:producer-page",
    page_of="partner",
    email="producer_page_decided",
)
PROOF_VERIFIED = NoticeEvent(
    code="proof_verified",
    kind=NoticeKind.DECISION,
    sentence=_("Certificate %(number)s is verified"),
    page="workspace:proofs",
    page_of="partner",
    email="proof_decided",
)
PROOF_REFUSED = NoticeEvent(
    code="proof_refused",
    kind=NoticeKind.DECISION,
    sentence=_("Certificate %(number)s is not shown to buyers"),
    page="workspace:proofs",
    page_of="partner",
    email="proof_decided",
)
SHOP_FRONT_CLAIMED = NoticeEvent(
    code="shop_front_claimed",
    kind=NoticeKind.DECISION,
    sentence=_("Somebody else applies for the shop front of %(name)s"),
    page="workspace:members",
    page_of="partner",
    email="claim_of_members",
    roles=OWNERS,
    is_required=True,
)
MONEY_TAKEN_BACK = NoticeEvent(
    code="money_taken_back",
    kind=NoticeKind.MONEY,
    sentence=_("Order %(number)s: the payment was taken back, please do not send the parcel"),
    page="workspace:order",
    email="parcel_money_missing",
    falls_to_shop=True,
)
MONEY_SENT = NoticeEvent(
    code="money_sent",
    kind=NoticeKind.MONEY,
    sentence=_("%(amount)s are on their way to you"),
    page="workspace:statement",
    page_of="partner",
    email="seller_paid",
)
CASH_PAID_OVER = NoticeEvent(
    code="cash_paid_over",
    kind=NoticeKind.MONEY,
    sentence=ngettext_lazy(
        "The courier has paid over the cash of %(n)d order",
        "The courier has paid over the cash of %(n)d orders",
        "n",
    ),
    page="workspace:statement",
    page_of="partner",
    can_wait=True,
)
CERTIFICATE_STAGE = NoticeEvent(
    code="certificate_stage",
    kind=NoticeKind.CERTIFICATE,
    sentence=ngettext_lazy(
        "%(n)d OCOP certificate: a deadline to act on (%(name)s)",
        "%(n)d OCOP certificates: deadlines to act on (%(name)s, …)",
        "n",
    ),
    page="dashboard:renewal-list",
    page_of="",
    email="renewal_producer",
)
CERTIFICATE_ENDS = NoticeEvent(
    code="certificate_ends",
    kind=NoticeKind.CERTIFICATE,
    sentence=_("The OCOP certificate of “%(name)s” is in force until %(day)s"),
    page="dashboard:renewal-list",
    page_of="",
)
PAPER_ENDS = NoticeEvent(
    code="paper_ends",
    kind=NoticeKind.PAPER,
    sentence=_("Paper %(name)s ends on %(day)s: please add the new one"),
    page="workspace:papers",
    page_of="partner",
    can_wait=True,
)
PAPER_ENDS_TODAY = NoticeEvent(
    code="paper_ends_today",
    kind=NoticeKind.PAPER,
    sentence=_("Paper %(name)s ends today: please add the new one"),
    page="workspace:papers",
    page_of="partner",
)
LOW_STOCK = NoticeEvent(
    code="low_stock",
    kind=NoticeKind.STOCK,
    sentence=_("“%(name)s” is running out: %(n)d left"),
    page="workspace:goods",
    page_of="partner",
    query="?muc=sap-het",
    can_wait=True,
)
REVIEW_SHOWN = NoticeEvent(
    code="review_shown",
    kind=NoticeKind.REVIEW,
    sentence=_("New review of “%(name)s”"),
    page="dashboard:review-list",
    page_of="",
    can_wait=True,
)

EVENTS = {
    event.code: event
    for event in (
        *(NEW_ORDER, ORDER_CANCELLED, RETURN_ASKED, DUE_TODAY, ORDER_LATE),
        *(MESSAGE_RECEIVED, ENQUIRY_ASKED),
        *(LISTING_APPROVED, LISTING_RETURNED, PAGE_APPROVED, PAGE_RETURNED),
        *(PROOF_VERIFIED, PROOF_REFUSED, SHOP_FRONT_CLAIMED),
        *(MONEY_TAKEN_BACK, MONEY_SENT, CASH_PAID_OVER, CERTIFICATE_STAGE, CERTIFICATE_ENDS),
        *(PAPER_ENDS, PAPER_ENDS_TODAY, LOW_STOCK, REVIEW_SHOWN),
    )
}
#: What is about a producer order, and read with its page.
ORDER_EVENTS = (NEW_ORDER, ORDER_CANCELLED, DUE_TODAY, ORDER_LATE, MONEY_TAKEN_BACK)
#: Kinds of which everything waits for the e-mail of the day; the form says so beside the switch.
WAITING_KINDS = tuple(
    kind
    for kind in NoticeKind
    if all(event.can_wait for event in EVENTS.values() if event.kind == kind)
)
#: Kinds that somebody in this role is told of at all.
KINDS_OF_ROLE = {
    role: tuple(
        kind
        for kind in NoticeKind
        if any(role in event.roles for event in EVENTS.values() if event.kind == kind)
    )
    for role in EVERYBODY
}


def sentence_of(notice: Notice) -> str:
    """Return what a notice says, in the active language."""
    facts: dict[str, Any] = notice.facts
    return str(EVENTS[notice.event].sentence % facts)


def path_of(notice: Notice) -> str:
    """Return where a notice leads; it reads notice.membership."""
    event = EVENTS[notice.event]
    keys = {"target": notice.target, "partner": notice.membership.partner_id}
    kwargs = {"pk": keys[event.page_of]} if event.page_of else None
    return reverse(event.page, kwargs=kwargs) + event.query
