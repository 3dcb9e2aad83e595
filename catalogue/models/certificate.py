"""The heart: a star is a certificate with dates, an issuer and an end."""

import re
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.clock import add_months
from catalogue.models.certificate_in_force import (
    AWAITING_VERIFICATION,
    CURRENT,
    DaysInForce,
    in_force_condition,
    uncertain_condition,
)
from catalogue.models.certificate_terms import (
    EXTENSION_LIMIT,
    VALIDITY_MONTHS,
    CertificateState,
    EvidenceGrade,
    IssuerLevel,
    RevocationGround,
)
from catalogue.private_storage import private_storage

_PLAIN_CODE = re.compile(r"\d[0-9A-Za-z.-]*")


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Adjectives of certificates."""

    def in_force(self, on: date) -> Self:
        """Verified, begun, not ended, not revoked, not superseded on that day."""
        return self.filter(in_force_condition(on))

    def ever_verified(self) -> Self:
        """Certificates that were once real."""
        return self.filter(verified_at__isnull=False)

    def current(self) -> Self:
        """Verified and neither revoked nor superseded, whatever the date: at most one a product."""
        return self.filter(CURRENT)

    def uncertain(self, on: date) -> Self:
        """Current certificates of which nobody can say whether they hold on that day."""
        return self.current().filter(uncertain_condition(on))

    def awaiting_verification(self) -> Self:
        """Submitted, neither verified yet nor taken back."""
        return self.filter(AWAITING_VERIFICATION)


class Certificate(models.Model):
    """Giấy chứng nhận OCOP: one recognition decision for one product, 3 to 5 stars, 36 months."""

    product = models.ForeignKey(
        "catalogue.Product", models.PROTECT, related_name="certificates", verbose_name=_("product")
    )
    stars = models.PositiveSmallIntegerField(
        _("stars"), validators=[MinValueValidator(3), MaxValueValidator(5)]
    )
    code = models.CharField(_("product code"), max_length=40, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    issuer_level = models.CharField(_("issuer level"), max_length=10, choices=IssuerLevel.choices)
    classification = models.ForeignKey(
        "catalogue.ClassificationNode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("classification it was issued under"),
    )
    issued_not_before = models.DateField(_("not issued before"))
    issued_not_after = models.DateField(_("not issued after"))
    evidence = models.TextField(
        _("what proves the day of issue"),
        blank=True,
        help_text=_("Required while the day itself is not known: site, date, subject."),
    )
    valid_from = models.DateField(_("certainly valid from"))
    valid_until = models.DateField(_("certainly valid until, that day included"))
    possible_until = models.DateField(_("possibly valid until, that day included"))
    dates_note = models.CharField(
        _("why the dates differ from the rule"),
        max_length=255,
        blank=True,
        help_text=_("Required when the end is not 36 months after the start."),
    )
    extended_until = models.DateField(_("extended until"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked from"), null=True, blank=True)
    revocation_ground = models.CharField(
        _("ground of revocation"), max_length=2, choices=RevocationGround.choices, blank=True
    )
    superseded_on = models.DateField(_("superseded from"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )
    scan = models.FileField(
        _("scan"), upload_to="certificates/%Y/", storage=private_storage, blank=True
    )
    source = models.CharField(_("source"), max_length=255, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="certificates_submitted",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates_verified",
        verbose_name=_("verified by"),
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(
        _("taken back at"),
        null=True,
        blank=True,
        help_text=_("When the register file that brought it was undone."),
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        indexes = [models.Index(fields=["product", "valid_from"], name="certificate_by_product")]
        constraints = [
            models.CheckConstraint(
                name="certificate_stars_3_to_5", condition=Q(stars__range=(3, 5))
            ),
            models.CheckConstraint(
                name="certificate_ends_after_start", condition=Q(valid_until__gt=F("valid_from"))
            ),
            models.CheckConstraint(
                name="certificate_bounds_in_order",
                condition=Q(issued_not_before__lte=F("issued_not_after"))
                & Q(valid_from__gte=F("issued_not_after"))
                & Q(possible_until__gte=F("valid_until")),
            ),
            models.CheckConstraint(
                name="certificate_bounds_with_evidence",
                condition=Q(issued_not_before=F("issued_not_after")) | ~Q(evidence=""),
            ),
            models.CheckConstraint(
                name="certificate_extension_after_end",
                condition=Q(extended_until__isnull=True) | Q(extended_until__gt=F("valid_until")),
            ),
            models.CheckConstraint(
                name="certificate_extension_within_180_days",
                condition=Q(extended_until__isnull=True)
                | Q(extended_until__lte=F("valid_until") + EXTENSION_LIMIT),
            ),
            models.CheckConstraint(
                name="certificate_revoked_with_ground",
                condition=Q(revoked_on__isnull=True, revocation_ground="")
                | (Q(revoked_on__isnull=False) & ~Q(revocation_ground="")),
            ),
            models.CheckConstraint(
                name="certificate_four_eyes",
                condition=Q(verified_by__isnull=True, verified_at__isnull=True)
                | (
                    Q(verified_at__isnull=False, verified_by__isnull=False)
                    & ~Q(verified_by=F("submitted_by"))
                ),
            ),
            models.CheckConstraint(
                name="certificate_central_issues_five",
                condition=Q(stars=5, issuer_level="central")
                | Q(stars=4, issuer_level="province")
                | Q(stars=3, issuer_level__in=["province", "district"]),
            ),
            models.CheckConstraint(
                name="certificate_withdrawn_is_not_verified",
                condition=Q(withdrawn_at__isnull=True) | Q(verified_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="certificate_one_current_per_product",
                fields=["product"],
                condition=CURRENT,
            ),
            models.UniqueConstraint(
                name="certificate_code",
                fields=["code"],
                condition=~Q(code="") & Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} · {self.stars}★ · {self.valid_from} – {self.last_day}"

    @property
    def public_id(self) -> str:
        """What its public page is called by: the product code where one is known, else "cn-000123".

        The code of a certificate that was taken back is free for another.
        """
        has_code = self.withdrawn_at is None and _PLAIN_CODE.fullmatch(self.code)
        return self.code.upper() if has_code else f"cn-{self.pk:06}"

    def complete_dates(self) -> None:
        """Fill in the dates that follow from those that are set.

        The day of issue is `valid_from` where no bounds are given. It certainly holds for 36 months
        from the earliest day of issue, and possibly for 36 months from the latest
        (QĐ 26/2026 Đ.4.3). An end that is stated otherwise is certain and possible at once, unless
        `possible_until` is set to an earlier day than the rule's latest.
        """
        self.issued_not_after = self.issued_not_after or self.valid_from
        self.issued_not_before = self.issued_not_before or self.issued_not_after
        self.valid_from = self.valid_from or self.issued_not_after
        self.valid_until = self.valid_until or self.rule_end
        by_rule = self.valid_until == self.rule_end
        possible = self.possible_until or (self.rule_latest if by_rule else self.valid_until)
        self.possible_until = max(self.valid_until, min(possible, self.rule_latest))

    @property
    def last_day(self) -> date:
        """The last day it certainly holds by its dates alone."""
        return self.extended_until or self.valid_until

    @property
    def possible_last_day(self) -> date:
        """The last day it may hold by its dates alone."""
        return max(self.last_day, self.possible_until)

    @property
    def rule_end(self) -> date:
        """The certain end that the rule gives: 36 months, clamped to the month's end (QĐ 26/2026 Đ.4.3)."""
        return add_months(self.issued_not_before, VALIDITY_MONTHS)

    @property
    def rule_latest(self) -> date:
        """The latest end that the rule gives: 36 months from the last day on which it may be issued."""
        return add_months(self.issued_not_after, VALIDITY_MONTHS)

    @property
    def day_is_exact(self) -> bool:
        """Whether the day of issue itself is known."""
        return self.issued_not_before == self.issued_not_after

    @property
    def evidence_grade(self) -> EvidenceGrade:
        """How well the day of issue is proven."""
        if self.decision_number and self.day_is_exact:
            return EvidenceGrade.DECISION
        return EvidenceGrade.DATED_SOURCE

    def state(self, on: date) -> CertificateState:
        """What the certificate is on that day; ends outrank dates."""
        if self.withdrawn_at is not None:
            return CertificateState.WITHDRAWN
        if self.verified_at is None:
            return CertificateState.SUBMITTED
        if self.revoked_on is not None and self.revoked_on <= on:
            return CertificateState.REVOKED
        if self.superseded_on is not None and self.superseded_on <= on:
            return CertificateState.SUPERSEDED
        if on < self.valid_from:
            begins_when_issued = self.valid_from == self.issued_not_after
            has_begun = begins_when_issued and self.issued_not_before <= on
            return CertificateState.UNCERTAIN if has_begun else CertificateState.NOT_YET_VALID
        if on <= self.valid_until:
            return CertificateState.VALID
        if on <= self.last_day:
            return CertificateState.EXTENDED
        return CertificateState.UNCERTAIN if on <= self.possible_until else CertificateState.EXPIRED

    @property
    def days_in_force(self) -> DaysInForce | None:
        """The days on which it certainly stands behind a star, None where there are none.

        in_force_condition() asks the same of the database.
        """
        if self.verified_at is None:
            return None
        stopped = (day for day in (self.revoked_on, self.superseded_on) if day is not None)
        last = min([self.last_day, *(day - timedelta(days=1) for day in stopped)])
        return DaysInForce(self.valid_from, last) if self.valid_from <= last else None

    def is_in_force(self, on: date) -> bool:
        """Whether it stands behind a star on that day."""
        days = self.days_in_force
        return days is not None and days.first <= on <= days.last
