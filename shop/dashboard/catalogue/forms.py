"""Oscar's product form with what OCOP knows; stars follow from the certificate instead."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.catalogue.forms import (
    ProductCategoryForm as UpstreamProductCategoryForm,
)
from oscar.apps.dashboard.catalogue.forms import ProductForm as UpstreamProductForm
from oscar.apps.dashboard.catalogue.forms import ProductImageForm as UpstreamProductImageForm
from oscar.apps.dashboard.catalogue.forms import (
    ProductRecommendationForm as UpstreamProductRecommendationForm,
)
from oscar.apps.dashboard.catalogue.forms import StockRecordForm as UpstreamStockRecordForm
from oscar.forms.widgets import RemoteSelect

from catalogue.edit_conflicts import SEEN, EditConflictMixin, digest, read_seen
from catalogue.health_claims import refuse_health_claims, validate_no_health_claim
from catalogue.listings.legal_types import lawful_types
from catalogue.models import ClassificationNode, Product
from catalogue.models.label_rule import label_kind, label_requirements
from catalogue.models.product import LegalType
from catalogue.number_fields import GramsField, WholeNumberField
from catalogue.photos.acceptance import AcceptedPhoto
from catalogue.services.labels import state_label
from catalogue.slugs import free_slug
from catalogue.text import slugify_vi
from shop.partner.forms import StockNumbersMixin

OWN_FIELDS = [
    "producer",
    "province",
    "commune",
    "classification",
    "legal_type",
    "unit",
    "weight_grams",
    "days_on_the_way",
]
#: What a seller writes and buyers read, beside the label.
WRITTEN_FIELDS = ("title", "description", "unit", "meta_title", "meta_description")
LABEL_PREFIX, ATTRIBUTE_PREFIX = "label_", "attr_"
LABEL_LENGTH = 1000
#: What Oscar's column for the order of suggestions holds.
MAX_RANKING = 32_767
#: Leaves room for a number.
SLUG_LENGTH = 240


class ProductSetField(forms.ModelChoiceField):
    def label_from_instance(self, obj: ClassificationNode) -> str:
        return f"{obj.set_number}. {obj.name}"


class ProductForm(EditConflictMixin, UpstreamProductForm):
    """A product: who made it, where, what the law makes of it, how it is sold."""

    _slug_is_made = False

    class Meta(UpstreamProductForm.Meta):
        fields = [
            name for name in UpstreamProductForm.Meta.fields if name != "is_discountable"
        ] + OWN_FIELDS
        field_classes = {
            "classification": ProductSetField,
            "days_on_the_way": WholeNumberField,
            "weight_grams": GramsField,
        }
        widgets = UpstreamProductForm.Meta.widgets | {
            "producer": RemoteSelect(
                lookup_url=reverse_lazy("dashboard:producer-lookup"), attrs={"class": "select2"}
            ),
            "commune": RemoteSelect(
                lookup_url=reverse_lazy("dashboard:commune-lookup"), attrs={"class": "select2"}
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upc"].label = _("Bar code, if there is one")
        if "description" in self.fields:
            self._take_plain_words()
        if "is_public" in self.fields and self.instance.pk and self.instance.is_taken_down:
            self.fields["is_public"].help_text = _(
                "An authority has had it taken down: this box counts when that has ended."
            )
        if "slug" in self.fields and self.instance.pk:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("A product keeps its address for ever.")
        field = self.fields.get("classification")
        if isinstance(field, ProductSetField):
            field.queryset = ClassificationNode.objects.current().sets()
        if self.instance.pk and not self.instance.is_child:
            self._add_label_fields()

    def _take_plain_words(self) -> None:
        """The product page shows what is written as it is, so no editor may add tags."""
        field = self.fields["description"]
        field.widget = forms.Textarea(attrs={"rows": 8, "class": "no-widget-init"})
        field.help_text = _("Plain words; an empty line begins a paragraph.")

    def _add_label_fields(self) -> None:
        """One field for each item that the law wants on the label of a product of this kind."""
        texts = {
            statement.item: statement.text for statement in self.instance.label_statements.all()
        }
        for requirement in label_requirements(label_kind(self.instance)):
            self.fields[f"{LABEL_PREFIX}{requirement.item.value}"] = forms.CharField(
                label=_("On the label: %(item)s") % {"item": requirement.item.label},
                help_text=requirement.basis,
                initial=texts.get(requirement.item.value, ""),
                required=False,
                max_length=LABEL_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2, "class": "no-widget-init"}),
            )

    def save(self, commit: bool = True) -> Product:
        """Save the product, then what its label says."""
        product = super().save(commit)
        texts = {
            name.removeprefix(LABEL_PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(LABEL_PREFIX)
        }
        if texts:
            state_label(product=product, texts=texts)
        return product

    def delete_non_child_fields(self) -> None:
        """A variant is made where its product is made."""
        super().delete_non_child_fields()
        for name in OWN_FIELDS[:5]:
            self.fields.pop(name, None)

    def clean_slug(self) -> str:
        """A new product's address: as typed if it is free, else made from the title and made free."""
        pages = Product.objects.exclude(structure=Product.CHILD).exclude(pk=self.instance.pk)
        typed = slugify_vi(self.cleaned_data["slug"] or "", SLUG_LENGTH)
        if self.instance.pk or self.instance.is_child:
            return self.cleaned_data["slug"]
        if typed and pages.filter(slug=typed).exists():
            raise forms.ValidationError(_("Another product has this address: choose another."))
        self._slug_is_made = not typed
        return typed or free_slug(slugify_vi(self.data.get("title", ""), SLUG_LENGTH), pages)

    def _get_validation_exclusions(self) -> set[str]:
        """Leave an address that was made free to the constraint: another hand may take it by now."""
        return super()._get_validation_exclusions() | (  # type: ignore[misc]  # Django’s own
            {"slug"} if self._slug_is_made else set()
        )

    def clean(self) -> dict[str, Any]:
        """Places fit each other, and the law's type fits the product set."""
        data = super().clean() or self.cleaned_data
        commune, province = data.get("commune"), data.get("province")
        if commune and province and commune.province_id != province.pk:
            self.add_error("commune", _("This commune does not belong to the province."))
        node, kind = data.get("classification"), data.get("legal_type")
        lawful = lawful_types(node) if node else []
        if lawful and kind and kind not in lawful:
            allowed = ", ".join(str(legal_type.label) for legal_type in lawful)
            self.add_error(
                "legal_type", _("Products of this set are: %(types)s.") % {"types": allowed}
            )
        return data

    def _post_clean(self) -> None:
        """Look at the words last, so that Oscar does not miss a title that was refused."""
        super()._post_clean()
        if self.cleaned_data.get("legal_type", self.instance.legal_type) != LegalType.MEDICINE:
            refuse_health_claims(self, (name for name in self.fields if _is_written(name)))


