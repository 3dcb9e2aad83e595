"""The days of a certificate's last year, from its end alone: no database, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.certificate_terms import EXTENSION_LIMIT

#: A new rating is filed from the one to the other, in days before the end (QĐ 26/2026 Đ.7.6).
FILING_OPENS, FILING_CLOSES = timedelta(days=180), timedelta(days=120)
#: The authority answers within so long after the file came in (QĐ 26/2026 Đ.7.6).
PROCESSING = timedelta(days=45)
#: Certificates granted before this day may be held over (QĐ 26/2026 Đ.12, in force since then).
TRANSITION = date(2026, 5, 22)


class RenewalStage(models.TextChoices):
    """What is told of, each once for one end; in the order of the days."""

    FILING_OPENS = "opens", _("filing opens")
    FILING_CLOSES = "closes", _("last day to file")
    DAYS_60 = "days_60", _("60 days left")
    DAYS_30 = "days_30", _("30 days left")
    ENDS = "ends", _("last day")
    EXTENSION_30 = "extension_30", _("30 days of the extension left")
    EXTENSION_ENDS = "extension_ends", _("last day of the extension")


@dataclass(frozen=True)
class RenewalDeadlines:
    """The days that count for one end; each is the last (or first) day on which it may be done.

    `end` is the last day certainly in force. Where the day of issue is known within bounds only,
    everything counts from that earliest end, so that nobody files too late.
    """

    end: date

    @property
    def filing_opens(self) -> date:
        return self.end - FILING_OPENS

    @property
    def filing_closes(self) -> date:
        return self.end - FILING_CLOSES

    @property
    def extension_limit(self) -> date:
        """The last day of any extension (QĐ 26/2026 Đ.12)."""
        return self.end + EXTENSION_LIMIT

    def is_filing_open(self, on: date) -> bool:
        return self.filing_opens <= on <= self.filing_closes


def stage_days(end: date, extended_until: date | None) -> dict[RenewalStage, date]:
    """Return the day of each stage; an extension replaces what came before it."""
    if extended_until is not None:
        return {
            RenewalStage.EXTENSION_30: extended_until - timedelta(days=30),
            RenewalStage.EXTENSION_ENDS: extended_until,
        }
    return {
        RenewalStage.FILING_OPENS: end - FILING_OPENS,
        RenewalStage.FILING_CLOSES: end - FILING_CLOSES,
        RenewalStage.DAYS_60: end - timedelta(days=60),
        RenewalStage.DAYS_30: end - timedelta(days=30),
        RenewalStage.ENDS: end,
    }


def due_stage(end: date, extended_until: date | None, on: date) -> RenewalStage | None:
    """Return the latest stage whose day has come: what a long pause left out is not told after it.

    None before the first stage, and once nothing can be done about the end any more.
    """
    if on > end + EXTENSION_LIMIT:
        return None
    days = stage_days(end, extended_until)
    come = [stage for stage, day in days.items() if day <= on]
    return come[-1] if come else None


def may_be_held_over(*, granted: date, end: date, handed_in: date) -> bool:
    """Whether QĐ 26/2026 Đ.12 holds a certificate over until the result, at most 180 days.

    It was granted before that decision came into force, and its file came in after the filing
    window had closed, yet not so late that the limit had passed.
    """
    days = RenewalDeadlines(end)
    return granted < TRANSITION and days.filing_closes < handed_in <= days.extension_limit
