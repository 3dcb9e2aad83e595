"""What staff type about a certificate, with the rules of law said in plain words."""

import re
from datetime import date, timedelta
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.clock import add_months, today
from catalogue.day_fields import DayField
from catalogue.edit_conflicts import SeenStateMixin
from catalogue.models import Certificate, ClassificationNode
from catalogue.models.certificate_terms import (
    EXTENSION_LIMIT,
    LAST_DAY_OF_DISTRICTS,
    VALIDITY_MONTHS,
    IssuerLevel,
    RevocationGround,
)
from catalogue.photos.forms import keep_uploads
from catalogue.photos.scans import ScanField
from catalogue.services.issue_dates import PROGRAMME_START
from catalogue.text import normalize
from shop.dashboard.certificates.selection import CertificateFilter
from shop.users.models import User

CODE = re.compile(r"^(\d{2}-\d{3}-\d{5}|\d{2}-\d{5})-\d+-20\d{2}$")
LEVELS = {
    3: (IssuerLevel.PROVINCE, IssuerLevel.DISTRICT),
    4: (IssuerLevel.PROVINCE,),
    5: (IssuerLevel.CENTRAL,),
}


class TextField(forms.CharField):
    def to_python(self, value: object) -> str:
        """Return the text as it is stored."""
        return normalize(super().to_python(value) or "")


class DayKnown(models.TextChoices):
    """How well whoever enters a certificate knows the day of its issue."""

    EXACT = "chinh-xac", _("the day itself, from the decision")
    BOUNDS = "trong-khoang", _("only days between which it lies, from a dated source")


class ClassificationField(forms.ModelChoiceField):
    def label_from_instance(self, obj: ClassificationNode) -> str:
        return f"{obj.version} · {obj.set_number or obj.code} · {obj.name}"


