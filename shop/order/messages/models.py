"""A message about an order or an enquiry, from the buyer to the seller or back, with its photographs."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.photos.fields import PhotoField
from catalogue.private_storage import private_storage
from shop.order.models import Role

MAX_MESSAGE = 1000


class OrderMessageQuerySet(models.QuerySet["OrderMessage"]):
    """Adjectives of messages."""

    def unread_by(self, role: str) -> Self:
        """What the other side wrote and nobody of this side has opened yet."""
        return self.filter(read_at=None).exclude(role=role)


class OrderMessage(models.Model):
    """Tin nhắn. `text` is kept without the phones, e-mails and links that stood in it, `hidden` of them.

    `read_at` is when somebody of the other side first opened it; a seller's people read as one.
    It belongs to a producer order, or to an enquiry.
    """

    producer_order = models.ForeignKey(
        "order.ProducerOrder", models.CASCADE, null=True, blank=True, related_name="messages"
    )
    enquiry = models.ForeignKey(
        "order.Enquiry", models.CASCADE, null=True, blank=True, related_name="messages"
    )
    submission = models.UUIDField(_("submission token"), unique=True, editable=False)
    role = models.CharField(_("by"), max_length=10, choices=Role.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("message"), max_length=MAX_MESSAGE, blank=True)
    hidden = models.PositiveSmallIntegerField(_("contacts taken out"), default=0)
    written_at = models.DateTimeField(_("written at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = OrderMessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message about an order")
        verbose_name_plural = _("messages about orders")
        constraints = [
            models.CheckConstraint(
                name="order_message_role_known", condition=Q(role__in=["buyer", "seller"])
            ),
            models.CheckConstraint(
                name="order_message_of_one_thread",
                condition=Q(producer_order__isnull=False, enquiry__isnull=True)
                | Q(producer_order__isnull=True, enquiry__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["producer_order", "role"],
                condition=Q(read_at=None),
                name="order_message_unread",
            ),
            models.Index(
                fields=["enquiry", "role"],
                condition=Q(read_at=None, enquiry__isnull=False),
                name="enquiry_message_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_order_id or self.enquiry_id} · {self.pk}"


class OrderMessagePhoto(models.Model):
    """A photograph with a message; only seller and buyer see it."""

    message = models.ForeignKey(OrderMessage, models.CASCADE, related_name="photos")
    photo = PhotoField(
        _("photograph"), storage=private_storage, upload_to="messages/", max_length=200
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photograph with a message")
        verbose_name_plural = _("photographs with messages")

    def __str__(self) -> str:
        return f"{self.message_id} · {self.pk}"
