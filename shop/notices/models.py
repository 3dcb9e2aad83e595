"""What a seller's people are told, how each wants it, and the e-mail of a day that gathers it."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.clock import now
from shop.notices.quiet_hours import is_quiet, next_at


class NoticeKind(models.TextChoices):
    """Of what people are told; each kind has its own switches."""

    ORDER = "order", _("Orders")
    DEADLINE = "deadline", _("Deadlines of orders")
    MESSAGE = "message", _("Messages of buyers")
    DECISION = "decision", _("Decisions of the province")
    MONEY = "money", _("Money")
    CERTIFICATE = "certificate", _("Ends of certificates")
    PAPER = "paper", _("Ends of papers")
    STOCK = "stock", _("Low stock")
    REVIEW = "review", _("Reviews")


class NoticeChoice(models.Model):
    """Cách nhận thông báo: what one person wants to hear of one seller, and when; hours of Vietnam.

    Without a row: e-mails, the digest at 7, nothing by SMS or Zalo, no quiet hours.
    """

    membership = models.OneToOneField(
        "partner.Membership", models.CASCADE, related_name="notice_choice"
    )
    #: Kinds without e-mail, and kinds with a short message; lists of NoticeKind values.
    without_email = models.JSONField(_("kinds without e-mail"), default=list, blank=True)
    with_text = models.JSONField(_("kinds by SMS or Zalo"), default=list, blank=True)
    takes_digest = models.BooleanField(_("one e-mail a day"), default=True)
    digest_hour = models.PositiveSmallIntegerField(_("hour of the digest"), default=7)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [
            models.CheckConstraint(
                name="notice_choice_hours",
                condition=Q(digest_hour__lte=23)
                & (
                    Q(quiet_from__isnull=True, quiet_until__isnull=True)
                    | (Q(quiet_from__lte=23, quiet_until__lte=23) & ~Q(quiet_from=F("quiet_until")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.membership_id)

    def after_quiet(self, moment: datetime) -> datetime:
        """Return the moment itself, or the end of the quiet hours that it lies in."""
        if self.quiet_from is None or self.quiet_until is None:
            return moment
        if not is_quiet(moment, self.quiet_from, self.quiet_until):
            return moment
        return next_at(moment, self.quiet_until)

    def next_digest(self, moment: datetime) -> datetime:
        """Return when the next e-mail of the day goes."""
        return next_at(moment, self.digest_hour)


class NoticeDigest(models.Model):
    """Thư tổng hợp: the one e-mail of a day in Vietnam about what can wait."""

    membership = models.ForeignKey("partner.Membership", models.CASCADE, related_name="+")
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(fields=["membership", "on"], name="notice_digest_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} · {self.on}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Adjectives of notices."""

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """Thông báo: that something has happened, to one person who works for a seller; goes with the membership.

    `event` is a code of shop.notices.events, `about` the key of what it tells of, `occasion` tells
    apart what may be told of one thing more than once, `target` is the key in the URL where it
    leads. `email_due_at` and `text_due_at` are set while an e-mail or a short message waits.
    """

    membership = models.ForeignKey("partner.Membership", models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind.choices)
    event = models.CharField(_("event"), max_length=30)
    about = models.PositiveBigIntegerField(_("about"))
    occasion = models.CharField(_("occasion"), max_length=20, blank=True)
    target = models.PositiveBigIntegerField(_("leads to"))
    facts: "models.JSONField[dict[str, Any]]" = models.JSONField(_("facts"), default=dict)
    at = models.DateTimeField(_("at"), default=now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    in_digest = models.BooleanField(_("in the digest"), default=False)
    email_due_at = models.DateTimeField(_("e-mail due at"), null=True, blank=True)
    text_due_at = models.DateTimeField(_("short message due at"), null=True, blank=True)
    text_attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    digest = models.ForeignKey(
        NoticeDigest, models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["membership", "-at"], name="notice_of_member"),
            models.Index(
                fields=["email_due_at"],
                condition=Q(email_due_at__isnull=False),
                name="notice_email_due",
            ),
            models.Index(
                fields=["text_due_at"],
                condition=Q(text_due_at__isnull=False),
                name="notice_text_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "event", "about", "occasion"], name="notice_once"
            ),
            models.CheckConstraint(
                name="notice_kind_known", condition=Q(kind__in=NoticeKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.about} → {self.membership_id}"


class LowStockMark(models.Model):
    """That people were told that something is running out; goes once it was filled up again."""

    stockrecord = models.OneToOneField(
        "partner.StockRecord", models.CASCADE, related_name="low_stock_mark"
    )
    at = models.DateTimeField(_("at"), default=now)

    class Meta:
        verbose_name = _("mark of low stock")
        verbose_name_plural = _("marks of low stock")

    def __str__(self) -> str:
        return str(self.stockrecord_id)
