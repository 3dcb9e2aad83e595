"""The steps of a listing as forms: nothing is compulsory while it is written, what lacks is said at the end."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import today
from catalogue.day_fields import DayField
from catalogue.edit_conflicts import EditConflictMixin
from catalogue.listings.content import CERTIFIED, preview_product
from catalogue.listings.legal_types import lawful_types
from catalogue.models import ClassificationNode, LabelItem, ListingDraft
from catalogue.models.label_rule import label_kind, label_requirements, label_texts
from catalogue.models.product import LegalType
from catalogue.number_fields import MAX_STOCK, GramsField, PriceField, WholeNumberField
from catalogue.photos.forms import keep_uploads
from catalogue.photos.scans import ScanField
from shop.users.models import User

#: As long as the column of a statement.
LABEL_LENGTH = 1000
#: Nothing keeps longer on the way than goods that do not perish.
MOST_DAYS_ON_THE_WAY = 365


class ProductSetChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: ClassificationNode) -> str:
        return f"{obj.set_number}. {obj.name}"


class ListingStepForm(EditConflictMixin, forms.ModelForm):
    """A step of a draft; `facts` are what was typed and can be read, also where the rest cannot."""

    instance: ListingDraft

    class Meta:
        model = ListingDraft
        fields: list[str] = []

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is to be written; fields in dispute or with a fault stay as they are."""
        names = self._meta.fields or ()
        return {
            name: self.cleaned_data[name]
            for name in (*names, *self.derived())
            if name in self.cleaned_data and name not in self.errors
        }

    def derived(self) -> tuple[str, ...]:
        """Return the facts that follow from others and have no field."""
        return ()


