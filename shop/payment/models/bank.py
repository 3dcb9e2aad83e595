"""What the shop's bank tells: statement files, and one row for each transfer in or out."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.private_storage import private_storage
from shop.payment.models.event import ProviderEvent
from shop.payment.models.payment import Payment
from shop.payment.models.refund import Refund
from theme.formats import dong

FOLDER = "bank-statements"
_OUTCOME = "outcome of a bank line"


class StatementState(models.TextChoices):
    """How far the worker is with a statement."""

    RECEIVED = "received", _("being read")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("cannot be used")


class LineOutcome(models.TextChoices):
    """What became of a transfer, in the order of the staff's list: what waits for a person first."""

    UNKNOWN_REFERENCE = "unknown_reference", pgettext_lazy(_OUTCOME, "names no order")
    UNCLEAR = "unclear", pgettext_lazy(_OUTCOME, "not clear")
    UNDER = "under", pgettext_lazy(_OUTCOME, "too little")
    OVER = "over", pgettext_lazy(_OUTCOME, "too much")
    DOUBLE = "double", pgettext_lazy(_OUTCOME, "paid twice")
    LATE = "late", pgettext_lazy(_OUTCOME, "too late")
    REVERSED = "reversed", pgettext_lazy(_OUTCOME, "taken back")
    EXACT = "exact", pgettext_lazy(_OUTCOME, "exact")
    REFUND = "refund", pgettext_lazy(_OUTCOME, "a refund that was paid out")
    REFUND_BACK = "refund_back", pgettext_lazy(_OUTCOME, "a refund that came back")
    OUTGOING = "outgoing", pgettext_lazy(_OUTCOME, "money that went out")
    NOT_OURS = "not_ours", pgettext_lazy(_OUTCOME, "not for an order")


#: Outcomes that wait for a person.
UNSETTLED = (LineOutcome.UNKNOWN_REFERENCE, LineOutcome.UNCLEAR)
#: Outcomes with which money entered or left the ledger of an order.
MOVED = (
    LineOutcome.EXACT,
    LineOutcome.UNDER,
    LineOutcome.OVER,
    LineOutcome.DOUBLE,
    LineOutcome.LATE,
    LineOutcome.REVERSED,
)


class BankLayout(models.Model):
    """Cách bày cột của một ngân hàng: headings of a statement and what each stands for, as corrected.

    `signature` is made of the headings as compared; `columns` maps each heading to a column of
    shop.payment.transfer.columns.
    """

    signature = models.CharField(max_length=64, unique=True)
    columns = models.JSONField(_("columns"), default=dict)
    remembered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    remembered_at = models.DateTimeField(_("remembered at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("layout of a bank statement")
        verbose_name_plural = _("layouts of bank statements")

    def __str__(self) -> str:
        return self.signature[:12]


class BankStatement(models.Model):
    """Sao kê: one file of the bank, what was understood of it, and how many lines came to what.

    `understood` holds [letter, heading, column] of each column, `counts` lines by what they came
    to; `done` and `total` are rows, while the worker is at it.
    """

    file = models.FileField(
        _("file"), storage=private_storage, upload_to=f"{FOLDER}/", max_length=200
    )
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=StatementState.choices,
        default=StatementState.RECEIVED,
        db_index=True,
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    understood = models.JSONField(_("columns"), default=list, blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    held_until = models.DateTimeField(_("a worker has it until"), null=True, blank=True)
    error = models.CharField(_("why it cannot be used"), max_length=500, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")

    def __str__(self) -> str:
        return self.name


class BankLineQuerySet(models.QuerySet["BankLine"]):
    """Adjectives of bank lines."""

    def unsettled(self) -> Self:
        """Return those that wait for a person."""
        return self.filter(outcome__in=UNSETTLED)


class BankLine(models.Model):
    """Dòng sao kê: whole đồng that came into the shop's account or left it, once however often told.

    `statement_key` and `event_key` are what each source calls it, so that neither tells it twice;
    `booked_at` is the bank's moment, midnight where it states only the day; `refund` is the refund
    that it paid out, or that came back by it.
    """

    statement = models.ForeignKey(
        BankStatement, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    event = models.ForeignKey(
        ProviderEvent, models.PROTECT, null=True, blank=True, related_name="bank_lines"
    )
    statement_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    event_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    is_incoming = models.BooleanField(_("money in"))
    amount = models.DecimalField(_("amount in đồng"), max_digits=14, decimal_places=0)
    content = models.CharField(_("content"), max_length=500, blank=True)
    content_key = models.CharField(max_length=64, db_index=True)
    bank_reference = models.CharField(_("the bank's number"), max_length=100, blank=True)
    booked_at = models.DateTimeField(_("booked at"), db_index=True)
    told_at = models.DateTimeField(_("told at"))
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=LineOutcome.choices, db_index=True
    )
    problem = models.CharField(_("what is not clear"), max_length=300, blank=True)
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="bank_lines"
    )
    refund = models.ForeignKey(
        Refund, models.PROTECT, null=True, blank=True, related_name="bank_lines"
    )
    entries = models.PositiveSmallIntegerField(_("times entered in the ledger"), default=0)

    objects = BankLineQuerySet.as_manager()

    class Meta:
        ordering = ["-booked_at", "-pk"]
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        indexes = [models.Index(fields=["bank_reference"], name="bank_line_reference")]
        constraints = [
            models.CheckConstraint(name="bank_line_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="bank_line_told",
                condition=Q(statement_key__isnull=False) | Q(event_key__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{'+' if self.is_incoming else '−'}{dong(int(self.amount))} · {self.content}"


class BankLineStep(models.Model):
    """What a person did with a bank line: when, who, why."""

    line = models.ForeignKey(BankLine, models.CASCADE, related_name="steps")
    before = models.CharField(_("from"), max_length=20, choices=LineOutcome.choices)
    after = models.CharField(_("to"), max_length=20, choices=LineOutcome.choices)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a bank line")
        verbose_name_plural = _("steps of bank lines")

    def __str__(self) -> str:
        return f"{self.line_id}: {self.before} → {self.after}"
