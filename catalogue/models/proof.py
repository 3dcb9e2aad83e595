"""What a product or its maker has been attested besides the OCOP star: VietGAP, organic, HACCP and the like."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.private_storage import private_storage

#: Where the files rest; nobody but the producer's own people and the province opens them.
PROOF_FILES = "proofs"


class ProofKind(models.TextChoices):
    """Which standard; the words are query-string values."""

    VIETGAP = "vietgap", "VietGAP"
    GLOBALGAP = "globalgap", "GlobalG.A.P."
    ORGANIC = "huu_co", _("organic")
    HACCP = "haccp", "HACCP"
    ISO_22000 = "iso_22000", "ISO 22000"
    GEOGRAPHICAL_INDICATION = "chi_dan_dia_ly", _("geographical indication")
    HALAL = "halal", "Halal"


#: Kinds that may be given without an end (Luật Sở hữu trí tuệ Đ.93.7).
WITHOUT_END = (ProofKind.GEOGRAPHICAL_INDICATION,)


class ProofState(models.TextChoices):
    """Where a proof stands; the last two are final."""

    SUBMITTED = "submitted", _("waiting for the province")
    VERIFIED = "verified", _("verified")
    RETURNED = "returned", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ProofQuerySet(models.QuerySet["Proof"]):
    """Adjectives of proofs."""

    def in_force(self, on: date) -> Self:
        """Verified, begun and not ended on that day, the last day included; Proof.is_in_force() in SQL."""
        ends = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
        return self.filter(ends, state=ProofState.VERIFIED, valid_from__lte=on)

    def submitted(self) -> Self:
        """Somebody of the province has to look at them."""
        return self.filter(state=ProofState.SUBMITTED)

    def standing(self) -> Self:
        """Neither sent back nor withdrawn, whatever the date."""
        return self.filter(state__in=[ProofState.SUBMITTED, ProofState.VERIFIED])


class Proof(models.Model):
    """Chứng nhận khác: a standard that somebody else attests of some products of one producer.

    Buyers see it while it is verified and its days run, like a certificate; it puts no star on
    anything. Whoever sent it in never verifies it.
    """

    producer = models.ForeignKey(
        "catalogue.Producer", models.PROTECT, related_name="proofs", verbose_name=_("producer")
    )
    products = models.ManyToManyField(
        "catalogue.Product", related_name="proofs", verbose_name=_("products it covers")
    )
    kind = models.CharField(_("standard"), max_length=20, choices=ProofKind.choices)
    number = models.CharField(_("number"), max_length=80)
    issuer = models.CharField(_("issuer"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until, that day included"), null=True, blank=True)
    file = models.FileField(
        _("file"), upload_to=f"{PROOF_FILES}/", storage=private_storage, max_length=200
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ProofState.choices, default=ProofState.SUBMITTED
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-valid_from", "pk"]
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        constraints = [
            models.UniqueConstraint(
                name="proof_stands_once",
                fields=["producer", "kind", "number", "valid_from"],
                condition=Q(state__in=["submitted", "verified"]),
            ),
            models.CheckConstraint(
                name="proof_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="proof_without_end_by_kind",
                condition=Q(valid_until__isnull=False) | Q(kind__in=["chi_dan_dia_ly"]),
            ),
            models.CheckConstraint(
                name="proof_decided_by_another",
                condition=Q(state="submitted", decided_by__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(state="submitted")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("submitted_by"))
                ),
            ),
            models.CheckConstraint(
                name="proof_withdrawn_by_somebody",
                condition=~Q(state="withdrawn")
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="proof_refused_for_a_reason",
                condition=Q(state__in=["submitted", "verified"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def is_in_force(self, on: date) -> bool:
        """Whether buyers may be told of it on that day; ProofQuerySet.in_force() in Python."""
        ended = self.valid_until is not None and self.valid_until < on
        return self.state == ProofState.VERIFIED and self.valid_from <= on and not ended
