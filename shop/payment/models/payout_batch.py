"""Payouts to be sent: a batch of transfers, agreed to, sent one by one, undone before."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.payment.models.seller_account import SellerAccount
from shop.payment.models.seller_payout import SellerPayout

#: Before the number of a transfer in its words (chi trả); letters and digits only, as banks keep them.
PAYOUT_MARK = "CHITRA"


class PayoutStatus(models.TextChoices):
    """How far a batch is. Accounts are read when it becomes SENDING, not before."""

    PROPOSED = "proposed", _("waits for a second person")
    APPROVED = "approved", _("agreed to")
    SENDING = "sending", _("being sent")
    DONE = "done", _("sent")
    UNDONE = "undone", _("undone")


class PayoutItemStatus(models.TextChoices):
    """What became of one transfer of a batch."""

    OPEN = "open", _("open")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("taken out")


class PayoutBatch(models.Model):
    """Đợt chi trả: who made it, who agreed, who sends it. `submission` makes a second press harmless.

    `needs_second` says that its sum wanted two people when it was made.
    """

    submission = models.UUIDField(_("submission"), unique=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=PayoutStatus.choices,
        default=PayoutStatus.PROPOSED,
        db_index=True,
    )
    needs_second = models.BooleanField(_("wants two people"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("agreed to at"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("batch of payouts")
        verbose_name_plural = _("batches of payouts")
        constraints = [
            models.CheckConstraint(
                name="payout_batch_status_known", condition=Q(status__in=PayoutStatus.values)
            ),
            models.CheckConstraint(
                name="payout_batch_two_people",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")),
            ),
            models.CheckConstraint(
                name="payout_batch_large_has_second",
                condition=Q(needs_second=False)
                | Q(status__in=["proposed", "undone"])
                | Q(approved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class PayoutItemQuerySet(models.QuerySet["PayoutItem"]):
    """Adjectives of transfers."""

    def open(self) -> Self:
        """Neither sent nor taken out: a seller has one at most."""
        return self.filter(status=PayoutItemStatus.OPEN)


class PayoutItem(models.Model):
    """One transfer to one seller, in whole đồng, to the account in force when it was begun.

    Once it is sent, `payout` is what the seller's statement reads.
    """

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="items")
    partner = models.ForeignKey("partner.Partner", models.PROTECT, related_name="payout_items")
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    account = models.ForeignKey(
        SellerAccount, models.PROTECT, null=True, blank=True, related_name="payout_items"
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=PayoutItemStatus.choices,
        default=PayoutItemStatus.OPEN,
    )
    payout = models.OneToOneField(
        SellerPayout, models.PROTECT, null=True, blank=True, related_name="item"
    )

    objects = PayoutItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("transfer of a payout")
        verbose_name_plural = _("transfers of payouts")
        constraints = [
            models.UniqueConstraint(
                fields=["partner"], condition=Q(status="open"), name="payout_item_one_open"
            ),
            models.CheckConstraint(name="payout_item_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payout_item_sent_has_payout",
                condition=Q(status="sent", payout__isnull=False, account__isnull=False)
                | (~Q(status="sent") & Q(payout__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.amount}"

    @property
    def words(self) -> str:
        """Return the words of the transfer: CHITRA57."""
        return f"{PAYOUT_MARK}{self.pk}"

    @property
    def may_be_sent(self) -> bool:
        """Whether the account that it was begun for is still nobody's to stop."""
        is_open = self.status == PayoutItemStatus.OPEN
        return is_open and self.account is not None and self.account.is_living


class PayoutTransition(models.Model):
    """One step of a batch: when, what, and who took it."""

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="transitions")
    before = models.CharField(_("from"), max_length=10, choices=PayoutStatus.choices, blank=True)
    after = models.CharField(_("to"), max_length=10, choices=PayoutStatus.choices)
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a batch of payouts")
        verbose_name_plural = _("steps of batches of payouts")

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.before} → {self.after}"
