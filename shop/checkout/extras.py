"""What may go with an order: words for a gift's card, its giver, and a company to invoice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.day_fields import DayField
from catalogue.tax_code import is_tax_code, normalize_tax_code
from catalogue.text import clean_text, one_line
from shop.order.quote import Invoice
from shop.payment.methods import offers_paying_before
from shop.users.email import EmailAddressField
from shop.users.phone import read_any_phone

INVOICE = {
    "invoice_tax_code": _("Please enter the company's tax code."),
    "invoice_company": _("Please enter the company's name."),
    "invoice_address": _("Please enter the company's address."),
}
GIVER = {
    "giver_name": _("Please enter your own name: the card says who the gift is from."),
    "buyer_phone": _("Please enter your own phone: we call you, not the recipient."),
}
GIFT_FIELDS = ("is_gift", "giver_name", "wished_on")


class ExtrasForm(forms.Form):
    """Optional parts of the checkout; an invoice is asked for by filling in any of its fields."""

    note = forms.CharField(
        label=_("Note for the sellers"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    gift = forms.CharField(
        label=_("Words for the gift card"),
        required=False,
        max_length=300,
        help_text=_("The seller writes them on a card in the parcel."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_gift = forms.BooleanField(
        label=_("Send it as a gift to somebody else"),
        required=False,
        help_text=_(
            "You pay now; no price is in the parcel, and the recipient is asked for nothing."
        ),
    )
    giver_name = forms.CharField(
        label=_("Your own name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    wished_on = DayField(
        label=_("Wished day of delivery"),
        required=False,
        help_text=_("At most 60 days ahead. Empty: as soon as possible."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    buyer_phone = forms.CharField(
        label=_("Your own phone"),
        required=False,
        max_length=25,
        help_text=_(
            "If you order for somebody else. A foreign number is fine, with + and the country code."
        ),
        widget=forms.TextInput(attrs={"inputmode": "tel", "type": "tel", "autocomplete": "off"}),
    )
    invoice_tax_code = forms.CharField(
        label=_("Tax code"),
        required=False,
        max_length=30,
        help_text=_("10 digits, 13 for a branch, such as 0100109106-001."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    invoice_company = forms.CharField(
        label=_("Company name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    invoice_address = forms.CharField(
        label=_("Company address"), required=False, max_length=250, widget=forms.TextInput()
    )
    invoice_email = EmailAddressField(
        label=_("E-mail that receives the invoice"),
        required=False,
        help_text=_("Empty: the e-mail above."),
        widget=forms.EmailInput(attrs={"autocomplete": "work email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer gifts where something can be paid before: their recipient is asked for no money."""
        super().__init__(*args, **kwargs)
        if not offers_paying_before():
            for name in GIFT_FIELDS:
                del self.fields[name]

    def clean_giver_name(self) -> str:
        return one_line(self.cleaned_data["giver_name"])

    def clean_note(self) -> str:
        """Return the note composed; its line breaks stay."""
        return clean_text(self.cleaned_data["note"])

    def clean_gift(self) -> str:
        """Return the words for the card composed; their line breaks stay."""
        return clean_text(self.cleaned_data["gift"])

    def clean_buyer_phone(self) -> str:
        """Return the giver's phone, of any country; empty where the recipient is the buyer."""
        phone = self.cleaned_data["buyer_phone"]
        return read_any_phone(phone) if phone.strip() else ""

    def clean_invoice_company(self) -> str:
        return one_line(self.cleaned_data["invoice_company"])

    def clean_invoice_address(self) -> str:
        return one_line(self.cleaned_data["invoice_address"])

    def clean_invoice_tax_code(self) -> str:
        """Return the code as it is written on invoices; raises ValidationError for a slip."""
        code = normalize_tax_code(self.cleaned_data["invoice_tax_code"])
        if code and not is_tax_code(code):
            raise forms.ValidationError(
                _("This tax code cannot be right: please compare it digit by digit.")
            )
        return code

    def clean(self) -> dict[str, Any]:
        """Ask for the rest of an invoice that was begun, and for who gives a gift."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_gift"):
            for name, sentence in GIVER.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        if any(cleaned.get(name) for name in (*INVOICE, "invoice_email")):
            for name, sentence in INVOICE.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    @property
    def opens_gift(self) -> bool:
        """Whether the part about the gift shows open."""
        names = ("gift", "buyer_phone", *(name for name in GIFT_FIELDS if name in self.fields))
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def opens_invoice(self) -> bool:
        """Whether the part about the invoice shows open."""
        names = (*INVOICE, "invoice_email")
        return any(self[name].value() or self[name].errors for name in names)

    def invoice(self) -> Invoice | None:
        """Return the company of the valid form, or None when no invoice is wanted."""
        data = self.cleaned_data
        if not data["invoice_tax_code"]:
            return None
        return Invoice(
            tax_code=data["invoice_tax_code"],
            company=data["invoice_company"],
            address=data["invoice_address"],
            email=data["invoice_email"] or data["email"],
        )
