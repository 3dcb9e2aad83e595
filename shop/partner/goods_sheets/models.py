"""A spreadsheet of goods that a seller has sent back, and what each line of it changes."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GoodsUploadState(models.TextChoices):
    """How far it is; one that is only looked at changes nothing."""

    READ = "read", pgettext_lazy("goods sheet", "not applied yet")
    APPLYING = "applying", pgettext_lazy("goods sheet", "being applied")
    APPLIED = "applied", pgettext_lazy("goods sheet", "applied")
    UNDOING = "undoing", pgettext_lazy("goods sheet", "being undone")
    UNDONE = "undone", pgettext_lazy("goods sheet", "undone")


#: States in which the worker goes through the cells.
AT_WORK = (GoodsUploadState.APPLYING, GoodsUploadState.UNDOING)


class GoodsUploadQuerySet(models.QuerySet["GoodsUpload"]):
    """Adjectives of sheets."""

    def at_work(self) -> Self:
        """For the worker to go on with, the one that waits longest first."""
        return self.filter(state__in=AT_WORK).order_by("moved_at", "pk")


class GoodsUpload(models.Model):
    """Bảng hàng đã tải lên. `refusals` are [row, sentence] of lines that change nothing and say why.

    `moved_at` is when the worker last did something with it, `attempts` how often it began in vain.
    """

    partner = models.ForeignKey(
        "partner.Partner", models.CASCADE, related_name="goods_uploads", verbose_name=_("seller")
    )
    name = models.CharField(_("file name"), max_length=200)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=GoodsUploadState.choices,
        default=GoodsUploadState.READ,
    )
    rows = models.PositiveIntegerField(_("lines"))
    refusals = models.JSONField(_("refused lines"), default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last moved at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    objects = GoodsUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("spreadsheet of goods")
        verbose_name_plural = _("spreadsheets of goods")
        constraints = [
            models.CheckConstraint(
                name="goods_upload_state_known", condition=Q(state__in=GoodsUploadState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} · {self.name}"


class ChangedNumber(models.TextChoices):
    """Which cell of a line."""

    PRICE = "price", _("Price")
    AVAILABLE = "available", _("How many can be ordered")


class GoodsChangeState(models.TextChoices):
    """What became of one cell; STALE was changed by somebody else meanwhile and left alone."""

    OPEN = "open", pgettext_lazy("goods change", "to be applied")
    APPLIED = "applied", pgettext_lazy("goods change", "applied")
    STALE = "stale", pgettext_lazy("goods change", "changed meanwhile, left as it is")
    UNDONE = "undone", pgettext_lazy("goods change", "undone")


class GoodsChangeQuerySet(models.QuerySet["GoodsChange"]):
    """Adjectives of changes."""

    def open(self) -> Self:
        return self.filter(state=GoodsChangeState.OPEN)

    def applied(self) -> Self:
        return self.filter(state=GoodsChangeState.APPLIED)


class GoodsChange(models.Model):
    """One cell of a line, before and after; whole đồng, or pieces that can be ordered."""

    upload = models.ForeignKey(GoodsUpload, models.CASCADE, related_name="changes")
    row = models.PositiveIntegerField(_("line"))
    stockrecord = models.ForeignKey(
        "partner.StockRecord", models.CASCADE, related_name="goods_changes"
    )
    number = models.CharField(_("cell"), max_length=10, choices=ChangedNumber.choices)
    before = models.BigIntegerField(_("before"), null=True)
    after = models.BigIntegerField(_("afterwards"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=GoodsChangeState.choices,
        default=GoodsChangeState.OPEN,
    )

    objects = GoodsChangeQuerySet.as_manager()

    class Meta:
        ordering = ["row", "pk"]
        verbose_name = _("change of a cell")
        verbose_name_plural = _("changes of cells")
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "stockrecord", "number"], name="goods_change_once"
            ),
            models.CheckConstraint(name="goods_change_not_negative", condition=Q(after__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.row}: {self.before} → {self.after}"
