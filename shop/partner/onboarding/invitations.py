"""Invitations: who may work for a seller as soon as they say yes."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.clock import VIETNAM, now
from catalogue.models.upload import new_token
from shop.users.email import CanonicalEmailField

INVITATION_LIFETIME = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Adjectives of invitations."""

    def open(self) -> Self:
        """Neither accepted nor withdrawn nor too old."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now())

    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn, however old: they can be sent again."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Lời mời: somebody may work for a seller in that role, by a signed link that ends.

    `key` is a part of the link: sending it again makes a new one, and the old link is void.
    """

    partner = models.ForeignKey(
        "partner.Partner", models.CASCADE, related_name="invitations", verbose_name=_("seller")
    )
    email = CanonicalEmailField(_("e-mail"), blank=True, default="")
    phone = models.CharField(_("phone"), max_length=16, blank=True, default="")
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=[("owner", _("owner")), ("seller", _("seller")), ("packer", _("packer"))],
    )
    key = models.CharField(max_length=40, default=new_token, editable=False)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    sent_at = models.DateTimeField(_("sent at"), default=now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_to_one_contact",
                condition=(~Q(email="") & Q(phone="")) | (Q(email="") & ~Q(phone="")),
            ),
            models.UniqueConstraint(
                fields=["partner", "email", "phone"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_unanswered",
            ),
            models.CheckConstraint(
                name="invitation_answered_once",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} · {self.role}"

    @property
    def last_day(self) -> date:
        """The day in Vietnam on which the link ends."""
        return self.expires_at.astimezone(VIETNAM).date()

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= now()
