"""Which reports a person sees, who may be given one, and how many there are by province and month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, TextChoices
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catalogue.clock import VIETNAM
from catalogue.models import Province, StarReport
from catalogue.models.star_report import UNSETTLED, StarReportState
from catalogue.province_access import acts_for, own_province_rows, provinces_of
from catalogue.text import question, slugify_vi
from shop.users.models import User

WORK = "change_starreport"


class StarReportFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    OPEN = "", gettext_lazy("To settle")
    OVERDUE = "qua-han", gettext_lazy("Overdue")
    MINE = "cua-toi", gettext_lazy("Given to me")
    SETTLED = "da-ket-luan", gettext_lazy("Settled, not closed")
    CLOSED = "da-dong", gettext_lazy("Closed")


def conditions(user: User, on: date) -> dict[str, Q]:
    """Return the condition of each filter; the deadline is the last day in time."""
    unsettled = Q(state__in=UNSETTLED)
    closed = Q(state=StarReportState.CLOSED)
    return {
        StarReportFilter.OPEN: unsettled,
        StarReportFilter.OVERDUE: unsettled & Q(due_on__lt=on),
        StarReportFilter.MINE: Q(assignee=user) & ~closed,
        StarReportFilter.SETTLED: ~unsettled & ~closed,
        StarReportFilter.CLOSED: closed,
    }


def reports_of(user: User) -> QuerySet[StarReport]:
    """Return the reports a person may see: those of own provinces' products.

    What names no product of ours has no province: it is for who acts for all of them.
    """
    reports = StarReport.objects.select_related(
        "product__producer", "product__province", "assignee"
    )
    return own_province_rows(reports, user)


def select_reports(
    user: User, *, show: str, text: str, province: Province | None, on: date
) -> QuerySet[StarReport]:
    """Return the reports of one filter, the nearest deadline first; closed ones newest first."""
    reports = reports_of(user).filter(conditions(user, on)[show])
    if province is not None:
        reports = reports.filter(product__province=province)
    text = question(text)
    if text:
        matches = Q(product_text__icontains=text) | Q(place_seen__icontains=text)
        if slug := slugify_vi(text):
            matches |= Q(product__slug__contains=slug) | Q(product__producer__slug__contains=slug)
        if (key := text.rsplit("-", 1)[-1]).isdecimal() and len(key) < 10:
            matches |= Q(pk=int(key))
        reports = reports.filter(matches)
    if show == StarReportFilter.CLOSED:
        return reports.order_by("-closed_at", "-pk")
    return reports.order_by("due_on", "pk")


def count_reports(user: User, on: date) -> dict[str, int]:
    """Return how many reports each filter holds, in one query."""
    wanted = conditions(user, on)
    counts = {f"n{i}": Count("pk", filter=rule) for i, rule in enumerate(wanted.values())}
    totals = reports_of(user).aggregate(**counts)
    return {show: totals[f"n{i}"] for i, show in enumerate(wanted)}


def assignable_to(report: StarReport) -> list[User]:
    """Return who may be given a report: who works on reports, for its province."""
    by_group = Q(groups__permissions__codename=WORK)
    people = User.objects.filter(by_group | Q(user_permissions__codename=WORK), is_active=True)
    province = report.product.province_id if report.product else None
    return [person for person in people.distinct().order_by("email") if acts_for(person, province)]


def provinces_for(user: User) -> QuerySet[Province]:
    """Return the provinces that a person's list can be narrowed to."""
    own = provinces_of(user)
    provinces = Province.objects.order_by("name")
    return provinces if own is None else provinces.filter(pk__in=own)


@dataclass(frozen=True)
class ReportFigures:
    """One line of the figures: a province and a month, and what came of its reports."""

    province: str
    month: date
    received: int
    unsettled: int
    confirmed: int
    not_confirmed: int
    passed_on: int


def figures_of(user: User) -> list[ReportFigures]:
    """Return figures by province and month of receipt (in Vietnam), the newest month first."""

    def came_to(state: StarReportState) -> Count:
        return Count("pk", filter=Q(transitions__after=state), distinct=True)

    rows = (
        own_province_rows(StarReport.objects.order_by(), user)
        .annotate(month=TruncMonth("received_at", tzinfo=VIETNAM))
        .values("month", "product__province__name")
        .annotate(
            received=Count("pk", distinct=True),
            unsettled=Count("pk", filter=Q(state__in=UNSETTLED), distinct=True),
            confirmed=came_to(StarReportState.CONFIRMED),
            not_confirmed=came_to(StarReportState.NOT_CONFIRMED),
            passed_on=came_to(StarReportState.PASSED_ON),
        )
        .order_by("-month", "product__province__name")
    )
    return [
        ReportFigures(
            province=row["product__province__name"] or _("no product of ours"),
            month=row["month"].date(),
            received=row["received"],
            unsettled=row["unsettled"],
            confirmed=row["confirmed"],
            not_confirmed=row["not_confirmed"],
            passed_on=row["passed_on"],
        )
        for row in rows
    ]


def figure_table(figures: list[ReportFigures]) -> Iterator[list[str | int]]:
    """Return the figures as a table for a workbook, headings first."""
    yield [
        *(_("Month"), _("Province"), _("Received"), _("Not settled yet")),
        *(pgettext("star report", "Confirmed"), _("Not confirmed"), _("Passed on")),
    ]
    for row in figures:
        yield [
            *(f"{row.month:%m/%Y}", row.province, row.received, row.unsettled),
            *(row.confirmed, row.not_confirmed, row.passed_on),
        ]
