"""The OCOP classification (phân loại sản phẩm) in its versions of 2019, 2023 and 2026.

Shoppers browse the version of 2026; a certificate keeps the version that it was issued under.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CURRENT_VERSION = 2026


class ClassificationVersion(models.IntegerChoices):
    """The decision that drew the tree: QĐ 1048/2019, QĐ 148/2023, QĐ 26/2026/QĐ-TTg."""

    QD_1048 = 2019, "QĐ 1048/QĐ-TTg (2019)"
    QD_148 = 2023, "QĐ 148/QĐ-TTg (2023)"
    QD_26 = 2026, "QĐ 26/2026/QĐ-TTg"


class ClassificationLevel(models.TextChoices):
    """Ngành, nhóm, phân nhóm, bộ sản phẩm (the score card)."""

    SECTOR = "nganh", _("sector")
    GROUP = "nhom", _("group")
    SUBGROUP = "phan_nhom", _("subgroup")
    SET = "bo", _("product set")


class ClassificationQuerySet(models.QuerySet["ClassificationNode"]):
    """Adjectives of classification nodes."""

    def current(self) -> Self:
        """Nodes of the version in force (QĐ 26/2026/QĐ-TTg Phụ lục I)."""
        return self.filter(version=CURRENT_VERSION)

    def sectors(self) -> Self:
        """Ngành: the top level."""
        return self.filter(level=ClassificationLevel.SECTOR)

    def groups(self) -> Self:
        """Nhóm: the second level."""
        return self.filter(level=ClassificationLevel.GROUP)

    def sets(self) -> Self:
        """Bộ sản phẩm: the numbered score cards, which carry the legal flags."""
        return self.filter(level=ClassificationLevel.SET)

    def browsable(self) -> Self:
        """Sectors and groups of the current version: what has a page of its own under /nhom/."""
        levels = [ClassificationLevel.SECTOR, ClassificationLevel.GROUP]
        return self.current().filter(level__in=levels)


class ClassificationNode(models.Model):
    """One ngành, nhóm, phân nhóm or bộ of one version, with the flags that the law hangs on it.

    `sector` and `group` are the ancestors at those levels and include the node itself, so that
    everything under a sector or group is one plain filter. The flags of set 18 are both functional
    food and medicine: which of the two a product is, the product says.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    version = models.PositiveSmallIntegerField(_("version"), choices=ClassificationVersion.choices)
    level = models.CharField(_("level"), max_length=10, choices=ClassificationLevel.choices)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    sector = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    group = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("what it is in the current version"),
    )
    slug = models.SlugField(_("slug"), max_length=120)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"))
    set_number = models.PositiveSmallIntegerField(_("set number"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    valid_from_year = models.PositiveSmallIntegerField(_("valid from (year)"))
    valid_until_year = models.PositiveSmallIntegerField(
        _("valid until (year)"), null=True, blank=True
    )
    alcohol = models.BooleanField(_("alcohol"), default=False)
    functional_food = models.BooleanField(_("functional food"), default=False)
    medicine = models.BooleanField(_("medicine"), default=False)
    cosmetics = models.BooleanField(_("cosmetics"), default=False)
    live_goods = models.BooleanField(_("live goods"), default=False)
    service = models.BooleanField(_("service"), default=False)

    objects = ClassificationQuerySet.as_manager()

    class Meta:
        ordering = ["-version", "position"]
        verbose_name = _("classification node")
        verbose_name_plural = _("classification nodes")
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(version=CURRENT_VERSION, level__in=["nganh", "nhom"]),
                name="classification_page_slug",
            ),
            models.CheckConstraint(
                name="classification_sets_are_numbered",
                condition=Q(level="bo", set_number__range=(1, 26))
                | (~Q(level="bo") & Q(set_number__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> "ClassificationNode | None":
        """This node in the version in force; None when the 2026 tree dropped it."""
        return self if self.version == CURRENT_VERSION else self.successor
