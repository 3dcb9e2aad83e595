"""Places: six regions, 34 provinces, 3,321 communes, and the units of before 1 July 2025.

What a place is (province or city, commune, ward or special zone) is data with dates, because
provinces are promoted to cities from time to time (NQ 202/2025/QH15 and the resolutions after it).
"""

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class PlaceKind(models.TextChoices):
    """What a current place is: tỉnh, thành phố, xã, phường, đặc khu."""

    PROVINCE = "tinh", pgettext_lazy("kind of place", "province")
    CITY = "thanh_pho", pgettext_lazy("kind of place", "city")
    COMMUNE = "xa", pgettext_lazy("kind of place", "commune")
    WARD = "phuong", pgettext_lazy("kind of place", "ward")
    SPECIAL_ZONE = "dac_khu", pgettext_lazy("kind of place", "special zone")


class FormerKind(models.TextChoices):
    """What a former commune was: xã, phường, thị trấn, or an island huyện without communes."""

    COMMUNE = "xa", pgettext_lazy("kind of place", "commune")
    WARD = "phuong", pgettext_lazy("kind of place", "ward")
    TOWNSHIP = "thi_tran", pgettext_lazy("kind of place", "township")
    ISLAND_DISTRICT = "huyen", pgettext_lazy("kind of place", "island district")


class Region(models.Model):
    """Vùng kinh tế: one of the six regions of the National Master Plan (NQ 252/2025/QH15)."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """What a province and a commune have in common: a name, a centre and dated designations."""

    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        #: What the foreign keys of Designation give each of the two.
        designations: RelatedManager["Designation"]

    def __str__(self) -> str:
        return self.name

    def designation(self, on: datetime.date) -> "Designation | None":
        """The designation in force on that day; prefetched designations are used when there."""
        return next((each for each in self.designations.all() if each.is_in_force(on)), None)

    def title(self, on: datetime.date) -> str:
        """Kind and name on that day ("thành phố Đồng Nai"); the bare name where none is known."""
        designation = self.designation(on)
        return designation.title if designation else self.name


class Province(Place):  # type: ignore[django-manager-missing]  # `stories` of cms.models
    """Tỉnh or thành phố trực thuộc trung ương: one of 34 since 1/7/2025 (NQ 202/2025/QH15)."""

    code = models.CharField(_("code"), max_length=2, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name_en = models.CharField(_("English name"), max_length=80)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="provinces", verbose_name=_("region")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")


class Commune(Place):
    """Xã, phường or đặc khu: the level right below the province; codes of QĐ 19/2025/QĐ-TTg."""

    code = models.CharField(_("code"), max_length=5, unique=True)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="communes", verbose_name=_("province")
    )

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["slug"])]
        verbose_name = _("commune")
        verbose_name_plural = _("communes")


class DesignationQuerySet(models.QuerySet["Designation"]):
    """Adjectives of designations."""

    def in_force(self, on: datetime.date) -> Self:
        """Designations that hold on that day; `valid_until` is the last day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)


class Designation(models.Model):
    """What one province or commune is called, from a day to a last day, and by which resolution."""

    province = models.ForeignKey(
        Province,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="designations",
        verbose_name=_("province"),
    )
    commune = models.ForeignKey(
        Commune,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="designations",
        verbose_name=_("commune"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind.choices)
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    objects = DesignationQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from"]
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        constraints = [
            models.CheckConstraint(
                name="designation_of_one_place",
                condition=Q(province__isnull=False, commune__isnull=True)
                | Q(province__isnull=True, commune__isnull=False),
            ),
            models.CheckConstraint(
                name="designation_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["province", "valid_from"], name="designation_province_from"
            ),
            models.UniqueConstraint(
                fields=["commune", "valid_from"], name="designation_commune_from"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Kind and name in the reader's language: "tỉnh Đắk Lắk"."""
        return gettext("%(name)s %(kind)s") % {"name": self.name, "kind": self.get_kind_display()}

    def is_in_force(self, on: datetime.date) -> bool:
        """Whether it holds on that day, the last day included."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class FormerProvince(models.Model):
    """Tỉnh, thành phố cũ: one of 63 until 30/6/2025. Its code may be another's now."""

    code = models.CharField(_("former code"), max_length=2, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    current = models.ForeignKey(
        Province,
        models.PROTECT,
        related_name="former_provinces",
        verbose_name=_("current province"),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("former province")
        verbose_name_plural = _("former provinces")

    def __str__(self) -> str:
        return self.name


class PlaceAlias(models.Model):
    """Another spelling of a province's name (Đăk Lăk, TP.HCM, Bắc Cạn)."""

    name = models.CharField(_("name"), max_length=80)
    folded = models.CharField(_("folded name"), max_length=80, db_index=True)
    province = models.ForeignKey(
        Province,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="aliases",
        verbose_name=_("province"),
    )
    former_province = models.ForeignKey(
        FormerProvince,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="aliases",
        verbose_name=_("former province"),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("place alias")
        verbose_name_plural = _("place aliases")
        constraints = [
            models.CheckConstraint(
                name="alias_of_one_place",
                condition=Q(province__isnull=False, former_province__isnull=True)
                | Q(province__isnull=True, former_province__isnull=False),
            ),
            models.UniqueConstraint(fields=["name", "province"], name="alias_province"),
            models.UniqueConstraint(
                fields=["name", "former_province"], name="alias_former_province"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerCommune(models.Model):
    """Xã, phường, thị trấn cũ with its district, until 30/6/2025, and the communes it became."""

    code = models.CharField(_("former code"), max_length=5, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=FormerKind.choices)
    district = models.CharField(_("district"), max_length=80)
    district_code = models.CharField(_("district code"), max_length=3)
    former_province = models.ForeignKey(
        FormerProvince,
        models.CASCADE,
        related_name="former_communes",
        verbose_name=_("former province"),
    )
    successors = models.ManyToManyField(
        Commune,
        through="FormerCommuneSuccessor",
        related_name="former_communes",
        verbose_name=_("current communes"),
    )

    class Meta:
        ordering = ["district_code", "code"]
        verbose_name = _("former commune")
        verbose_name_plural = _("former communes")
        constraints = [
            models.UniqueConstraint(
                fields=["district_code"],
                condition=Q(code__isnull=True),
                name="former_commune_whole_district",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.district}"


class FormerCommuneSuccessor(models.Model):
    """One current commune that took over (part of) a former one; position 0 is the default."""

    former_commune = models.ForeignKey(FormerCommune, models.CASCADE, related_name="successions")
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="successions")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["former_commune", "position"]
        verbose_name = _("succession of communes")
        verbose_name_plural = _("successions of communes")
        constraints = [
            models.UniqueConstraint(fields=["former_commune", "commune"], name="succession_once"),
            models.UniqueConstraint(
                fields=["former_commune", "position"], name="succession_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former_commune_id} → {self.commune_id}"