class CertificateFilterForm(forms.Form):
    """The list's filter and search words; what it does not know it leaves out."""

    show = forms.ChoiceField(choices=CertificateFilter.choices, required=False)
    q = TextField(max_length=100, required=False, label=_("Product, producer, code or decision"))

    def value(self, name: str) -> str:
        """Return a cleaned value, or "" where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class ProductSearchForm(forms.Form):
    """Finding the product a certificate is about."""

    q = TextField(max_length=100, required=False, label=_("Product or producer"))


class SubmitForm(forms.Form):
    """One recognition decision for one product."""

    stars = forms.TypedChoiceField(
        label=_("Stars"),
        coerce=int,
        choices=[(n, f"{n} ★") for n in (3, 4, 5)],
        widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
        help_text=_(
            "One and two stars get no certificate; “potential five stars” is four at most."
        ),
    )
    issuer_level = forms.ChoiceField(
        label=_("Issuer level"), choices=[("", "---------"), *IssuerLevel.choices]
    )
    issuer = TextField(
        label=_("Issuer"), max_length=200, help_text=_("As printed: Ủy ban nhân dân tỉnh …")
    )
    day_known = forms.ChoiceField(
        label=_("What is known of the day of issue"),
        choices=DayKnown.choices,
        initial=DayKnown.EXACT,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
    )
    decision_number = TextField(
        label=_("Decision number"),
        max_length=80,
        required=False,
        help_text=_("Required where the day itself is known."),
    )
    decision_date = DayField(
        label=_("Decision date"),
        required=False,
        help_text=_("Required where the day itself is known."),
    )
    issued_not_before = DayField(
        label=_("Issued on this day at the earliest"),
        required=False,
        help_text=_("Only where the day itself is not known."),
    )
    issued_not_after = DayField(
        label=_("Issued on this day at the latest"),
        required=False,
        help_text=_("Only where the day itself is not known: it is sold from then on."),
    )
    evidence = TextField(
        label=_("What proves these days"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("Newspaper or site, its date and subject; shoppers see it."),
    )
    code = TextField(
        label=_("Product code"),
        max_length=40,
        required=False,
        help_text=_("For example 24-07294-1-2026, before mid-2025 83-829-28780-3-2022."),
    )
    classification = ClassificationField(
        label=_("Classification it was issued under"),
        queryset=ClassificationNode.objects.filter(children__isnull=True),
        required=False,
    )
    valid_from = DayField(
        label=_("Valid from"),
        required=False,
        help_text=_("Leave empty for the date of the decision."),
    )
    valid_until = DayField(
        label=_("Another last day than 36 months"),
        required=False,
        help_text=_("Leave empty for the rule: 36 months after the start, to the month's end."),
    )
    dates_note = TextField(
        label=_("Why the last day differs"),
        max_length=255,
        required=False,
        help_text=_("Required with another last day."),
    )
    scan = ScanField(
        label=_("Scan of the certificate"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
    )
    source = TextField(label=_("Source"), max_length=255, required=False)

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_uploads(self.fields.values(), user)

    def clean_code(self) -> str:
        """The two shapes a code has had (QĐ 26/2026 Phụ lục II and before)."""
        code = self.cleaned_data["code"].replace(" ", "")
        if code and not CODE.match(code):
            raise ValidationError(
                _(
                    "A code reads province-commune-serial-year (24-07294-1-2026), before mid-2025"
                    " province-district-commune-serial-year (83-829-28780-3-2022)."
                )
            )
        return code

    def clean_decision_date(self) -> date | None:
        """A decision is of the past and of this programme."""
        return self._past_day("decision_date")

    def clean_issued_not_before(self) -> date | None:
        return self._past_day("issued_not_before")

    def clean_issued_not_after(self) -> date | None:
        """Only what has happened is proven."""
        return self._past_day("issued_not_after")

    def clean_valid_from(self) -> date | None:
        """A certificate may begin a little later than today, never years."""
        day = self.cleaned_data["valid_from"]
        return day and _day_of_programme(day, latest=today() + timedelta(days=365))

    def _past_day(self, name: str) -> date | None:
        day = self.cleaned_data[name]
        return day and _day_of_programme(day, latest=today())

    def clean_scan(self) -> File | Literal[""]:
        """The scan; empty as the model has it where there is none."""
        return self.cleaned_data["scan"] or ""

    def clean(self) -> dict[str, Any]:
        """Rules that join two fields: who may issue how many stars, and when it ends."""
        data = super().clean() or self.cleaned_data
        if data.pop("day_known", "") == DayKnown.BOUNDS:
            self._read_bounds(data)
        else:
            self._read_exact_day(data)
        self._check_level(data)
        self._check_end(data)
        return data

    def _read_exact_day(self, data: dict[str, Any]) -> None:
        """The decision's number and date, and the first day, which mostly is that date."""
        for name in ("decision_number", "decision_date"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        issued = data.get("decision_date")
        data |= {"issued_not_before": issued, "issued_not_after": issued}
        data["valid_from"] = data.get("valid_from") or issued
        start = data["valid_from"]
        if start and issued and start < issued:
            self.add_error("valid_from", _("It cannot begin before its decision."))

    def _read_bounds(self, data: dict[str, Any]) -> None:
        """Two days and what proves them; nothing of it is certain before the later one."""
        for name in ("issued_not_before", "issued_not_after", "evidence"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        first, last = data.get("issued_not_before"), data.get("issued_not_after")
        if not first or not last:
            return
        if last < first:
            self.add_error("issued_not_after", _("The latest day is before the earliest."))
        elif last >= add_months(first, VALIDITY_MONTHS):
            self.add_error("issued_not_after", _("So far apart, the days prove nothing."))
        data["valid_from"] = max(data.get("valid_from") or last, last)

    def _check_level(self, data: dict[str, Any]) -> None:
        stars, level = data.get("stars"), data.get("issuer_level")
        if not stars or not level:
            return
        if level not in LEVELS[stars]:
            allowed = gettext(" or ").join(
                str(allowed_level.label) for allowed_level in LEVELS[stars]
            )
            message = gettext("%(stars)d stars are recognised at this level only: %(level)s.")
            self.add_error("issuer_level", message % {"stars": stars, "level": allowed})
        decided = data.get("issued_not_before")
        if level == IssuerLevel.DISTRICT and decided and decided > LAST_DAY_OF_DISTRICTS:
            self.add_error("issuer_level", _("There have been no districts since 1 July 2025."))

    def _check_end(self, data: dict[str, Any]) -> None:
        start, end = data.get("valid_from"), data.get("valid_until")
        issued = data.get("issued_not_before")
        if not start or not issued or not end:
            return
        if end <= start:
            self.add_error("valid_until", _("The last day comes after the first day."))
        elif end != add_months(issued, VALIDITY_MONTHS) and not data.get("dates_note", "").strip():
            self.add_error("dates_note", _("Say why the end differs from 36 months."))


class CertificateActionForm(SeenStateMixin, forms.Form):
    """What acts on one certificate, by somebody who knows how it stands."""

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        self.certificate = certificate
        super().__init__(*args, **kwargs)

    def state_now(self) -> list:
        """Its end, which another extension moves; the services refuse what follows a revocation."""
        return [self.certificate.extended_until]


class ExtendForm(CertificateActionForm):
    """Keeping a certificate in force while its re-assessment is pending."""

    until = DayField(label=_("In force until"))
    reason = TextField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        certificate = self.certificate
        self.limit = certificate.valid_until + EXTENSION_LIMIT
        self.fields["until"].widget.attrs |= {
            "min": (certificate.valid_until + timedelta(days=1)).isoformat(),
            "max": self.limit.isoformat(),
        }

    def clean_until(self) -> date:
        """At most 180 days after the end (QĐ 26/2026 Đ.12), and not the same day twice."""
        until = self.cleaned_data["until"]
        if not self.certificate.valid_until < until <= self.limit:
            raise ValidationError(
                _("Choose a day after %(end)s and not after %(limit)s: at most 180 days."),
                params={
                    "end": f"{self.certificate.valid_until:%d/%m/%Y}",
                    "limit": f"{self.limit:%d/%m/%Y}",
                },
            )
        if until == self.certificate.extended_until:
            raise ValidationError(_("It is extended until that day already."))
        return until


class SettleForm(CertificateActionForm):
    """The day of issue as the decision has it, where it was known between bounds."""

    decision_number = TextField(label=_("Decision number"), max_length=80)
    issued_on = DayField(label=_("Date of the decision"))
    last_day = DayField(
        label=_("Last day that the decision states"),
        required=False,
        help_text=_("Only where the decision names one; otherwise it holds for 36 months."),
    )
    reason = TextField(
        label=_("Remark"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Required where the day lies outside what was known."),
    )

    def state_now(self) -> list:
        """What was known of the day, which another person may have settled."""
        certificate = self.certificate
        ends = [certificate.valid_until, certificate.possible_until]
        return [certificate.issued_not_before, certificate.issued_not_after, *ends]

    def clean_issued_on(self) -> date:
        """A decision is of the past and of this programme."""
        return _day_of_programme(self.cleaned_data["issued_on"], latest=today())


class RevokeForm(CertificateActionForm):
    """Taking a star away, on one of the six grounds of the law."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=RevocationGround.choices,
        widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
    )
    decision_number = TextField(label=_("Number of the revocation decision"), max_length=80)
    on = DayField(label=_("Revoked from"))
    reason = TextField(
        label=_("Reason, as staff will read it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_on(self) -> date:
        """Not before the certificate began, and not so far ahead that it must be a slip."""
        on = self.cleaned_data["on"]
        first = self.certificate.issued_not_before
        if not first <= on <= today() + timedelta(days=60):
            raise ValidationError(
                _("Choose a day from %(start)s to 60 days ahead."),
                params={"start": f"{first:%d/%m/%Y}"},
            )
        return on


def _day_of_programme(day: date, *, latest: date) -> date:
    """The day, if OCOP existed then (QĐ 490/QĐ-TTg, 7/5/2018) and it is no slip of the future."""
    if not PROGRAMME_START <= day <= latest:
        raise ValidationError(
            _("Choose a day between %(start)s and %(latest)s."),
            params={"start": f"{PROGRAMME_START:%d/%m/%Y}", "latest": f"{latest:%d/%m/%Y}"},
        )
    return day
