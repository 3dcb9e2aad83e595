"""What somebody types about a star that is not true; nothing but the fault itself is required."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.models import Product
from catalogue.models.star_report import REPORTER_KEPT_FOR, StarFault
from catalogue.photos.forms import PhotoFormField
from catalogue.reviews.forms import CleanTextField
from catalogue.text import one_line
from shop.users.email import EmailAddressField
from shop.users.form_trap import FormTrap
from shop.users.phone import read_any_phone


class LineField(forms.CharField):
    """A text of one line, composed and without control characters."""

    def to_python(self, value: object) -> str:
        return one_line(super().to_python(value) or "")


class AnybodysPhotoField(PhotoFormField):
    """A photograph that stays with the form until it is right, whoever fills it in."""

    keeps_for_anybody = True


class StarReportForm(FormTrap):
    """Which goods, what is wrong with their stars, where, and how to reach the reporter."""

    product_slug = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    product_text = LineField(
        label=_("Which product is it?"),
        required=False,
        max_length=200,
        help_text=_("Name, producer and any number on the pack. A photograph is enough as well."),
    )
    photo = AnybodysPhotoField(
        label=_("Photograph of the pack or the sign"),
        required=False,
        help_text=_(
            "Position and camera data are taken out of it. Only those who look into the case see it."
        ),
    )
    fault = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(fault.value, capfirst(fault.label)) for fault in StarFault],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )
    details = CleanTextField(
        label=_("Tell us more"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    place_seen = LineField(
        label=_("Where did you see it?"),
        required=False,
        max_length=250,
        help_text=_("The shop, market or web address, and the day if you remember it."),
    )
    email = EmailAddressField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    submission = forms.UUIDField(required=False, widget=forms.HiddenInput)

    #: The product of ours that the page was opened for, once the form is clean or from the start.
    product: Product | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = kwargs.setdefault("initial", {})
        initial |= {"submission": uuid4()}
        super().__init__(*args, **kwargs)
        slug = self["product_slug"].value()
        self.product = find_reportable(str(slug)) if slug else None

    def clean_phone(self) -> str:
        """Return the phone as it is stored; raises ValidationError for what is none."""
        phone = self.cleaned_data["phone"]
        return read_any_phone(phone) if phone else ""

    def clean(self) -> dict[str, Any]:
        """Ask for the goods, for words where nothing else tells the fault, and for a little time."""
        data = super().clean() or {}
        named = self.product or data.get("product_text") or data.get("photo")
        if not named and not self.errors.keys() & {"product_text", "photo"}:
            self.add_error(
                "product_text", _("Please name the product, or send a photograph of the pack.")
            )
        if data.get("fault") == StarFault.OTHER and not data.get("details"):
            self.add_error("details", _("Please say in a few words what is wrong."))
        self.refuse_haste()
        return data

    def facts(self) -> dict[str, Any]:
        """Return what the service stores; read after is_valid()."""
        data = self.cleaned_data
        return {
            "submission": data["submission"] or uuid4(),
            "product": self.product,
            "product_text": "" if self.product else data["product_text"],
            "photo": data["photo"],
            "fault": data["fault"],
            "details": data["details"],
            "place_seen": data["place_seen"],
            "reporter_email": data["email"],
            "reporter_phone": data["phone"],
        }


def find_reportable(slug: str) -> Product | None:
    """Return the product of a page of ours: certified now or once; None for any other word."""
    products = Product.objects.ever_certified().select_related("producer", "province")
    return products.filter(slug=slug).first()


def days_kept() -> int:
    """Return how many days after the end of a case the reporter's data is deleted."""
    return REPORTER_KEPT_FOR.days
