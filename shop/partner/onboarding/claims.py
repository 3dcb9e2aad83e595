"""Claims: who says that a producer is theirs, what they bring forward, and what was decided."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.clock import now
from catalogue.models.producer import ProducerKind

CODE_LIFETIME = timedelta(days=14)
#: Wrong codes after which a new one has to be made.
CODE_TRIES = 5


class ClaimState(models.TextChoices):
    """How far a claim is; which step may follow which says CLAIM_STEPS."""

    SENT = "sent", pgettext_lazy("claim", "sent, waits for the province")
    CHANGES_ASKED = "changes_asked", pgettext_lazy("claim", "to be completed")
    ACCEPTED = "accepted", pgettext_lazy("claim", "accepted")
    REFUSED = "refused", pgettext_lazy("claim", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "withdrawn")


CLAIM_STEPS: dict[str, tuple[ClaimState, ...]] = {
    ClaimState.SENT: (
        ClaimState.ACCEPTED,
        ClaimState.CHANGES_ASKED,
        ClaimState.REFUSED,
        ClaimState.WITHDRAWN,
    ),
    ClaimState.CHANGES_ASKED: (ClaimState.SENT, ClaimState.REFUSED, ClaimState.WITHDRAWN),
    ClaimState.ACCEPTED: (),
    ClaimState.REFUSED: (),
    ClaimState.WITHDRAWN: (),
}
OPEN_CLAIMS = (ClaimState.SENT, ClaimState.CHANGES_ASKED)
DECIDED_CLAIMS = (ClaimState.ACCEPTED, ClaimState.REFUSED)


class ProducerClaimQuerySet(models.QuerySet["ProducerClaim"]):
    """Adjectives of claims."""

    def open(self) -> Self:
        """Neither decided nor withdrawn."""
        return self.filter(state__in=OPEN_CLAIMS)

    def undecided(self) -> Self:
        """The province is to look at it."""
        return self.filter(state=ClaimState.SENT)


class ProducerClaim(models.Model):
    """Hồ sơ nhận gian hàng: somebody says that a producer of the register is theirs, or applies as new.

    Without a producer it is an application of one that the register does not hold: `name`, `kind`
    and `address` are its own words then. Nothing here makes a star. `version` grows with each
    change of the applicant's, so that nobody decides about what they have not seen.
    """

    producer = models.ForeignKey(
        "catalogue.Producer",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("producer"),
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="producer_claims",
        verbose_name=_("applicant"),
    )
    province = models.ForeignKey(
        "catalogue.Province", models.PROTECT, related_name="+", verbose_name=_("province")
    )
    commune = models.ForeignKey(
        "catalogue.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    name = models.CharField(_("name of the producer"), max_length=200)
    kind = models.CharField(
        _("legal form"), max_length=20, choices=ProducerKind.choices, default=ProducerKind.UNKNOWN
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    contact_name = models.CharField(_("applicant's full name"), max_length=120)
    contact_phone = models.CharField(_("applicant's phone"), max_length=16)
    position = models.CharField(_("position at the producer"), max_length=120)
    product_code = models.CharField(_("product code"), max_length=40, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    tax_code = models.CharField(_("tax code"), max_length=14)
    words = models.TextField(_("what the applicant adds"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"), max_length=15, choices=ClaimState.choices, default=ClaimState.SENT
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("created at"), default=now)
    sent_at = models.DateTimeField(_("sent at"), default=now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    code_hash = models.CharField(_("hash of the code"), max_length=128, blank=True, editable=False)
    code_contact = models.CharField(_("contact that the code goes to"), max_length=255, blank=True)
    code_made_at = models.DateTimeField(_("code made at"), null=True, blank=True)
    code_made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("code made by"),
    )
    code_tries = models.PositiveSmallIntegerField(_("wrong codes"), default=0)
    code_confirmed_at = models.DateTimeField(_("contact proven at"), null=True, blank=True)

    objects = ProducerClaimQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        verbose_name = _("claim of a producer")
        verbose_name_plural = _("claims of producers")
        indexes = [models.Index(fields=["state", "sent_at"], name="producer_claim_waiting")]
        constraints = [
            models.CheckConstraint(
                name="producer_claim_state_known", condition=Q(state__in=ClaimState.values)
            ),
            models.UniqueConstraint(
                fields=["applicant", "producer"],
                condition=Q(state__in=OPEN_CLAIMS, producer__isnull=False),
                name="producer_claim_one_open",
            ),
            models.UniqueConstraint(
                fields=["applicant"],
                condition=Q(state__in=OPEN_CLAIMS, producer__isnull=True),
                name="producer_claim_one_open_application",
            ),
            models.CheckConstraint(
                name="producer_claim_not_decided_by_its_applicant",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("applicant")),
            ),
            models.CheckConstraint(
                name="producer_claim_decided_by_somebody",
                condition=~Q(state__in=DECIDED_CLAIMS)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="producer_claim_accepted_for_a_producer",
                condition=~Q(state=ClaimState.ACCEPTED) | Q(producer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"

    @property
    def number(self) -> str:
        """The number that people quote on the telephone."""
        return f"GH-{self.created_at:%y}-{self.pk:05d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_CLAIMS

    @property
    def awaits_code(self) -> bool:
        """Whether a code is under way that the applicant may type in now."""
        return (
            self.is_open
            and bool(self.code_hash)
            and self.code_tries < CODE_TRIES
            and self.code_made_at is not None
            and self.code_made_at + CODE_LIFETIME > now()
        )


class ClaimTransition(models.Model):
    """One step of a claim: who took it, when, and the reason that the applicant reads."""

    claim = models.ForeignKey(
        ProducerClaim, models.CASCADE, related_name="transitions", verbose_name=_("claim")
    )
    before = models.CharField(_("from"), max_length=15, choices=ClaimState.choices, blank=True)
    after = models.CharField(_("to"), max_length=15, choices=ClaimState.choices)
    at = models.DateTimeField(_("at"), default=now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    reason = models.TextField(_("reason, as the applicant reads it"), max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a claim")
        verbose_name_plural = _("steps of claims")
        constraints = [
            models.CheckConstraint(
                name="claim_transition_says_why",
                condition=~Q(after__in=[ClaimState.CHANGES_ASKED, ClaimState.REFUSED])
                | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.before} → {self.after}"
