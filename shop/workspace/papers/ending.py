"""What ends soon among a seller's papers, for the page of today."""

from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.partner.models import Partner, SellerPaper
from shop.workspace.today.work_item import WorkItem
from theme.formats import vn_date


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
