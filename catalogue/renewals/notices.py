"""Which ends are to be told of today, each stage once."""

from datetime import date

from django.db import transaction

from catalogue.models.certificate import Certificate
from catalogue.models.certificate_terms import EXTENSION_LIMIT
from catalogue.models.renewal import RenewalNotice
from catalogue.renewals.deadlines import FILING_OPENS, RenewalStage, due_stage

#: Nobody is reminded to hand in what has been handed in.
UNTIL_HANDED_IN = (RenewalStage.FILING_CLOSES, RenewalStage.DAYS_60, RenewalStage.DAYS_30)


@transaction.atomic
def note_due_notices(on: date) -> list[RenewalNotice]:
    """Note what falls due on that day and was not told yet; return it.

    Once a day at most: what turns up later on the same day is told on the next one. After a pause
    only the latest stage of each certificate is told.
    """
    if RenewalNotice.objects.filter(on=on).exists():
        return []
    due = _due(on)
    noted = set(
        RenewalNotice.objects.filter(last_day__gte=on - EXTENSION_LIMIT).values_list(
            "certificate_id", "stage", "last_day"
        )
    )
    notices = [
        notice
        for notice in due
        if (notice.certificate_id, notice.stage, notice.last_day) not in noted
    ]
    return RenewalNotice.objects.bulk_create(notices, batch_size=500)


def _due(on: date) -> list[RenewalNotice]:
    span = (on - EXTENSION_LIMIT, on + FILING_OPENS)
    certificates = Certificate.objects.current().filter(valid_from__lte=on, valid_until__range=span)
    rows = certificates.order_by("pk").values_list(
        "pk", "valid_until", "extended_until", "renewal__pk"
    )
    return [
        RenewalNotice(certificate_id=pk, stage=stage, last_day=extended_until or end, on=on)
        for pk, end, extended_until, renewal in rows
        if (stage := due_stage(end, extended_until, on))
        and not (renewal and stage in UNTIL_HANDED_IN)
    ]