def _is_written(name: str) -> bool:
    """Whether a field is what a seller writes and buyers read; medicine alone may say what it is for."""
    return name in WRITTEN_FIELDS or name.startswith((LABEL_PREFIX, ATTRIBUTE_PREFIX))


class ProductImageForm(EditConflictMixin, UpstreamProductImageForm):
    """A photograph and what stands below it, which buyers read as well.

    One that somebody else has removed meanwhile stays removed; one that somebody else has replaced
    is replaced once more only after a second look.
    """

    #: What it shows; the list of forms sets it.
    product: Product
    is_gone = False

    def has_changed(self) -> bool:
        return not self.is_gone and super().has_changed()

    def clean_original(self) -> Any:
        """Ask who replaces a picture that is another one since the form was opened; the file is kept."""
        photo = self.cleaned_data["original"]
        now = digest(str(self.initial.get("original") or ""))
        if SEEN in self.fields and isinstance(photo, AcceptedPhoto):
            seen = read_seen(self.data.get(self.add_prefix(SEEN)))
            if seen.get("original", now) != now:
                self._own_data()[self.add_prefix(SEEN)] = json.dumps(seen | {"original": now})
                raise ValidationError(
                    _(
                        "Somebody else has replaced this picture meanwhile. Save again to put yours "
                        "in its place."
                    )
                )
        return photo

    def _merge(self) -> None:  # the last hand decides on the order
        super()._merge()
        if self.conflicts.pop("display_order", None):
            del self.fields[self.question("display_order")]

    def _seen_now(self) -> str:
        shown = json.loads(super()._seen_now())
        return json.dumps(shown | {"original": digest(str(self.initial.get("original") or ""))})

    def clean_caption(self) -> str:
        """Look at the words as at those of the product."""
        caption = str(self.cleaned_data["caption"])
        if "caption" in self.changed_data and self.product.legal_type != LegalType.MEDICINE:
            validate_no_health_claim(caption)
        return caption


class ProductCategoryForm(EditConflictMixin, UpstreamProductCategoryForm):
    """A group that the product stands in."""


class ProductRecommendationForm(EditConflictMixin, UpstreamProductRecommendationForm):
    """A suggestion and how far in front it stands."""

    class Meta(UpstreamProductRecommendationForm.Meta):
        field_classes = {"ranking": WholeNumberField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ranking"].max_value = MAX_RANKING  # type: ignore[attr-defined]


class StockRecordForm(StockNumbersMixin, EditConflictMixin, UpstreamStockRecordForm):
    """Price in whole đồng and stock, in the seller's words; and how it is taxed."""

    class Meta(UpstreamStockRecordForm.Meta):
        fields = [*UpstreamStockRecordForm.Meta.fields, "tax_class"]

    LABELS = {
        "partner_sku": _("Own reference of the product"),
        "price": _("Price in đồng, tax included"),
        "num_in_stock": _("How many are left"),
        "low_stock_threshold": _("Tell me when fewer are left"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        self.order_fields(["price", "num_in_stock", "low_stock_threshold"])
