"""What the staff types about a report of a false star."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.edit_conflicts import EditConflictMixin, SeenStateMixin
from catalogue.models import Product, Province, StarReport
from catalogue.models.certificate_terms import RevocationGround
from catalogue.models.star_report import OUTCOMES
from shop.dashboard.certificates.forms import TextField
from shop.dashboard.star_reports.selection import (
    StarReportFilter,
    assignable_to,
    provinces_for,
)
from shop.users.models import User


class StarReportFilterForm(forms.Form):
    """The list's filter, province and words; what it does not know it leaves out."""

    show = forms.ChoiceField(choices=StarReportFilter.choices, required=False)
    q = TextField(max_length=100, required=False, label=_("Number, product or place"))
    province = forms.ModelChoiceField(
        queryset=Province.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Province"),
        empty_label=_("All provinces"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces_for(user)  # type: ignore[attr-defined]
        self.is_valid()

    def value(self, name: str) -> Any:
        """Return a cleaned value, or an empty one where the query string held nonsense."""
        return self.cleaned_data.get(name) or ("" if name != "province" else None)


class StepForm(forms.Form):
    """The next step, and what the reporter is told of an outcome."""

    after = forms.ChoiceField(
        label=_("Next step"), widget=forms.RadioSelect(attrs={"class": "no-widget-init"})
    )
    told = TextField(
        label=_("What the reporter reads"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("Shown on the reporter's page, and sent by e-mail where there is an address."),
    )
    reason = TextField(
        label=_("Reason, for the staff"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, report: StarReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(step.value, step.label) for step in report.steps]
        self.fields["after"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial.setdefault("after", choices[0][0])
        is_typed = self.is_bound and self["told"].data
        if not set(report.steps) & set(OUTCOMES) and not is_typed:
            del self.fields["told"]


class AssignForm(EditConflictMixin, forms.Form):
    """Whose case it is; somebody else may have given it on meanwhile."""

    assignee = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, label=_("Assignee"), empty_label=_("nobody")
    )

    def __init__(self, *args: Any, report: StarReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [person.pk for person in assignable_to(report)]
        field = self.fields["assignee"]
        field.queryset = User.objects.filter(pk__in=people)  # type: ignore[attr-defined]
        self.initial.setdefault("assignee", report.assignee_id)


class NoteForm(forms.Form):
    """What was found out; only the staff reads it."""

    text = TextField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ProposedRevocationForm(forms.Form):
    """Why the certificate of the product should be revoked; a second person confirms it."""

    ground = forms.ChoiceField(label=_("Ground"), choices=RevocationGround.choices)
    decision_number = TextField(
        label=_("Number of the revocation decision, if there is one"), max_length=80, required=False
    )


class NamedProductForm(SeenStateMixin, forms.Form):
    """Which product of ours a report means, by the address of its page."""

    page = TextField(
        label=_("Address of the product's page"),
        max_length=400,
        help_text=_("Copy it from the shop, such as /san-pham/mat-ong-bac-ha/."),
    )

    def __init__(self, *args: Any, report: StarReport, **kwargs: Any) -> None:
        self.report = report
        super().__init__(*args, **kwargs)

    def state_now(self) -> list:
        """Return the product that is named already, which somebody else may have done."""
        return [self.report.product_id]

    def clean_page(self) -> Product:
        """Return the product at that address; raises ValidationError for any other."""
        parts = [part for part in urlsplit(self.cleaned_data["page"]).path.split("/") if part]
        slug = parts[-1] if parts else ""
        product = Product.objects.exclude(structure=Product.CHILD).filter(slug=slug).first()
        if product is None:
            raise ValidationError(_("No product has this address."))
        return product
