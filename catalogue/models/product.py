"""Oscar's product, grown by what OCOP knows: who made it, where, and by which certificate."""

from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypedDict

from django.db import models
from django.db.models import F, FilteredRelation, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractProduct
from oscar.apps.catalogue.managers import ProductQuerySet as UpstreamProductQuerySet

from catalogue.audience import Audience
from catalogue.change_history import ChangeHistory
from catalogue.clock import present_day, today
from catalogue.models.alcohol_rule import hidden_types, strength_on_label, unsold_alcohol
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_in_force import in_force_condition
from catalogue.models.label import LabelItem
from catalogue.models.label_rule import (
    LABEL_IS_COMPLETE,
    LabelGate,
    label_aliases,
    label_gate,
    refuses_incomplete_labels,
)
from catalogue.models.takedown import Takedown

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations
    from oscar.apps.partner.abstract_models import AbstractStockRecord


class LegalType(models.TextChoices):
    """What the law makes of a product. It follows the set's flags; set 18 holds two of them."""

    ORDINARY = "ordinary", _("ordinary goods")
    ALCOHOL = "alcohol", _("alcohol")
    FUNCTIONAL_FOOD = "functional_food", _("functional food")
    MEDICINE = "medicine", _("medicine")
    COSMETICS = "cosmetics", _("cosmetics")
    LIVE_GOODS = "live_goods", _("live goods")
    SERVICE = "service", _("tourism service")


#: What is shown and not sold: only pharmacies sell medicine (Luật Dược 2024), services are booked.
DISPLAY_ONLY_TYPES = (LegalType.MEDICINE, LegalType.SERVICE)
#: All that is shown and not sold: also what names nobody who answers for it, as the label of all
#: goods must (NĐ 37/2026). not_display_only() adds alcohol and what the label gate refuses.
DISPLAY_ONLY = (
    Q(legal_type__in=DISPLAY_ONLY_TYPES) | Q(producer=None) | Q(producer__name_is_stated=False)
)
#: Oscar's structures that have a page; a variant has none. Listed, not excluded: the planner then
#: reads certificates first, which made the gate three times as quick on SQLite (15,000 products:
#: 30 ms, then 10 ms).
PAGE_STRUCTURES = (AbstractProduct.STANDALONE, AbstractProduct.PARENT)


#: All twelve bits of a season: that is none.
EVERY_MONTH = (1 << 12) - 1


def month_bit(month: int) -> int:
    """Return the bit of a month (1–12) in a season."""
    return 1 << (month - 1)


#: What a card reads of a product and beside it: a third of the columns, which took a third of the
#: time.
SHOWN_ON_CARDS = (
    *("title", "slug", "structure", "parent", "is_public", "unit", "legal_type"),
    *("season_months", "closed_off_season"),
    *("producer__name", "producer__name_is_stated", "classification__set_number"),
    *("province__name", "province__name_en", "province__slug", "province__region__slug"),
)


#: The order of lists, for certified() products with_stock().
BEST_FIRST = ("-has_stock", "-in_force__stars", "-in_force__valid_from", "pk")


class Certification(TypedDict):
    """What certified() adds to a product; `in_force` is the join, for conditions only."""

    stars: int
    in_force: Any


