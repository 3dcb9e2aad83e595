"""Reports of false stars: what somebody saw, until it is settled and told."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.clock import VIETNAM
from catalogue.models.upload import new_token
from catalogue.photos.fields import PhotoField
from catalogue.private_storage import private_storage

#: A finding about a certificate is decided within 15 days (QĐ 26/2026 Đ.8).
DAYS_TO_SETTLE = timedelta(days=15)
#: Contact, picture and words of a reporter go this long after the case is closed.
REPORTER_KEPT_FOR = timedelta(days=180)


class StarFault(models.TextChoices):
    """What is wrong with the stars that somebody saw (QĐ 26/2026 Đ.8.1.d: use of the mark)."""

    NOT_CERTIFIED = "not_certified", _("it shows stars and is not certified")
    ENDED = "ended", _("its certificate has ended or was revoked")
    OTHER_PRODUCT = "other_product", _("the OCOP mark stands on another product")
    WRONG_PRODUCER = "wrong_producer", _("another producer uses the name or the certificate")
    FAKE = "fake", _("the goods are an imitation")
    OTHER = "other", _("something else")


class StarReportState(models.TextChoices):
    """How far a report is; which step may follow which says `WAYS`."""

    RECEIVED = "received", _("received")
    LOOKING = "looking", _("being looked at")
    CONFIRMED = "confirmed", pgettext_lazy("star report", "confirmed")
    NOT_CONFIRMED = "not_confirmed", pgettext_lazy("star report", "not confirmed")
    PASSED_ON = "passed_on", _("passed on to the authority")
    CLOSED = "closed", pgettext_lazy("star report", "closed")


WAYS: dict[str, tuple[StarReportState, ...]] = {
    StarReportState.RECEIVED: (StarReportState.LOOKING,),
    StarReportState.LOOKING: (
        StarReportState.CONFIRMED,
        StarReportState.NOT_CONFIRMED,
        StarReportState.PASSED_ON,
    ),
    StarReportState.CONFIRMED: (StarReportState.PASSED_ON, StarReportState.CLOSED),
    StarReportState.NOT_CONFIRMED: (StarReportState.CLOSED,),
    StarReportState.PASSED_ON: (StarReportState.CLOSED,),
    StarReportState.CLOSED: (),
}
#: Somebody still has to find out; afterwards the reporter knows.
UNSETTLED = (StarReportState.RECEIVED, StarReportState.LOOKING)
#: Steps whose outcome is told to whoever reported.
OUTCOMES = (
    StarReportState.CONFIRMED,
    StarReportState.NOT_CONFIRMED,
    StarReportState.PASSED_ON,
)


class StarReportQuerySet(models.QuerySet["StarReport"]):
    """Adjectives of reports."""

    def unsettled(self) -> Self:
        """Nobody has found out yet: the deadline runs."""
        return self.filter(state__in=UNSETTLED)

    def of_forgettable_reporters(self) -> Self:
        """Closed long enough ago, and somebody's contact, picture or words are still there."""
        return self.filter(
            state=StarReportState.CLOSED,
            closed_at__lt=timezone.now() - REPORTER_KEPT_FOR,
            forgotten_at=None,
        )


class StarReport(models.Model):
    """Báo sao sai: which goods show stars that are not true, where, and who wants to know of it.

    Names its goods by a product of ours, by words, or by a photograph of the pack. The reporter's
    contact is optional and goes REPORTER_KEPT_FOR after the case is closed.
    """

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    submission = models.UUIDField(_("submission token"), unique=True, editable=False)
    product = models.ForeignKey(
        "catalogue.Product",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="star_reports",
        verbose_name=_("product"),
    )
    product_text = models.CharField(_("goods in the reporter's words"), max_length=200, blank=True)
    photo = PhotoField(
        _("photograph of the pack"),
        storage=private_storage,
        upload_to="star-reports/",
        max_length=200,
        blank=True,
    )
    fault = models.CharField(_("what is wrong"), max_length=20, choices=StarFault.choices)
    details = models.TextField(_("in the reporter's words"), max_length=2000, blank=True)
    place_seen = models.CharField(_("where it was seen"), max_length=250, blank=True)
    reporter_email = models.EmailField(_("reporter's e-mail"), blank=True)
    reporter_phone = models.CharField(_("reporter's phone"), max_length=16, blank=True)
    language = models.CharField(_("language"), max_length=10, default="vi")
    received_at = models.DateTimeField(_("received at"), db_index=True)
    due_on = models.DateField(_("to be settled by"))
    state = models.CharField(
        _("state"),
        max_length=15,
        choices=StarReportState.choices,
        default=StarReportState.RECEIVED,
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    forgotten_at = models.DateTimeField(
        _("reporter's data deleted at"), null=True, blank=True, editable=False
    )

    objects = StarReportQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("report of a false star")
        verbose_name_plural = _("reports of false stars")
        indexes = [models.Index(fields=["state", "due_on"], name="star_report_due")]
        constraints = [
            models.CheckConstraint(
                name="star_report_state_known", condition=Q(state__in=StarReportState.values)
            ),
            models.CheckConstraint(
                name="star_report_fault_known", condition=Q(fault__in=StarFault.values)
            ),
            models.CheckConstraint(
                name="star_report_names_its_goods",
                condition=Q(product__isnull=False)
                | ~Q(product_text="")
                | ~Q(photo="")
                | Q(forgotten_at__isnull=False),
            ),
            models.CheckConstraint(
                name="star_report_closed_has_a_time",
                condition=Q(state=StarReportState.CLOSED, closed_at__isnull=False)
                | (~Q(state=StarReportState.CLOSED) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="star_report_forgets_its_reporter",
                condition=Q(forgotten_at__isnull=True)
                | Q(reporter_email="", reporter_phone="", photo=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The case number that people quote, such as BS-26-00012: the year of receipt (Vietnam)."""
        return f"BS-{self.received_at.astimezone(VIETNAM):%y}-{self.pk:05d}"

    @property
    def is_unsettled(self) -> bool:
        """Whether nobody has found out yet."""
        return self.state in UNSETTLED

    @property
    def steps(self) -> tuple[StarReportState, ...]:
        """The states that may follow."""
        return WAYS[self.state]

    @property
    def goods(self) -> str:
        """What the report is about in one line; empty where a photograph alone says it."""
        return self.product.title if self.product else self.product_text


class StarReportTransition(models.Model):
    """One step of a report: who took it, when, why, and what the reporter reads of it."""

    report = models.ForeignKey(
        StarReport, models.CASCADE, related_name="transitions", verbose_name=_("report")
    )
    before = models.CharField(_("from"), max_length=15, choices=StarReportState.choices, blank=True)
    after = models.CharField(_("to"), max_length=15, choices=StarReportState.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    reason = models.TextField(_("reason, for the staff"), max_length=1000, blank=True)
    told = models.TextField(_("what the reporter reads"), max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "after"], name="star_report_enters_a_state_once"
            ),
            models.CheckConstraint(
                name="star_report_outcome_is_told",
                condition=~Q(after__in=OUTCOMES) | ~Q(told=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.before} → {self.after}"


class StarReportNote(models.Model):
    """What the staff wrote down about a report; the reporter never reads it."""

    report = models.ForeignKey(
        StarReport, models.CASCADE, related_name="notes", verbose_name=_("report")
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    text = models.TextField(_("text"), max_length=2000)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note on a report")
        verbose_name_plural = _("notes on reports")

    def __str__(self) -> str:
        return f"{self.report_id}: {self.text[:40]}"
