"""Doubles: pairs of products that may be one, and the merges that people decided on."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DuplicateReason(models.TextChoices):
    """What speaks for it that two products are one."""

    SAME_IDENTITY = "same_identity", _("same name, same producer")
    PACK_SIZE = "pack_size", _("same name, another pack size")
    SPELLING = "spelling", _("almost the same spelling")
    SAME_DECISION = "same_decision", _("named by the same decision")


class DuplicateState(models.TextChoices):
    """What became of a pair."""

    OPEN = "open", _("to be decided")
    MERGED = "merged", _("merged")
    DIFFERENT = "different", _("not the same")


class DuplicateCandidateQuerySet(models.QuerySet["DuplicateCandidate"]):
    """Adjectives of pairs."""

    def open(self) -> Self:
        """Pairs that wait for somebody to decide."""
        return self.filter(state=DuplicateState.OPEN)


class DuplicateCandidate(models.Model):
    """Nghi trùng: two products, the earlier one first. What people decided is remembered."""

    first = models.ForeignKey(
        "catalogue.Product", models.CASCADE, related_name="+", verbose_name=_("product")
    )
    second = models.ForeignKey(
        "catalogue.Product", models.CASCADE, related_name="+", verbose_name=_("other product")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=DuplicateReason.choices)
    score = models.PositiveSmallIntegerField(_("how sure, of 100"))
    state = models.CharField(
        _("state"), max_length=10, choices=DuplicateState.choices, default=DuplicateState.OPEN
    )
    found_at = models.DateTimeField(_("found at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = DuplicateCandidateQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        verbose_name = _("possible double")
        verbose_name_plural = _("possible doubles")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(
                name="duplicate_pair_in_order", condition=Q(first__lt=F("second"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}? {self.score}"


class ProductMergeQuerySet(models.QuerySet["ProductMerge"]):
    """Adjectives of merges."""

    def in_force(self) -> Self:
        """Merges that were not undone: at most one for each merged product."""
        return self.filter(undone_at__isnull=True)


class ProductMerge(models.Model):
    """Gộp sản phẩm: since when one product stands for another, whose address leads to it.

    `kept` is always the product that stands today: chains are resolved when they arise. `moved` holds
    what followed, so that it can be undone.
    """

    merged = models.ForeignKey(
        "catalogue.Product", models.PROTECT, related_name="merges", verbose_name=_("merged product")
    )
    kept = models.ForeignKey(
        "catalogue.Product",
        models.PROTECT,
        related_name="absorbed",
        verbose_name=_("product that stays"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    at = models.DateTimeField(_("merged at"))
    moved = models.JSONField(_("what followed"), default=dict)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = ProductMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("merge of products")
        verbose_name_plural = _("merges of products")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="merge_in_force_once_per_product",
            ),
            models.CheckConstraint(name="merge_of_two_products", condition=~Q(merged=F("kept"))),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"
