"""Nghỉ bán: days on which a seller takes no orders, and what buyers read of it meanwhile."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.clock import present_day
from catalogue.policies import Refusal
from shop.partner.models import Partner
from theme.formats import vn_date

#: The code of what waits for its seller to come back.
PAUSED = "ordering_paused"


@transaction.atomic
def pause_ordering(*, partner: Partner, first: date, last: date, reason: str) -> Partner:
    """Take no orders from one day of Vietnam to another, both included; it ends by itself.

    An earlier pause is replaced. `reason` is what buyers read.
    """
    return _write(partner, first, last, reason)


@transaction.atomic
def resume_ordering(*, partner: Partner) -> Partner:
    """Take orders again from now on; a second tap changes nothing."""
    return _write(partner, None, None, "")


def pause_refusal(partner: Partner) -> Refusal | None:
    """Return why nothing of a seller can be ordered today (Vietnam), and when it can; else None."""
    if partner.paused_until is None or not partner.is_paused_on(present_day()):
        return None
    message = _("The seller is on a break and takes orders again from %(back)s. Reason: %(reason)s")
    facts = {
        "back": vn_date(partner.paused_until + timedelta(days=1)),
        "reason": partner.pause_reason,
    }
    return Refusal(PAUSED, message % facts)


def paused_partners() -> QuerySet[Partner]:
    """Return the sellers of whom nothing can be ordered today (Vietnam); pause_refusal() in SQL."""
    day = present_day()
    return Partner.objects.filter(paused_from__lte=day, paused_until__gte=day)


def _write(partner: Partner, first: date | None, last: date | None, reason: str) -> Partner:
    locked = Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    locked.paused_from, locked.paused_until, locked.pause_reason = first, last, reason
    locked.save(update_fields=["paused_from", "paused_until", "pause_reason"])
    return locked
