"""What ends soon among a seller's papers: on the page of today, and in notices to its people."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.clock import now, today
from catalogue.models import Certificate
from shop.notices.events import CERTIFICATE_ENDS, PAPER_ENDS, PAPER_ENDS_TODAY
from shop.notices.posting import NoticeSubject, post_notices
from shop.partner.models import Partner, SellerPaper
from shop.workspace.today.work_item import WorkItem
from theme.formats import vn_date

#: So many days before the last one people are told of it; on the last one they are told as well.
DAYS_BEFORE = (30, 7)
#: Nobody is told in the night; hour in Vietnam.
FROM_HOUR = 7


def papers_ending(partner: Partner, on: date) -> WorkItem | None:
    """Return papers that have ended or end within 60 days, the first by name; None where none does."""
    rows = SellerPaper.objects.ending(on).filter(partner=partner)
    papers = list(rows.order_by("ends_on", "pk")[:21])
    if not papers:
        return None
    first = papers[0]
    n = len(papers)
    text = ngettext("%(n)d paper ends soon", "%(n)d papers end soon", n) % {"n": n}
    hint = _("%(name)s: until %(day)s") % {
        "name": capfirst(first.get_kind_display()),
        "day": vn_date(first.ends_on) if first.ends_on else "",
    }
    url = reverse("workspace:papers", kwargs={"pk": partner.pk})
    return WorkItem(text, hint, _("Add the new one"), url, "late" if first.has_ended else "")


@transaction.atomic
def tell_ends() -> int:
    """Tell sellers' people of papers 30 and 7 days before their last one and on it, for the worker.

    And of certificates 7 days before: of their other stages the renewal e-mails tell. Returns of
    how many. Each stage once; after a pause only the latest.
    """
    if now().hour < FROM_HOUR:
        return 0
    on = today()
    return _tell_papers(on) + _tell_certificates(on)


def _tell_papers(on: date) -> int:
    rows = SellerPaper.objects.current().filter(
        partner__isnull=False, ends_on__range=(on, on + timedelta(days=DAYS_BEFORE[0]))
    )
    papers = list(rows.order_by("pk"))
    post_notices(PAPER_ENDS_TODAY, _paper_subjects(row for row in papers if row.ends_on == on))
    post_notices(PAPER_ENDS, _paper_subjects(row for row in papers if row.ends_on != on))
    return len(papers)


def _paper_subjects(papers: Iterable[SellerPaper]) -> list[NoticeSubject]:
    return [
        NoticeSubject(
            paper.partner_id,
            paper.pk,
            {"name": paper.number, "day": vn_date(paper.ends_on)},
            occasion=_stage(paper.ends_on),
        )
        for paper in papers
        if paper.partner_id is not None and paper.ends_on is not None
    ]


def _stage(last_day: date) -> str:
    """Return the stage that a last day stands in, with the day: one that is moved is told of anew."""
    left = (last_day - today()).days
    stage = min((days for days in (*DAYS_BEFORE, 0) if left <= days), default=DAYS_BEFORE[0])
    return f"{stage} {last_day.isoformat()}"


def _tell_certificates(on: date) -> int:
    week = (on + timedelta(days=1), on + timedelta(days=DAYS_BEFORE[-1]))
    rows = Certificate.objects.current().filter(
        valid_until__range=week,
        extended_until=None,
        renewal=None,
        product__producer__partner__isnull=False,
    )
    facts = rows.values_list("pk", "product__producer__partner", "product__title", "valid_until")
    subjects = [
        NoticeSubject(
            partner, pk, {"name": title, "day": vn_date(end)}, occasion=f"7 {end.isoformat()}"
        )
        for pk, partner, title, end in facts.order_by("pk")
    ]
    post_notices(CERTIFICATE_ENDS, subjects)
    return len(subjects)
