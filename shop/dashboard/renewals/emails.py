"""E-mails about ends of certificates: one a day for each person, whatever ends that day.

`about` is the day that they tell of (date.toordinal()); the notices of that day hold the rest.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.clock import now, today
from catalogue.models import Certificate, RenewalNotice
from catalogue.paths import absolute_url
from catalogue.renewals.deadlines import RenewalStage
from catalogue.renewals.notices import note_due_notices
from shop.dashboard.renewals.recipients import people_of_provinces, producer_members
from shop.dashboard.renewals.rows import RenewalRow, producer_certificates, renewal_row
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_email
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import CERTIFICATE_STAGE
from shop.notices.posting import NoticeSubject, post_notices
from shop.order.emails.recipients import email_of_account
from shop.users.models import User

PRODUCER_RENEWAL, STAFF_RENEWAL = CERTIFICATE_STAGE.email, "renewal_staff"
#: Nobody is written to in the night; hours in Vietnam.
FROM_HOUR = 7
#: So many products are named under one heading; the list in the dashboard has them all.
NAMED = 200
#: The stage of the last day to file, where it could only be told later.
CLOSED = "closed"
#: True on the stage's own day and when it is told after a pause.
HEADINGS: dict[str, str | Promise] = {
    RenewalStage.FILING_OPENS: _("The time to file has begun"),
    RenewalStage.FILING_CLOSES: _("Last day to file within the window"),
    CLOSED: _("The filing window has closed, no renewal file recorded"),
    RenewalStage.DAYS_60: _("At most 60 days left, no renewal file recorded"),
    RenewalStage.DAYS_30: _("At most 30 days left, no renewal file recorded"),
    RenewalStage.ENDS: _("The certificate ends"),
    RenewalStage.EXTENSION_30: _("The extension ends within 30 days"),
    RenewalStage.EXTENSION_ENDS: _("The extension ends"),
}


@dataclass(frozen=True)
class StageSection:
    """The products of one stage (a key of HEADINGS); `more` are left out of `rows`."""

    stage: str
    heading: str | Promise
    rows: list[RenewalRow]
    more: int

    @property
    def number(self) -> int:
        return len(self.rows) + self.more


@transaction.atomic
def enqueue_renewal_emails() -> int:
    """Queue the e-mails of the day, for the worker; return for how many certificates."""
    if now().hour < FROM_HOUR:
        return 0
    on = today()
    notices = note_due_notices(on)
    if notices:
        producers, provinces = _concerned(notices)
        about = on.toordinal()
        _notify_sellers(notices, about)
        enqueue_email(PRODUCER_RENEWAL, about, sorted(producer_members(producers)))
        people = set().union(*people_of_provinces(provinces).values())
        enqueue_email(STAFF_RENEWAL, about, sorted(people))
    return len(notices)


@renders(PRODUCER_RENEWAL, gettext_lazy("Ends of certificates, to the producer"))
def render_producer_renewal(email: OutgoingEmail) -> RenderedEmail | None:
    """Say what ends and what to do; nothing where all of it has been renewed since."""
    user = User.objects.filter(pk=email.reader).first()
    if user is None:
        return None
    return _email(
        email,
        _notices(email).filter(certificate__in=producer_certificates(user)),
        template="emails/renewal_producer",
        path=reverse("dashboard:renewal-list"),
    )


@renders(STAFF_RENEWAL, gettext_lazy("Ends of certificates, to officers and stewards"))
def render_staff_renewal(email: OutgoingEmail) -> RenderedEmail | None:
    """The list of the person's provinces, in one e-mail however long it is."""
    notices = _notices(email)
    provinces = set(notices.values_list("certificate__product__province", flat=True))
    own = [
        province
        for province, people in people_of_provinces(provinces).items()
        if email.reader in people
    ]
    keys = [notice.pk for notice in notices if notice.certificate.product.province_id in own]
    return _email(
        email,
        notices.filter(pk__in=keys),
        template="emails/renewal_staff",
        path=reverse("dashboard:task-list"),
    )


def _notify_sellers(notices: list[RenewalNotice], about: int) -> None:
    """Tell the people of each seller once of all that falls due on that day."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    ids = [notice.certificate_id for notice in notices]
    for start in range(0, len(ids), 500):
        rows = Certificate.objects.filter(
            pk__in=ids[start : start + 500], product__producer__partner__isnull=False
        )
        pairs = rows.values_list("product__producer__partner", "product__title")
        for partner, title in pairs.order_by("product__title"):
            names[partner].append(title)
    post_notices(
        CERTIFICATE_STAGE,
        [
            NoticeSubject(partner, about, {"n": len(titles), "name": titles[0]})
            for partner, titles in names.items()
        ],
    )


def _concerned(notices: list[RenewalNotice]) -> tuple[set[int], set[int | None]]:
    """Return the producers and the provinces that the notices are about."""
    ids = [notice.certificate_id for notice in notices]
    producers: set[int] = set()
    provinces: set[int | None] = set()
    for start in range(0, len(ids), 500):
        rows = Certificate.objects.filter(pk__in=ids[start : start + 500])
        for producer, province in rows.values_list("product__producer", "product__province"):
            producers |= {producer} if producer else set()
            provinces.add(province)
    return producers, provinces


def _notices(email: OutgoingEmail) -> QuerySet[RenewalNotice]:
    """The notices of the e-mail's day whose certificates are still current."""
    current = Certificate.objects.current()
    notices = RenewalNotice.objects.filter(
        on=date.fromordinal(email.about), certificate__in=current
    )
    return notices.select_related(
        "certificate__product__producer",
        "certificate__product__province",
        "certificate__renewal",
    ).order_by("last_day", "certificate__product__title", "pk")


def _email(
    email: OutgoingEmail, notices: QuerySet[RenewalNotice], *, template: str, path: str
) -> RenderedEmail | None:
    to, rows = email_of_account(email.reader), list(notices)
    if not to or not email.reader or not rows:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "%(number)d OCOP certificate: a deadline to act on",
            "%(number)d OCOP certificates: deadlines to act on",
            len(rows),
        ) % {"number": len(rows)}
        context = {
            "sections": _sections(rows, date.fromordinal(email.about)),
            "number": len(rows),
            "has_bounded": any(is_bounded(notice.certificate) for notice in rows),
            "url": absolute_url(path),
            "calendar_url": absolute_url(reverse("dashboard:renewal-calendar")),
        }
        return compose(to=to, subject=subject, template=template, context=context)


def is_bounded(certificate: Certificate) -> bool:
    """Whether the decision would move its end."""
    return not certificate.extended_until and certificate.possible_until > certificate.valid_until


def _sections(notices: list[RenewalNotice], on: date) -> list[StageSection]:
    """Group notices by stage, the most pressing first."""
    by_stage: dict[str, list[RenewalRow]] = defaultdict(list)
    for notice in notices:
        row = renewal_row(notice.certificate, on)
        is_over = notice.stage == RenewalStage.FILING_CLOSES and on > row.days.filing_closes
        by_stage[CLOSED if is_over else notice.stage].append(row)
    return [
        StageSection(stage, heading, rows[:NAMED], max(0, len(rows) - NAMED))
        for stage, heading in reversed(HEADINGS.items())
        if (rows := by_stage.get(stage, []))
    ]
