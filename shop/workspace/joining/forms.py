"""What an applicant types: evidence that the producer is theirs, who applies, a paper, a code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models.producer import ProducerKind
from catalogue.register.product_codes import read_product_code
from catalogue.tax_code import is_tax_code, normalize_tax_code
from catalogue.text import clean_text, one_line
from shop.partner.models import ProducerClaim
from shop.users.phone import local_phone, read_vietnamese_phone
from shop.users.place_form import PlaceForm

TEL = {"autocomplete": "tel", "inputmode": "tel", "type": "tel"}


class EvidenceForm(forms.Form):
    """Who applies, and what shows that the producer is theirs; typed text comes back in one line."""

    contact_name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Your phone"), max_length=25, widget=forms.TextInput(attrs=TEL)
    )
    position = forms.CharField(
        label=gettext_lazy("What you are there"),
        max_length=120,
        help_text=gettext_lazy("For example: director, head of the household, accountant."),
    )
    tax_code = forms.CharField(
        label=gettext_lazy("Tax code of the producer"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("10 digits, of a branch 13; of a household also 12."),
    )
    product_code = forms.CharField(
        label=gettext_lazy("Product code on the certificate"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example 24-07294-1-2026, before mid-2025 83-829-28780-3-2022."),
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For example 1234/QĐ-UBND; it stands on the certificate."),
    )
    words = forms.CharField(
        label=gettext_lazy("Anything the province should know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    #: Whether one of the two numbers of a certificate is asked for.
    needs_certificate = True

    def clean_contact_phone(self) -> str:
        """Return it as +84…: the province may call it."""
        return read_vietnamese_phone(self.cleaned_data["contact_phone"])

    def clean_tax_code(self) -> str:
        """Its last digit is a check, so that a slip of the pen is seen at once."""
        code = normalize_tax_code(self.cleaned_data["tax_code"])
        if not is_tax_code(code):
            raise ValidationError(
                _("This tax code cannot be right. Please compare each digit with your papers.")
            )
        return code

    def clean_product_code(self) -> str:
        text = one_line(self.cleaned_data["product_code"])
        code = read_product_code(text)
        if text and not code:
            raise ValidationError(
                _(
                    "A code reads province-commune-serial-year (24-07294-1-2026), before mid-2025"
                    " province-district-commune-serial-year (83-829-28780-3-2022)."
                )
            )
        return code

    def clean_words(self) -> str:
        return clean_text(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        """Ask for one of the numbers that stand on a certificate."""
        data = super().clean() or self.cleaned_data
        for name in ("contact_name", "position", "decision_number", "name", "address"):
            if isinstance(data.get(name), str):
                data[name] = one_line(data[name])
                if not data[name] and self.fields[name].required:
                    self.add_error(name, self.fields[name].error_messages["required"])
        named = data.get("product_code") or data.get("decision_number")
        if self.needs_certificate and not named and "product_code" not in self.errors:
            self.add_error(
                "product_code",
                _("Please give the product code or the number of the decision; one is enough."),
            )
        return data

    def stated(self) -> dict[str, Any]:
        """Return what was typed, as the services take it."""
        return dict(self.cleaned_data)


class NewProducerForm(EvidenceForm, PlaceForm):
    """A producer that the register does not hold; its certificate may still be under way."""

    name = forms.CharField(
        label=gettext_lazy("Name of the co-operative, firm or household"),
        max_length=200,
        help_text=gettext_lazy("As on the business registration."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Legal form"),
        choices=[row for row in ProducerKind.choices if row[0] != ProducerKind.UNKNOWN],
    )
    address = forms.CharField(
        label=gettext_lazy("House number and street, or hamlet"), max_length=200
    )

    needs_certificate = False

    def stated(self) -> dict[str, Any]:
        """Return what was typed; the commune that was found brings its province."""
        commune = self.cleaned_data["commune_found"]
        return super().stated() | {"commune": commune, "province": commune.province}


def first_values(claim: ProducerClaim) -> dict[str, Any]:
    """Return a claim as its form shows it."""
    names = (*EvidenceForm.base_fields, "name", "kind", "address")
    values = {name: getattr(claim, name) for name in names}
    values["contact_phone"] = local_phone(claim.contact_phone)
    if claim.commune:
        values |= {"province": claim.province.code, "commune": claim.commune.code}
    return values


class ContactCodeForm(forms.Form):
    """The code that the province read out or sent to the register's contact."""

    code = forms.CharField(
        label=gettext_lazy("The code of 8 digits"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
