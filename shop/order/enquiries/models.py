"""An enquiry: a thread with a seller about a product without an order, or about a visit to come."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from shop.partner.access import SELLERS
from shop.partner.models import Membership
from shop.users.phone import local_phone

MOST_GUESTS = 500


class EnquiryKind(models.TextChoices):
    """What is asked: anything about goods, or a visit."""

    QUESTION = "question", _("a question")
    VISIT = "visit", _("a visit")


class VisitState(models.TextChoices):
    """How far the arrangement of a visit is."""

    ASKED = "asked", _("waits for the host")
    PROPOSED = "proposed", _("the host proposes another day")
    ACCEPTED = "accepted", _("agreed")
    DECLINED = "declined", _("declined by the host")
    WITHDRAWN = "withdrawn", _("withdrawn by the guest")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Adjectives of enquiries."""

    def unattended(self) -> Self:
        """Those of sellers for whom nobody can sign in and answer: the shop does it."""
        people = Membership.objects.filter(
            partner=OuterRef("partner"), role__in=SELLERS, user__is_active=True
        )
        return self.filter(~Exists(people))

    def with_unread(self, role: str) -> Self:
        """Annotate `unread`: how many messages of the other side nobody of this side has opened.

        The one written in last comes first.
        """
        unread = Q(messages__read_at=None) & ~Q(messages__role=role)
        counted = self.annotate(unread=models.Count("messages", filter=unread))
        return counted.order_by("-touched_at", "-pk")


class Enquiry(models.Model):
    """Câu hỏi cho người bán: who asks, about what; its messages are `OrderMessage`s.

    `email` is read by no seller; the `phone` of a visit is, because the host has to find the guests.
    `visit_on` is a day in Vietnam, `proposed_on` another one that the host offers instead.
    """

    partner = models.ForeignKey(
        "partner.Partner", models.CASCADE, related_name="enquiries", verbose_name=_("seller")
    )
    product = models.ForeignKey(
        "catalogue.Product",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
    )
    title = models.CharField(_("about what"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=EnquiryKind.choices)
    submission = models.UUIDField(_("submission token"), unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=10)
    visit_on = models.DateField(_("day of the visit"), null=True, blank=True)
    guests = models.PositiveSmallIntegerField(_("guests"), null=True, blank=True)
    state = models.CharField(
        _("state of the visit"), max_length=10, choices=VisitState.choices, blank=True
    )
    proposed_on = models.DateField(_("day proposed by the host"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked at"))
    touched_at = models.DateTimeField(_("last written at"))

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-touched_at", "-pk"]
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        constraints = [
            models.CheckConstraint(
                name="enquiry_visit_has_day_guests_phone",
                condition=Q(
                    kind=EnquiryKind.QUESTION,
                    visit_on__isnull=True,
                    guests__isnull=True,
                    phone="",
                    state="",
                )
                | Q(
                    kind=EnquiryKind.VISIT,
                    visit_on__isnull=False,
                    guests__range=(1, MOST_GUESTS),
                    state__in=VisitState.values,
                )
                & ~Q(phone=""),
            ),
            models.CheckConstraint(
                name="enquiry_proposal_has_its_day",
                condition=Q(state=VisitState.PROPOSED, proposed_on__isnull=False)
                | ~Q(state=VisitState.PROPOSED) & Q(proposed_on__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["partner", "-touched_at"], name="enquiry_of_partner")]

    def __str__(self) -> str:
        return f"{self.pk} · {self.title}"

    @property
    def is_visit(self) -> bool:
        return self.kind == EnquiryKind.VISIT

    @property
    def shown_phone(self) -> str:
        """Return the phone of a visit as people write it."""
        return local_phone(self.phone) if self.phone else ""
