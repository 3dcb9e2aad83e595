"""What a label says and the product's own columns do not hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LabelItem(models.TextChoices):
    """The items that the law wants to be known before buying; which product needs which is data.

    Lot, production date and expiry date are the pack's: they differ from one to the next.
    """

    QUANTITY = "quantity", _("Net quantity")
    INGREDIENTS = "ingredients", _("Ingredients")
    NUTRITION = "nutrition", _("Nutrition")
    ALCOHOL = "alcohol", _("Alcohol by volume")
    SHELF_LIFE = "shelf_life", _("Shelf life")
    STORAGE = "storage", _("Storage")
    USAGE = "usage", _("How to use")
    PURPOSE = "purpose", _("What it is for")
    USERS = "users", _("For whom")
    DOSAGE = "dosage", _("Dosage")
    WARNINGS = "warnings", _("Warnings")
    DECLARATION = "declaration", _("Declaration or registration number")
    MATERIAL = "material", _("Material")
    SIZE = "size", _("Size")
    ARTISAN = "artisan", _("Artisan or craft village")
    CARE = "care", _("Care")
    INCLUDED = "included", _("What the service includes")
    DURATION = "duration", _("How long it takes")
    PLACE = "place", _("Where to meet")
    BOOKING = "booking", _("How to book and to cancel")


class LabelStatement(models.Model):
    """Một mục trên nhãn: what the producer states for one item, in its own words."""

    product = models.ForeignKey(
        "catalogue.Product",
        models.CASCADE,
        related_name="label_statements",
        verbose_name=_("product"),
    )
    item = models.CharField(_("item"), max_length=20, choices=LabelItem.choices)
    text = models.TextField(_("text"), max_length=1000)

    class Meta:
        ordering = ["product", "item"]
        verbose_name = _("statement of a label")
        verbose_name_plural = _("statements of labels")
        constraints = [
            models.UniqueConstraint(fields=["product", "item"], name="label_item_once_a_product"),
            models.CheckConstraint(condition=~models.Q(text=""), name="label_text_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.text}"