class ProductQuerySet(UpstreamProductQuerySet):
    """Adjectives of products."""

    def certified(self, on: date | None = None) -> "ProductQuerySet[CertifiedProduct]":
        """Products with a certificate in force on `on` (today); annotates `stars`.

        The join cannot double a row: one product has at most one certificate in force.
        """
        return (
            self.alias(
                in_force=FilteredRelation(
                    "certificates",
                    condition=in_force_condition(on or today(), prefix="certificates__"),
                )
            )
            .filter(in_force__isnull=False)
            .annotate(stars=F("in_force__stars"))  # type: ignore[return-value]  # rows of any model
        )

    def displayable(self, audience: Audience = Audience.PUBLIC) -> Self:
        """Products that an audience may see; catalogue.policies.is_displayable() in SQL.

        Annotates `is_taken_down`, so that whoever asks the policy of these rows costs no query.
        """
        shown = self.filter(is_public=True, structure__in=PAGE_STRUCTURES)
        return (
            shown.for_audience(audience)
            .exclude(_has_takedown())
            .annotate(is_taken_down=models.Value(False))
        )

    def for_audience(self, audience: Audience) -> Self:
        """Products of a kind that the law lets an audience see."""
        hidden = hidden_types(audience)
        return self.exclude(legal_type__in=hidden) if hidden else self.with_strength()

    def with_strength(self) -> Self:
        """Annotate `stated_strength`: what the label says of alcohol, which a sale of it reads."""
        return self.annotate(stated_strength=strength_on_label())

    def with_takedowns(self) -> Self:
        """Annotate `is_taken_down`: whether an authority's takedown is in force."""
        return self.annotate(is_taken_down=_has_takedown())

    def public(
        self, on: date | None = None, audience: Audience = Audience.PUBLIC
    ) -> "ProductQuerySet[CertifiedProduct]":
        """The gate: every public surface reaches products through this and nothing else."""
        return self.displayable(audience).certified(on)

    def for_sale(
        self, on: date | None = None, audience: Audience = Audience.PUBLIC
    ) -> "ProductQuerySet[CertifiedProduct]":
        """Public products that may be sold; catalogue.policies.sale_refusal() in SQL."""
        return self.public(on, audience).not_display_only()

    def not_display_only(self) -> Self:
        """Products that may be sold once certified; catalogue.policies.is_display_only() in SQL."""
        sold = self.exclude(DISPLAY_ONLY).exclude(unsold_alcohol())
        return sold.with_complete_label() if refuses_incomplete_labels() else sold

    def orderable_in_season(self, on: date | None = None) -> Self:
        """Products that can be ordered on a day (today) as far as their season goes; season_refusal() in SQL."""
        this_month = F("season_months").bitand(month_bit((on or today()).month))
        closed = Q(closed_off_season=True, season_months__gt=0, in_this_month=0)
        return self.alias(in_this_month=this_month).exclude(closed)

    def with_incomplete_label(self) -> Self:
        """Products whose label lacks something that the law wants known before buying."""
        return self.alias(**label_aliases()).exclude(LABEL_IS_COMPLETE)

    def with_complete_label(self) -> Self:
        """Products whose label states all that the law wants known before buying."""
        return self.alias(**label_aliases()).filter(LABEL_IS_COMPLETE)

    def with_label(self) -> Self:
        """Bring along what the label gate reads of each product."""
        return self.select_related("classification").prefetch_related("label_statements")

    def with_stock(self) -> Self:
        """Annotate `has_stock`: whether a piece can be bought, or pieces are not counted.

        While it or its seller is paused (shop.partner.ordering_pause) there is none.
        """
        left = F("stockrecords__num_in_stock") - Coalesce("stockrecords__num_allocated", 0)
        stocked = Product.objects.filter(pk=models.OuterRef("pk")).not_display_only()
        stocked = stocked.alias(
            record=F("stockrecords"), counted=F("stockrecords__num_in_stock"), left=left
        )
        uncounted = Q(record__isnull=False, counted__isnull=True)
        for name, prefix in (("own", "stockrecords"), ("seller", "stockrecords__partner")):
            stocked = stocked.alias(
                **{
                    f"{name}_from": F(f"{prefix}__paused_from"),
                    f"{name}_until": F(f"{prefix}__paused_until"),
                }
            ).filter(_takes_orders(name))
        return self.annotate(has_stock=models.Exists(stocked.filter(uncounted | Q(left__gt=0))))

    def best_first(self, *before: models.Expression) -> Self:
        """Order certified() products as lists do where nothing was typed, after `before`.

        In stock, most stars, certified last: search keeps the same order in its index.
        """
        return self.with_stock().order_by(*before, *BEST_FIRST)

    def newest_first(self) -> Self:
        """Order certified() products by the day on which they were issued at the earliest.

        Nothing then is called newer than its source proves.
        """
        return self.order_by("-in_force__issued_not_before", "-in_force__issued_not_after", "-pk")

    def ever_certified(self, audience: Audience = Audience.PUBLIC) -> Self:
        """Products with a page: those of public(), and those of ended(), which say why they ended."""
        certificates = Certificate.objects.ever_verified().filter(product=models.OuterRef("pk"))
        return self.displayable(audience).filter(models.Exists(certificates))

    def ended(self, on: date | None = None, audience: Audience = Audience.PUBLIC) -> Self:
        """Products once certified whose certificate no longer holds: they keep an honest page."""
        certificates = Certificate.objects.in_force(on or today()).filter(
            product=models.OuterRef("pk")
        )
        return self.ever_certified(audience).exclude(models.Exists(certificates))

    def for_cards(self) -> Self:
        """Everything a card shows, in a fixed number of queries."""
        return self._with_places_and_images().prefetch_related("stockrecords")

    def cards_only(self) -> Self:
        """The same for products of which nothing but the card is shown.

        Their stock records are left to who reads prices, and with them the sellers in one query.
        """
        return self._with_places_and_images().only(*SHOWN_ON_CARDS)

    def _with_places_and_images(self) -> Self:
        shown = self.select_related("producer", "province__region", "classification")
        return shown.prefetch_related("images")

    def for_sale_check(self, on: date | None = None) -> Self:
        """Everything sale_refusal() reads, so that baskets cost the same for any number of lines."""
        rows = self.with_takedowns().with_strength().select_related("producer")
        if label_gate() is not LabelGate.TELL:
            rows = rows.with_label()
        return rows.prefetch_related(
            Prefetch(
                "certificates",
                queryset=Certificate.objects.in_force(on or today()),
                to_attr="certificates_in_force",
            )
        )


