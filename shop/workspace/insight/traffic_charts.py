"""From a look to an order, days without stock, searches that led here: counts of four weeks."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.clock import now, present_day
from catalogue.text import tokens
from shop.order.models import Line
from shop.order.states import CANCELLED, RETURNED
from shop.partner.models import DailyTraffic, Partner, SearchArrival, StockRecord
from shop.workspace.insight.charts import SHOWN, Advice, ChartRow, SellerChart
from shop.workspace.orders.inbox import orders_of
from theme.formats import thousands

DAYS = 28
#: A text that led here less often may identify who typed it.
MIN_ARRIVALS = 3
#: So many views say something; so few baskets of them, in hundredths, are few.
_MANY_VIEWS, _FEW_BASKETS = 100, 3


def read_traffic_charts(partner: Partner) -> list[SellerChart]:
    """Return the charts of visitors, in a fixed number of queries."""
    return [funnel_chart(partner), sold_out_chart(partner), search_chart(partner)]


def funnel_chart(partner: Partner) -> SellerChart:
    """Views of the seller's goods, how often they went into a basket, and pieces ordered."""
    traffic = _traffic(partner).aggregate(views=Sum("views"), adds=Sum("basket_adds"))
    views, adds = traffic["views"] or 0, traffic["adds"] or 0
    orders = orders_of(partner).filter(released_at__gte=now() - timedelta(days=DAYS))
    orders = orders.exclude(status__in=[CANCELLED, RETURNED])
    lines = Line.objects.filter(partner=partner, order__in=orders.values("order"))
    ordered = lines.count()
    most = max(views, adds, ordered, 1)
    rows = tuple(
        ChartRow(label=label, value=thousands(number), width=number * 100 // most)
        for label, number in (
            (_("Looked at"), views),
            (_("Put into a basket"), adds),
            (_("Ordered"), ordered),
        )
    )
    goods = reverse("workspace:goods", kwargs={"pk": partner.pk})
    is_poor = views >= _MANY_VIEWS and adds * 100 < views * _FEW_BASKETS
    return SellerChart(
        key="funnel",
        heading=_("From a look to an order, in four weeks"),
        columns=(_("Step"), _("How often")),
        rows=rows if views or adds else (),
        none=_("Nobody has looked at your goods yet since we count."),
        advice=Advice(
            _(
                "Many look and few put it into their basket: look at price, photographs and delivery."
            ),
            _("Look at the goods"),
            goods,
        )
        if is_poor
        else None,
    )


def sold_out_chart(partner: Partner) -> SellerChart:
    """On how many of the last days each product could not be had; the most first."""
    gone = _traffic(partner).filter(was_sold_out=True).order_by()
    days = gone.values_list("product", "product__title").annotate(days=Count("day"))
    ranked = sorted(days, key=lambda row: (-row[2], row[1]))[:SHOWN]
    rows = tuple(
        ChartRow(
            label=title,
            value=ngettext("%(n)d day", "%(n)d days", number) % {"n": number},
            width=min(100, number * 100 // DAYS),
            kind="late",
        )
        for _pk, title, number in ranked
    )
    goods = reverse("workspace:goods", kwargs={"pk": partner.pk})
    return SellerChart(
        key="sold-out",
        heading=_("Days without stock, in four weeks"),
        columns=(_("Product"), _("Sold out")),
        rows=rows,
        none=_("Nothing was sold out in the last four weeks."),
        advice=Advice(
            _("“%(name)s” could not be bought for the longest: count it anew or pause it.")
            % {"name": rows[0].label},
            _("Fill up"),
            f"{goods}?muc=sap-het",
        )
        if rows
        else None,
    )


def search_chart(partner: Partner) -> SellerChart:
    """What people typed before they came to the seller's goods; rare texts are nobody's to read."""
    since = present_day() - timedelta(days=DAYS)
    own = StockRecord.objects.filter(partner=partner).values("product")
    arrivals = SearchArrival.objects.filter(product__in=own, day__gt=since)
    sums: defaultdict[str, int] = defaultdict(int)
    titles: defaultdict[str, set[str]] = defaultdict(set)
    counted = arrivals.order_by().values_list("text", "product__title")
    for text, title, number in counted.annotate(number=Sum("arrivals")):
        sums[text] += number
        titles[text].add(title)
    often = [(number, text) for text, number in sums.items() if number >= MIN_ARRIVALS]
    ranked = sorted(often, key=lambda row: (-row[0], row[1]))[:SHOWN]
    most = max((number for number, _text in ranked), default=1)
    rows = tuple(
        ChartRow(label=text, value=thousands(number), width=number * 100 // most)
        for number, text in ranked
    )
    unsaid = next((text for _number, text in ranked if not _is_said(text, titles[text])), "")
    return SellerChart(
        key="searches",
        heading=_("Searches that led here, in four weeks"),
        columns=(_("Typed"), _("How often")),
        rows=rows,
        none=_("No search has led to your goods often enough to be shown."),
        advice=Advice(
            _("People type “%(text)s”, and no name of yours says it: say it where it is true.")
            % {"text": unsaid},
            _("Look at the goods"),
            reverse("workspace:goods", kwargs={"pk": partner.pk}),
        )
        if unsaid
        else None,
    )


def _traffic(partner: Partner) -> QuerySet[DailyTraffic]:
    own = StockRecord.objects.filter(partner=partner).values("product")
    since = present_day() - timedelta(days=DAYS)
    return DailyTraffic.objects.filter(product__in=own, day__gt=since)


def _is_said(text: str, titles: set[str]) -> bool:
    """Whether every word of a text stands in the name of something that it led to."""
    wanted = set(tokens(text))
    return any(wanted <= set(tokens(title)) for title in titles)
