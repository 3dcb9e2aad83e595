"""A buyer's request to give goods back: which pieces, why, with photographs, and what became of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.photos.fields import PhotoField
from catalogue.private_storage import private_storage

MAX_WORDS = 1000


class ReturnReason(models.TextChoices):
    """Why goods are to go back; see shop.order.returns.terms for how long each may be said."""

    DAMAGED = "damaged", _("broken, spoiled or past its date")
    WRONG = "wrong", _("the wrong goods came")
    MISSING = "missing", _("something is missing")
    NOT_AS_SHOWN = "not_as_shown", _("not as described on the page")
    WRONG_INFORMATION = "wrong_information", _("the page's information was wrong or missing")
    CHANGED_MIND = "changed_mind", _("unopened, and no longer needed")


class ReturnStatus(models.TextChoices):
    """How far a request is."""

    ASKED = "asked", pgettext_lazy("return", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("return", "accepted")
    REFUSED = "refused", pgettext_lazy("return", "refused")
    GOODS_BACK = "goods_back", pgettext_lazy("return", "the refund is on its way")
    REFUNDED = "refunded", pgettext_lazy("return", "refunded")


class ReturnRequestQuerySet(models.QuerySet["ReturnRequest"]):
    """Adjectives of requests."""

    def unsettled(self) -> Self:
        """Somebody of the shop still has something to do."""
        return self.filter(status__in=[ReturnStatus.ASKED, ReturnStatus.ACCEPTED])

    def counted(self) -> Self:
        """Those whose pieces nobody may ask to return a second time."""
        return self.exclude(status=ReturnStatus.REFUSED)


class ReturnRequest(models.Model):
    """Yêu cầu trả hàng for one producer order. `answer_by` and `refund_by` are the last working days."""

    producer_order = models.ForeignKey(
        "order.ProducerOrder", models.PROTECT, related_name="return_requests"
    )
    submission = models.UUIDField(_("submission token"), unique=True, editable=False)
    reason = models.CharField(_("reason"), max_length=20, choices=ReturnReason.choices)
    words = models.TextField(_("in the buyer's words"), max_length=MAX_WORDS, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ReturnStatus.choices, default=ReturnStatus.ASKED
    )
    asked_at = models.DateTimeField(_("asked at"))
    answer_by = models.DateField(_("to be answered by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("answer to the buyer"), max_length=500, blank=True)
    goods_stay = models.BooleanField(_("refunded without the goods coming back"), default=False)
    with_delivery = models.BooleanField(_("the delivery is refunded too"), default=False)
    goods_back_at = models.DateTimeField(_("goods came back at"), null=True, blank=True)
    refund_by = models.DateField(_("to be refunded by"), null=True, blank=True)
    refund = models.ForeignKey(
        "payment.Refund", models.PROTECT, null=True, blank=True, related_name="return_requests"
    )

    objects = ReturnRequestQuerySet.as_manager()

    class Meta:
        ordering = ["answer_by", "pk"]
        verbose_name = _("return request")
        verbose_name_plural = _("return requests")
        constraints = [
            models.CheckConstraint(
                name="return_request_status_known", condition=Q(status__in=ReturnStatus.values)
            ),
            models.CheckConstraint(
                name="return_request_refusal_has_reason",
                condition=~Q(status="refused") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_order_id} · {self.pk}"


class ReturnItem(models.Model):
    """So many pieces of a line that are to go back."""

    request = models.ForeignKey(ReturnRequest, models.CASCADE, related_name="items")
    line = models.ForeignKey("order.Line", models.PROTECT, related_name="return_items")
    quantity = models.PositiveIntegerField(_("pieces"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("goods to return")
        verbose_name_plural = _("goods to return")
        constraints = [
            models.CheckConstraint(name="return_item_quantity", condition=Q(quantity__gt=0)),
            models.UniqueConstraint(fields=["request", "line"], name="return_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.line_id}"


class ReturnPhoto(models.Model):
    """A photograph of what is wrong; only the staff, the seller and the buyer see it."""

    request = models.ForeignKey(ReturnRequest, models.CASCADE, related_name="photos")
    photo = PhotoField(
        _("photograph"), storage=private_storage, upload_to="returns/", max_length=200
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("photograph of a return")
        verbose_name_plural = _("photographs of returns")

    def __str__(self) -> str:
        return f"{self.request_id} · {self.pk}"
