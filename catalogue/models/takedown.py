"""Takedowns: what an authority says may not be shown. No seller can undo one, nor one person alone."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.clock import VIETNAM

#: Rows lifted by one person before two were asked for keep that; none may be newer than this moment.
TWO_PERSONS_SINCE = datetime(2027, 1, 1, tzinfo=VIETNAM)


class TakedownGround(models.TextChoices):
    """Why an authority wants goods gone (NĐ 248/2026: within 24 hours of the demand)."""

    UNSAFE = "unsafe", _("unsafe for health, or recalled")
    COUNTERFEIT = "counterfeit", _("counterfeit, or of unclear origin")
    RIGHTS = "rights", _("breach of intellectual property")
    FORBIDDEN = "forbidden", _("goods that may not be traded")
    MISLEADING = "misleading", _("false or misleading information")
    OTHER = "other", _("another finding of the authority")


class LiftBasis(models.TextChoices):
    """On what a product is shown again; never on one person's word alone."""

    AUTHORITY = "authority", _("the authority has lifted it")
    TWO_PERSONS = "two_persons", _("two persons of the staff")
    EARLIER = "earlier", _("one person, before two were asked for")


class TakedownQuerySet(models.QuerySet["Takedown"]):
    """Adjectives of takedowns."""

    def in_force(self) -> Self:
        """Placed and not lifted: at most one a product."""
        return self.filter(lifted_at__isnull=True)

    def awaiting_second_person(self) -> Self:
        """In force, and one person has asked that it be lifted."""
        return self.in_force().filter(lift_requested_at__isnull=False)


class Takedown(models.Model):
    """Yêu cầu gỡ: from when to when a product may not be shown, on whose word and on what ground."""

    product = models.ForeignKey(
        "catalogue.Product", models.PROTECT, related_name="takedowns", verbose_name=_("product")
    )
    ground = models.CharField(_("ground"), max_length=12, choices=TakedownGround.choices)
    authority = models.CharField(_("authority"), max_length=200)
    document_number = models.CharField(
        _("number of the authority's document"), max_length=80, blank=True
    )
    note = models.TextField(_("what the authority found"), max_length=1000, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("placed by")
    )
    placed_at = models.DateTimeField(_("taken down at"))
    lift_requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifting asked for by"),
    )
    lift_requested_at = models.DateTimeField(_("lifting asked for at"), null=True, blank=True)
    lift_basis = models.CharField(
        _("on what it was lifted"), max_length=12, choices=LiftBasis.choices, blank=True
    )
    lift_document_number = models.CharField(
        _("number of the document that lifts it"), max_length=80, blank=True
    )
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lift_reason = models.TextField(_("why it was lifted"), max_length=1000, blank=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("takedown")
        verbose_name_plural = _("takedowns")
        constraints = [
            models.UniqueConstraint(
                name="takedown_one_in_force_per_product",
                fields=["product"],
                condition=Q(lifted_at__isnull=True),
            ),
            models.CheckConstraint(name="takedown_names_its_authority", condition=~Q(authority="")),
            models.CheckConstraint(
                name="takedown_lift_asked_for_by_somebody",
                condition=Q(lift_requested_by__isnull=True, lift_requested_at__isnull=True)
                | Q(lift_requested_by__isnull=False, lift_requested_at__isnull=False),
            ),
            models.CheckConstraint(
                name="takedown_lifted_by_authority_or_two",
                condition=Q(
                    lifted_at__isnull=True,
                    lifted_by__isnull=True,
                    lift_basis="",
                    lift_document_number="",
                )
                | (
                    Q(lifted_at__isnull=False, lifted_by__isnull=False)
                    & ~Q(lift_reason="")
                    & (
                        (Q(lift_basis=LiftBasis.AUTHORITY) & ~Q(lift_document_number=""))
                        | (
                            Q(lift_basis=LiftBasis.TWO_PERSONS, lift_requested_by__isnull=False)
                            & ~Q(lift_requested_by=F("lifted_by"))
                        )
                        | Q(lift_basis=LiftBasis.EARLIER, lifted_at__lt=TWO_PERSONS_SINCE)
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} · {self.authority}"

    @property
    def is_in_force(self) -> bool:
        """Whether the product may not be shown because of it."""
        return self.lifted_at is None


class TakedownEventKind(models.TextChoices):
    """What happened to a takedown."""

    PLACED = "placed", _("taken down")
    LIFT_REQUESTED = "lift_requested", _("lifting asked for")
    LIFT_REFUSED = "lift_refused", _("stays taken down")
    LIFTED = "lifted", _("shown again")


class TakedownEvent(models.Model):
    """One line of a takedown's history: never changed, never deleted."""

    takedown = models.ForeignKey(
        Takedown, models.PROTECT, related_name="events", verbose_name=_("takedown")
    )
    kind = models.CharField(_("what"), max_length=15, choices=TakedownEventKind.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("event of a takedown")
        verbose_name_plural = _("events of takedowns")

    def __str__(self) -> str:
        return f"{self.takedown_id} · {self.kind}"