def _takes_orders(name: str) -> Q:
    """Return the condition that the pause of these aliases does not run today (Vietnam)."""
    day = present_day()
    return (
        Q(**{f"{name}_from": None})
        | Q(**{f"{name}_from__gt": day})
        | Q(**{f"{name}_until__lt": day})
    )


def _has_takedown() -> models.Exists:
    return models.Exists(Takedown.objects.in_force().filter(product=models.OuterRef("pk")))


class Product(AbstractProduct):
    """Sản phẩm OCOP. Stars are not a field: they follow from the certificate in force."""

    producer = models.ForeignKey(
        "catalogue.Producer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("producer"),
    )
    province = models.ForeignKey(
        "catalogue.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("province"),
    )
    commune = models.ForeignKey(
        "catalogue.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("commune"),
    )
    former_province = models.ForeignKey(
        "catalogue.FormerProvince",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("former province"),
    )
    label_origin = models.CharField(
        _("origin as the label may still say"),
        max_length=255,
        blank=True,
        help_text=_("Old commune and district: lawful on labels for two years (NĐ 37/2026 Đ.98)."),
    )
    classification = models.ForeignKey(
        "catalogue.ClassificationNode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("classification of 2026"),
    )
    legal_type = models.CharField(
        _("legal type"), max_length=20, choices=LegalType.choices, default=LegalType.ORDINARY
    )
    unit = models.CharField(_("sales unit"), max_length=60, blank=True)
    weight_grams = models.PositiveIntegerField(_("parcel weight in grams"), null=True, blank=True)
    days_on_the_way = models.PositiveSmallIntegerField(
        _("keeps on the way, days"),
        null=True,
        blank=True,
        help_text=_("Calendar days from hand-over to arrival. Empty: as its product set."),
    )

    season_months = models.PositiveSmallIntegerField(
        _("season"), default=0, help_text=_("A bit a month, January lowest; 0: all year round.")
    )
    closed_off_season = models.BooleanField(_("not ordered out of season"), default=False)
    delivery_provinces = models.JSONField(
        _("sent to"),
        default=list,
        blank=True,
        help_text=_("Codes of provinces; none: all over the country."),
    )

    #: There once for_sale_check(), or whoever reads many products, has put it there.
    certificates_in_force: list[Certificate]

    objects: ClassVar = ProductQuerySet.as_manager()
    history = ChangeHistory(
        excluded_fields=["date_created", "date_updated", "rating", "product_options", "attributes"]
    )

    class Meta(AbstractProduct.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], condition=~Q(structure="child"), name="product_page_slug"
            ),
            models.CheckConstraint(
                name="product_season_of_some_months", condition=Q(season_months__lt=EVERY_MONTH)
            ),
        ]

    @cached_property
    def certificate(self) -> Certificate | None:
        """The certificate in force today; reads the prefetch of for_sale_check() when there is one."""
        prefetched = getattr(self, "certificates_in_force", None)
        if prefetched is not None:
            return prefetched[0] if prefetched else None
        return self.certificates.in_force(today()).first()

    @cached_property
    def is_taken_down(self) -> bool:
        """Whether an authority's takedown is in force; displayable() and with_takedowns() bring it."""
        return self.takedowns.in_force().exists()

    @cached_property
    def stated_strength(self) -> str:
        """What the label says of alcohol by volume, in its own words; with_strength() brings it."""
        stated = (
            each.text for each in self.label_statements.all() if each.item == LabelItem.ALCOHOL
        )
        return next(stated, "")

    @property
    def stock_record(self) -> "AbstractStockRecord | None":
        """The record the shop sells from: the product's first. Fetch `stockrecords` with a list."""
        return min(self.stockrecords.all(), key=attrgetter("pk"), default=None)

    def get_absolute_url(self) -> str:
        """Return the product's address, which is the shop's for ever."""
        return reverse("catalogue:detail", kwargs={"product_slug": self.slug})


if TYPE_CHECKING:
    CertifiedProduct = WithAnnotations[Product, Certification]
