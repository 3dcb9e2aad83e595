"""What waits for a seller today, each in one sentence with one next step; nothing where nothing waits."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.clock import now, today
from catalogue.models import Certificate, ListingDraft, ProducerPageDraft, Product
from catalogue.models.product import ProductQuerySet
from catalogue.models.reviewed_draft import DraftState
from catalogue.renewals.deadlines import FILING_OPENS
from catalogue.reviews.models import ProductReview
from shop.order.models import Enquiry, Line, ReturnRequest, Role, VisitState
from shop.order.states import CANCELLED, RETURNED
from shop.partner.models import Partner, StockRecord
from shop.workspace.goods.low_stock import low_stock_of
from shop.workspace.orders.inbox import InboxTab, count_orders, orders_of
from shop.workspace.papers.ending import papers_ending
from shop.workspace.proofs.ending import proofs_to_renew
from shop.workspace.today.work_item import WorkItem
from theme.formats import vn_date

#: Days looked back for what was sold.
SOLD_WITHIN = timedelta(days=7)
#: For how long a producer is asked to reply to a review.
FRESH_REVIEW = timedelta(days=30)


@dataclass(frozen=True)
class Sales:
    """What was ordered in the last days and neither cancelled nor sent back; whole đồng."""

    orders: int
    pieces: int
    amount: int
    days: int


def order_work(partner: Partner, *, sells: bool) -> list[WorkItem]:
    """Return what waits among the orders; the new ones stand on the page themselves.

    Messages of buyers are for those who sell.
    """
    counts = count_orders(partner)
    if not sells:
        counts[InboxTab.MESSAGES] = 0
    url = reverse("workspace:order-list", kwargs={"pk": partner.pk})
    sentences = (
        (InboxTab.MESSAGES, _messages, _("Read"), ""),
        (InboxTab.PROBLEMS, _problems, _("Have a look"), "late"),
        (InboxTab.TO_PACK, _to_pack, _("Pack"), ""),
        (InboxTab.TO_HAND_OVER, _to_hand_over, _("Hand over"), ""),
    )
    return [
        WorkItem(words(counts[tab]), "", action, f"{url}?muc={tab.value}", kind)
        for tab, words, action, kind in sentences
        if counts[tab]
    ]


def goods_work(partner: Partner) -> list[WorkItem]:
    """Return what waits among the goods: questions, returns, listings, low stock, labels, certificates, reviews."""
    items = (
        _enquiries(partner),
        _returns(partner),
        _listings(partner),
        _own_page(partner),
        _low_stock(partner),
        _labels(partner),
        _certificates(partner, today()),
        papers_ending(partner, today()),
        proofs_to_renew(partner, today()),
        _reviews(partner),
    )
    return [item for item in items if item is not None]


def sales_of(partner: Partner) -> Sales:
    """Return what was ordered of a seller in the last seven days."""
    since = now() - SOLD_WITHIN
    orders = orders_of(partner).filter(released_at__gte=since)
    orders = orders.exclude(status__in=[CANCELLED, RETURNED])
    sums = Line.objects.filter(partner=partner, order__in=orders.values("order")).aggregate(
        orders=Count("order", distinct=True),
        pieces=Sum("quantity"),
        amount=Sum("line_price_incl_tax"),
    )
    return Sales(sums["orders"], sums["pieces"] or 0, int(sums["amount"] or 0), SOLD_WITHIN.days)


def _listings(partner: Partner) -> WorkItem | None:
    """Listings that the province has sent back, the first of them named."""
    drafts = ListingDraft.objects.filter(
        producer__partner=partner, state=DraftState.CHANGES_ASKED
    ).order_by("decided_at", "pk")
    rows = list(drafts.values_list("pk", "title")[:21])
    if not rows:
        return None
    text = ngettext(
        "The province asks you to change %(n)d listing",
        "The province asks you to change %(n)d listings",
        len(rows),
    )
    url = reverse("workspace:listing", kwargs={"pk": rows[0][0]})
    return WorkItem(text % {"n": len(rows)}, rows[0][1], _("Have a look"), url)


def _own_page(partner: Partner) -> WorkItem | None:
    """The page that the province has sent back."""
    drafts = ProducerPageDraft.objects.filter(
        producer__partner=partner, state=DraftState.CHANGES_ASKED
    )
    reason = drafts.values_list("reason", flat=True).first()
    if reason is None:
        return None
    url = reverse("workspace:producer-page", kwargs={"pk": partner.pk})
    text = _("The province asks you to change your page")
    return WorkItem(text, reason.splitlines()[0], _("Have a look"), url)


def _low_stock(partner: Partner) -> WorkItem | None:
    rows = low_stock_of(partner).select_related("product")
    names = [(row.product.title, max(0, row.left)) for row in rows[:21]]
    if not names:
        return None
    text = ngettext("%(n)d product is running out", "%(n)d products are running out", len(names))
    hint = _("%(name)s: %(n)d left") % {"name": names[0][0], "n": names[0][1]}
    url = reverse("workspace:goods", kwargs={"pk": partner.pk})
    return WorkItem(text % {"n": len(names)}, hint, _("Fill up"), f"{url}?muc=sap-het")


def _labels(partner: Partner) -> WorkItem | None:
    rows = _sold_by(partner).with_incomplete_label()
    names = list(rows.order_by("title").values_list("title", flat=True)[:21])
    if not names:
        return None
    text = ngettext(
        "The label of %(n)d product lacks something",
        "The labels of %(n)d products lack something",
        len(names),
    )
    return WorkItem(
        text % {"n": len(names)}, names[0], _("Fill in"), reverse("dashboard:label-list")
    )


def _certificates(partner: Partner, on: date) -> WorkItem | None:
    rows = Certificate.objects.current().filter(
        product__producer__partner=partner,
        valid_until__lte=on + FILING_OPENS,
        valid_until__gte=on - FILING_OPENS,
        renewal=None,
        extended_until=None,
    )
    ends = list(rows.order_by("valid_until").values_list("product__title", "valid_until")[:21])
    if not ends:
        return None
    text = ngettext("%(n)d certificate ends soon", "%(n)d certificates end soon", len(ends)) % {
        "n": len(ends)
    }
    hint = _("%(name)s: until %(day)s") % {"name": ends[0][0], "day": vn_date(ends[0][1])}
    kind = "late" if ends[0][1] < on else ""
    return WorkItem(text, hint, _("See what to file"), reverse("dashboard:renewal-list"), kind)


def _reviews(partner: Partner) -> WorkItem | None:
    rows = ProductReview.objects.published().filter(
        reply="", product__producer__partner=partner, written_at__gte=now() - FRESH_REVIEW
    )
    n = rows.count()
    if not n:
        return None
    text = ngettext("%(n)d review without a reply", "%(n)d reviews without a reply", n) % {"n": n}
    return WorkItem(text, "", _("Reply"), reverse("dashboard:review-list"))


def _enquiries(partner: Partner) -> WorkItem | None:
    """Questions that nobody has opened and visits without an answer, the oldest named."""
    waits = Q(state=VisitState.ASKED) | Q(unread__gt=0)
    own = Enquiry.objects.filter(partner=partner).with_unread(Role.SELLER).filter(waits)
    rows = list(own.order_by("touched_at", "pk").values_list("name", "title")[:21])
    if not rows:
        return None
    text = ngettext(
        "%(n)d visitor asks you something", "%(n)d visitors ask you something", len(rows)
    ) % {"n": len(rows)}
    url = reverse("workspace:enquiries", kwargs={"pk": partner.pk})
    return WorkItem(text, f"{rows[0][0]}: {rows[0][1]}", _("Answer"), url)


def _returns(partner: Partner) -> WorkItem | None:
    rows = ReturnRequest.objects.unsettled().filter(producer_order__partner=partner)
    days = list(rows.order_by("answer_by").values_list("answer_by", flat=True)[:21])
    if not days:
        return None
    text = ngettext(
        "%(n)d buyer wants to return goods", "%(n)d buyers want to return goods", len(days)
    ) % {"n": len(days)}
    hint = _("The shop answers by %(day)s") % {"day": vn_date(days[0])}
    url = reverse("workspace:return-list", kwargs={"pk": partner.pk})
    return WorkItem(text, hint, _("Have a look"), url, "late")


def _sold_by(partner: Partner) -> ProductQuerySet:
    own = StockRecord.objects.filter(partner=partner)
    return Product.objects.displayable().filter(pk__in=own.values("product"))


def _messages(n: int) -> str:
    return ngettext("%(n)d buyer has written to you", "%(n)d buyers have written to you", n) % {
        "n": n
    }


def _problems(n: int) -> str:
    return ngettext("%(n)d order is in trouble", "%(n)d orders are in trouble", n) % {"n": n}


def _to_pack(n: int) -> str:
    return ngettext("%(n)d order to pack", "%(n)d orders to pack", n) % {"n": n}


def _to_hand_over(n: int) -> str:
    return ngettext("%(n)d order to hand over", "%(n)d orders to hand over", n) % {"n": n}
