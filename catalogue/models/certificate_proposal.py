"""What a register says of a certificate's end, waiting for a second person."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.certificate_terms import RevocationGround


class ProposalState(models.TextChoices):
    """Where a proposal stands; the last two are final."""

    OPEN = "open", _("waiting for confirmation")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


class ProposalQuerySet(models.QuerySet):
    """Adjectives of proposals."""

    def open(self) -> Self:
        """Neither confirmed nor rejected: somebody has to look at them."""
        return self.filter(state=ProposalState.OPEN)


class CertificateProposal(models.Model):
    """What a source says ought to happen to a certificate, and what a second person made of it.

    `decision_number` and `decision_date` are those of the decision that revokes or extends, as far
    as the source names them; one of them is proposed once, whatever became of it.
    """

    certificate = models.ForeignKey(
        "catalogue.Certificate", models.PROTECT, verbose_name=_("certificate")
    )
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    source = models.TextField(_("what the source says"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="%(class)s_once_a_day",
                fields=["certificate", "decision_number", "decision_date"],
                condition=Q(decision_date__isnull=False),
            ),
            models.UniqueConstraint(
                name="%(class)s_once_undated",
                fields=["certificate", "decision_number"],
                condition=Q(decision_date__isnull=True),
            ),
            models.CheckConstraint(
                name="%(class)s_decided_by_another",
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(state="open")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_rejected_for_a_reason",
                condition=~Q(state="rejected") | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.decision_number} · {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state == ProposalState.OPEN


class ProposedRevocation(CertificateProposal):
    """Đề nghị thu hồi: a register says that a certificate was withdrawn (QĐ 26/2026 Đ.8)."""

    ground = models.CharField(
        _("ground of revocation"), max_length=2, choices=RevocationGround.choices, blank=True
    )

    class Meta(CertificateProposal.Meta):
        verbose_name = _("proposed revocation")
        verbose_name_plural = _("proposed revocations")


class ProposedExtension(CertificateProposal):
    """Đề nghị gia hạn: a register says that a certificate was extended (QĐ 26/2026 Đ.12).

    `until` is the last day that the source names, None where it names none.
    """

    until = models.DateField(_("extended until"), null=True, blank=True)

    class Meta(CertificateProposal.Meta):
        verbose_name = _("proposed extension")
        verbose_name_plural = _("proposed extensions")
