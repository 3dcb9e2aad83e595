"""Four charts of a seller with one piece of advice each: sales, stock, certificates, missing facts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.clock import VIETNAM, now, present_day, today
from catalogue.models import Certificate, Product
from catalogue.models.label_rule import missing_items
from shop.order.models import Line
from shop.order.states import CANCELLED, RETURNED
from shop.partner.models import Partner, StockRecord
from shop.workspace.orders.inbox import orders_of
from theme.formats import dong, thousands, vn_date

WEEKS = 12
#: Rows of a chart that ranks.
SHOWN = 8
#: Days over which the pace of sales is taken.
PACE_DAYS = 28
#: Weeks of stock that fill a bar; days of a certificate that do.
FULL_STOCK, FULL_CERTIFICATE = 8, 365
#: Incomplete labels looked at.
_LOOKED_AT = 300


@dataclass(frozen=True)
class ChartRow:
    """One bar: `width` in hundredths of the longest, `kind` "late" where it is bad news."""

    label: str
    value: str
    width: int
    detail: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Advice:
    """What to do about it, with the way there."""

    text: str
    action: str
    url: str


@dataclass(frozen=True)
class SellerChart:
    """A chart, its table, and at most one advice; `none` is said where there is nothing to draw."""

    key: str
    heading: str
    columns: tuple[str, str]
    rows: tuple[ChartRow, ...]
    none: str
    advice: Advice | None = None
    is_upright: bool = False

    @property
    def table_rows(self) -> tuple[ChartRow, ...]:
        """Return the rows of the table: of what runs through time the newest first."""
        return self.rows[::-1] if self.is_upright else self.rows

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """Return (x, y, height) of upright bars on a field of 100 by 40."""
        step = 100 / max(1, len(self.rows))
        return [
            (round(at * step + step * 0.1), 40 - round(row.width * 0.4), round(row.width * 0.4))
            for at, row in enumerate(self.rows)
        ]


def read_charts(partner: Partner) -> list[SellerChart]:
    """Return the charts of a seller, in a fixed number of queries."""
    return [
        sales_chart(partner),
        stock_chart(partner),
        certificate_chart(partner, today()),
        facts_chart(partner),
    ]


def sales_chart(partner: Partner) -> SellerChart:
    """Worth of goods ordered in each of the last weeks, Monday to Sunday in Vietnam; not what was cancelled."""
    this_week = present_day() - timedelta(days=present_day().weekday())
    weeks = [this_week - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    start = now() - timedelta(weeks=WEEKS + 1)
    orders = orders_of(partner).filter(released_at__gte=start)
    orders = orders.exclude(status__in=[CANCELLED, RETURNED])
    moments = dict(orders.values_list("order", "released_at"))
    lines = Line.objects.filter(partner=partner, order__in=orders.values("order"))
    sums: defaultdict[date, int] = defaultdict(int)
    numbers: defaultdict[date, int] = defaultdict(int)
    by_order = lines.order_by().values_list("order").annotate(sum=Sum("line_price_incl_tax"))
    for order, amount in by_order:
        day = moments[order].astimezone(VIETNAM).date()
        week = day - timedelta(days=day.weekday())
        sums[week] += int(amount)
        numbers[week] += 1
    most = max([sums[week] for week in weeks] + [1])
    rows = tuple(
        ChartRow(
            label=_("from %(day)s") % {"day": vn_date(week)},
            value=dong(sums[week]),
            width=sums[week] * 100 // most,
            detail=_orders(numbers[week]),
        )
        for week in weeks
    )
    return SellerChart(
        key="sales",
        heading=_("Sales per week"),
        columns=(_("Week"), _("Worth of goods")),
        rows=rows if any(sums.values()) else (),
        none=_("Nothing has been ordered in the last weeks."),
        advice=_sales_advice(partner, [sums[week] for week in weeks[:-1]]),
        is_upright=True,
    )


def stock_chart(partner: Partner) -> SellerChart:
    """For how many weeks the stock lasts at the pace of the last four; what ends first comes first."""
    since = now() - timedelta(days=PACE_DAYS)
    orders = orders_of(partner).filter(released_at__gte=since).exclude(status=CANCELLED)
    lines = Line.objects.filter(partner=partner, order__in=orders.values("order"))
    by_record = lines.order_by().values_list("stockrecord").annotate(pieces=Sum("quantity"))
    sold = dict(by_record.filter(stockrecord__isnull=False))
    records = StockRecord.objects.filter(partner=partner, pk__in=sold, num_in_stock__isnull=False)
    paced = sorted(
        (max(0, record.net_stock_level) * PACE_DAYS / 7 / sold[record.pk], record.pk, record)
        for record in records.select_related("product")
    )[:SHOWN]
    rows = tuple(
        ChartRow(
            label=record.product.title,
            value=_("sold out") if not weeks else _weeks(weeks),
            width=min(100, round(weeks * 100 / FULL_STOCK)),
            detail=_("%(left)d left, %(sold)d ordered in four weeks")
            % {"left": max(0, record.net_stock_level), "sold": sold[record.pk]},
            kind="late" if weeks < 1 else "",
        )
        for weeks, _pk, record in paced
    )
    ending = sum(row.kind == "late" for row in rows)
    goods = reverse("workspace:goods", kwargs={"pk": partner.pk})
    text = ngettext(
        "%(n)d product that sells well lasts less than a week: please fill it up.",
        "%(n)d products that sell well last less than a week: please fill them up.",
        ending,
    )
    return SellerChart(
        key="stock",
        heading=_("How long the stock lasts"),
        columns=(_("Product"), _("Lasts")),
        rows=rows,
        none=_("Nothing with a counted stock was ordered in the last four weeks."),
        advice=Advice(text % {"n": ending}, _("Fill up"), f"{goods}?muc=sap-het")
        if ending
        else None,
    )


def certificate_chart(partner: Partner, on: date) -> SellerChart:
    """Days until certificates end, the first first; those that have ended count as none."""
    current = Certificate.objects.current().filter(product__producer__partner=partner)
    ends = list(
        current.order_by("valid_until", "pk").values_list("product__title", "valid_until")[:SHOWN]
    )
    rows = tuple(
        ChartRow(
            label=title,
            value=vn_date(end),
            width=min(100, max(0, (end - on).days) * 100 // FULL_CERTIFICATE),
            detail=_days((end - on).days),
            kind="late" if (end - on).days < 90 else "",
        )
        for title, end in ends
    )
    late = next((row for row in rows if row.kind), None)
    return SellerChart(
        key="certificates",
        heading=_("Certificates"),
        columns=(_("Product"), _("Valid until")),
        rows=rows,
        none=_("No certificate is known."),
        advice=Advice(
            _("“%(name)s” comes first: prepare the papers for the new rating now.")
            % {"name": late.label},
            _("See what to file"),
            reverse("dashboard:renewal-list"),
        )
        if late
        else None,
    )


def facts_chart(partner: Partner) -> SellerChart:
    """What the law wants stated and is not, product by product, the most first."""
    own = StockRecord.objects.filter(partner=partner)
    products = Product.objects.displayable().filter(pk__in=own.values("product"))
    incomplete = products.with_incomplete_label().with_label().order_by("title")[:_LOOKED_AT]
    gaps = sorted(
        ((missing_items(product), product) for product in incomplete),
        key=lambda gap: (-len(gap[0]), gap[1].title),
    )[:SHOWN]
    most = max((len(items) for items, _product in gaps), default=1) or 1
    rows = tuple(
        ChartRow(
            label=product.title,
            value=thousands(len(items)),
            width=len(items) * 100 // most,
            detail=", ".join(str(item.label).lower() for item in items),
            kind="late",
        )
        for items, product in gaps
        if items
    )
    return SellerChart(
        key="facts",
        heading=_("Facts that are missing"),
        columns=(_("Product"), _("Missing")),
        rows=rows,
        none=_("Every label says what the law asks for."),
        advice=Advice(
            _("Buyers ask less and buy more when the label is whole. Begin with “%(name)s”.")
            % {"name": rows[0].label},
            _("Fill in"),
            reverse("dashboard:label-list"),
        )
        if rows
        else None,
    )


def _sales_advice(partner: Partner, weeks: Sequence[int]) -> Advice | None:
    """Compare the last four whole weeks with the four before; little news is none."""
    before, lately = sum(weeks[-8:-4]), sum(weeks[-4:])
    if not before or lately >= before * 0.8:
        return None
    facts = {"less": round(100 - lately * 100 / before)}
    return Advice(
        _("%(less)d %% less than in the four weeks before: look whether something is sold out.")
        % facts,
        _("Look at the goods"),
        reverse("workspace:goods", kwargs={"pk": partner.pk}),
    )


def _orders(n: int) -> str:
    return ngettext("%(n)d order", "%(n)d orders", n) % {"n": n}


def _weeks(weeks: float) -> str:
    if weeks < 1:
        return _("less than a week")
    whole = int(weeks)
    return ngettext("about %(n)d week", "about %(n)d weeks", whole) % {"n": whole}


def _days(days: int) -> str:
    if days < 0:
        return _("has ended")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
