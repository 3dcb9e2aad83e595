"""Tasks of joining: somebody claims a shop front, or applies for one."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.dashboard.tasks.sources import TaskSource, TaskText, day_of
from shop.partner.models import ProducerClaim
from shop.users.models import User

#: 15 working days are three weeks; a commune has as long for a file (QĐ 26/2026 Đ.7.2).
DECIDED_WITHIN = timedelta(days=21)


def _claims(user: User, on: date) -> QuerySet[ProducerClaim]:
    rows = ProducerClaim.objects.undecided().exclude(applicant=user)
    return rows.select_related("province", "producer")


def _decide_claim(claim: ProducerClaim, on: date) -> TaskText:
    why = (
        _("%(name)s says that this producer is theirs.")
        if claim.producer_id
        else _("%(name)s applies as a producer that the register does not hold.")
    )
    return TaskText(
        title=claim.name,
        detail=claim.province.name,
        why=why % {"name": claim.contact_name},
        since=day_of(claim.sent_at),
        url=reverse("dashboard:claim-detail", kwargs={"pk": claim.pk}),
        action=_("Compare and decide"),
    )


CLAIM_SOURCES = (
    TaskSource(
        kind="nhan-gian-hang",
        label=gettext_lazy("Shop fronts claimed"),
        permissions=("partner.change_producerclaim",),
        pending=_claims,
        text=_decide_claim,
        due="sent_at",
        grace=DECIDED_WITHIN,
        provinces=("province",),
    ),
)