class NameForm(ListingStepForm):
    """What it is called, what it is, and what its producer says of it."""

    class Meta:
        model = ListingDraft
        fields = ["title", "classification", "legal_type", "description"]
        field_classes = {"classification": ProductSetChoiceField}
        labels = {
            "title": gettext_lazy("Name of the product"),
            "classification": gettext_lazy("What kind of goods"),
            "legal_type": gettext_lazy("What it is by law"),
            "description": gettext_lazy("Tell buyers about it"),
        }
        help_texts = {
            "title": gettext_lazy("As on the certificate. For example: Mật ong hoa tràm U Minh."),
            "description": gettext_lazy(
                "Who makes it, how, what it tastes of: as you would tell a guest. Plain words; an"
                " empty line begins a paragraph."
            ),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            if name == "title":
                field.widget.attrs["autocomplete"] = "off"
        sets = self.fields["classification"]
        if isinstance(sets, ProductSetChoiceField):
            sets.queryset = ClassificationNode.objects.current().sets()
            sets.empty_label = _("Please choose")
        if self.instance.keeps_identity:
            for name in CERTIFIED:
                del self.fields[name]
        elif len(kinds := self._kinds()) > 1:
            kind = forms.ChoiceField(
                label=_("What it is by law"),
                choices=[(value.value, value.label) for value in kinds],
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields["legal_type"] = kind
            self.order_fields(["title", "classification", "legal_type", "description"])
        else:
            del self.fields["legal_type"]

    def _kinds(self) -> list[LegalType]:
        """Return what a product of the chosen set may be."""
        chosen = self.data.get("classification") if self.is_bound else None
        node = self.instance.classification
        if chosen is not None:
            key = chosen if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None
            node = ClassificationNode.objects.filter(pk=key).first() if key else None
        return lawful_types(node) if node else []

    def derived(self) -> tuple[str, ...]:
        return () if self.instance.keeps_identity else ("legal_type",)

    def clean(self) -> dict[str, Any]:
        """The set decides what the law makes of it, unless it leaves a choice."""
        data = super().clean() or self.cleaned_data
        if self.instance.keeps_identity:
            return data
        kinds = self._kinds()
        chosen = data.get("legal_type")
        if len(kinds) == 1:
            data["legal_type"] = kinds[0].value
        elif not kinds:
            data["legal_type"] = LegalType.ORDINARY.value
        elif chosen not in kinds:
            data["legal_type"] = kinds[0].value
        return data

    def _post_clean(self) -> None:
        """Leave the draft as it is: the service writes it."""


class LabelForm(EditConflictMixin, forms.Form):
    """What the label says, item by item as the law wants it for this kind of goods."""

    def __init__(self, *args: Any, instance: ListingDraft, **kwargs: Any) -> None:
        self.instance = instance
        product = preview_product(instance)
        self.requirements = label_requirements(label_kind(product))
        texts = label_texts(product)
        initial = {line.item.value: texts.get(line.item, "") for line in self.requirements}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields.update(self._fields())

    def _fields(self) -> dict[str, forms.Field]:
        return {
            line.item.value: forms.CharField(
                label=line.item.label
                if line.required
                else _("%(item)s, if there is any") % {"item": line.item.label},
                help_text=_("For example: %(example)s") % {"example": line.example},
                required=False,
                max_length=LABEL_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for line in self.requirements
        }

    @property
    def facts(self) -> dict[str, Any]:
        """Return the whole label with what was typed here; items of another kind stay."""
        typed = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in LabelItem.values and name not in self.errors
        }
        label = self.instance.label | typed
        return {"label": {item: text for item, text in label.items() if text}}


class OfferForm(ListingStepForm):
    """How it is sold: by what, for how much, how many there are, what it weighs."""

    class Meta:
        model = ListingDraft
        fields = ["unit", "price", "stock", "weight_grams", "days_on_the_way"]
        help_texts = {
            "unit": gettext_lazy("One pack as it is sold. For example: Chai 500 ml, Hộp 200 g."),
            "weight_grams": gettext_lazy(
                "With its packing, for the cost of delivery. For example: 700 g or 1,2 kg."
            ),
            "days_on_the_way": gettext_lazy(
                "Only for what spoils: how many days it may travel. Empty: as usual for its kind."
            ),
        }
        labels = {
            "unit": gettext_lazy("Sold by"),
            "weight_grams": gettext_lazy("Weight of one parcel"),
            "days_on_the_way": gettext_lazy("Days on the way at most"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = self.Meta.help_texts
        self.fields["unit"].required = False
        self.fields["price"] = PriceField(label=_("Price of one"), required=False)
        self.fields["stock"] = WholeNumberField(
            label=_("How many can be ordered"), required=False, max_value=MAX_STOCK
        )
        self.fields["weight_grams"] = GramsField(
            label=self.fields["weight_grams"].label,
            required=False,
            help_text=texts["weight_grams"],
        )
        self.fields["days_on_the_way"] = WholeNumberField(
            label=self.fields["days_on_the_way"].label,
            required=False,
            min_value=1,
            max_value=MOST_DAYS_ON_THE_WAY,
            help_text=texts["days_on_the_way"],
        )
        if self.instance.product_id:
            del self.fields["price"], self.fields["stock"]

    def _post_clean(self) -> None:
        """Leave the draft as it is: the service writes it."""


class ListingCertificateForm(ListingStepForm):
    """The certificate as its holder sends it in; somebody else reads the stars from the paper."""

    class Meta:
        model = ListingDraft
        fields = ["scan", "decision_number", "decision_date", "code"]
        field_classes = {"decision_date": DayField}
        labels = {"code": gettext_lazy("Product code on the certificate")}
        help_texts = {
            "decision_number": gettext_lazy("As printed. For example: 1234/QĐ-UBND."),
            "code": gettext_lazy("If it is there. For example: 24-07294-1-2026."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scan"] = ScanField(
            label=_("Photograph of the certificate"),
            required=False,
            help_text=_("Taken with your phone, the whole sheet to be read; or a PDF."),
        )
        for field in self.fields.values():
            field.required = False
        keep_uploads(self.fields.values(), user)

    def clean_decision_date(self) -> date | None:
        """A decision is of the past."""
        day = self.cleaned_data["decision_date"]
        if day and day > today():
            raise ValidationError(_("Choose a day that is not later than today."))
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is to be written; a file only where one was sent or is to go."""
        facts = super().facts
        if "scan" not in self.changed_data:
            facts.pop("scan", None)
        elif not facts.get("scan"):
            facts["scan"] = ""
        return facts

    def _post_clean(self) -> None:
        """Leave the draft as it is: the service writes it."""
