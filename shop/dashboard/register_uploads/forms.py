"""What officers send with a register file, and what the second person answers."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.clock import today
from catalogue.day_fields import DayField
from catalogue.edit_conflicts import EditConflictMixin
from catalogue.models import PendingUpload, Province, RegisterUpload
from catalogue.models.register_upload import OutcomeKind
from catalogue.photos.forms import KeptFileField, keep_uploads
from catalogue.photos.scans import ScanField
from catalogue.province_access import provinces_of
from catalogue.register.files.columns import CHOICES, IGNORED, column_title, heading_key
from catalogue.register.files.container import FILE_LIMIT, too_large
from shop.dashboard.certificates.forms import TextField
from shop.users.models import User

DECISION = ("decision_number", "decision_date", "signed_off", "scan")
#: First bytes of files that are no tables, and what they are called.
_NOT_TABLES = ((b"%PDF", "PDF"), (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG", "PNG"), (b"{\\rtf", "RTF"))


class RegisterFileField(KeptFileField):
    """A table as a province has it; what is no table at all is refused at once."""

    accept = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"

    def take(self, upload: File) -> File:
        if (upload.size or 0) > FILE_LIMIT:
            raise ValidationError(too_large(upload.size or 0))
        upload.seek(0)
        beginning = upload.read(8)
        upload.seek(0)
        for mark, name in _NOT_TABLES:
            if beginning.startswith(mark):
                raise ValidationError(
                    gettext("This is a %(name)s file. Send the table itself: Excel, ODS or CSV.")
                    % {"name": name}
                )
        return upload

    def restore(self, pending: PendingUpload) -> File:
        """Return what was taken before, under the name it came with."""
        with pending.file.open() as file:
            return ContentFile(file.read(), name=pending.name)


class DecisionForm(forms.Form):
    """The decision that the whole file goes with, if it does."""

    decision_number = TextField(
        label=_("Number of the decision that the file belongs to"),
        max_length=80,
        required=False,
        help_text=_("Holds for rows that state none of their own. For example 1234/QĐ-UBND."),
    )
    decision_date = DayField(label=_("Day of the decision"), required=False)
    signed_off = forms.BooleanField(
        label=_("The authority has signed this list"),
        required=False,
        help_text=_("Only if the signed decision is before you, with exactly these rows."),
    )
    scan = ScanField(
        label=_("Scan of the signed decision"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 10 MB. Nobody but staff sees it."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_uploads(self.fields.values(), user)

    def clean(self) -> dict[str, Any]:
        """Number and day go together, and a signed list has both."""
        data = super().clean() or self.cleaned_data
        number, day = data.get("decision_number"), data.get("decision_date")
        if "decision_date" in data and (number or data.get("signed_off")) and not day:
            self.add_error("decision_date", _("Give the day of the decision as well."))
        if "decision_number" in data and (day or data.get("signed_off")) and not number:
            self.add_error("decision_number", _("Give the number of the decision as well."))
        if day and day > today():
            self.add_error("decision_date", _("This day has not come yet."))
        return data


class UploadForm(DecisionForm):
    """A register file and whose it is."""

    file = RegisterFileField(
        label=_("Register file"),
        help_text=_("Choose the file or drop it here: Excel, ODS or CSV, at most 32 MB."),
    )
    province = forms.ModelChoiceField(
        label=_("Province"),
        queryset=Province.objects.none(),
        required=False,
        help_text=_("Only rows of this province are taken."),
    )
    field_order = ("file", "province")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        own = provinces_of(user)
        field = cast(forms.ModelChoiceField, self.fields["province"])
        field.queryset = Province.objects.order_by("name")
        if own is None:
            field.empty_label = _("All provinces")
            return
        field.queryset = field.queryset.filter(pk__in=own)
        field.required = True
        if len(own) == 1:
            field.widget = forms.HiddenInput()
            field.initial = next(iter(own))

    def clean_province(self) -> Province | None:
        """Somebody who acts for one province need not say which."""
        return self.cleaned_data["province"]


class EditForm(EditConflictMixin, DecisionForm):
    """The decision of the whole file, and what each heading of it means; merged with a colleague's."""

    def __init__(self, *args: Any, upload: RegisterUpload, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings: dict[str, str] = {}
        columns = [("", _("not understood")), *column_choices()]
        for sheet in upload.understood.get("sheets", ()):
            for _letter, heading, column in sheet["columns"]:
                key = heading_key(heading)
                name = f"column-{key}"
                if not key or name in self.fields:
                    continue
                self.headings[name] = heading
                self.fields[name] = forms.ChoiceField(
                    label=heading[:80], choices=columns, initial=column, required=False
                )

    def chosen_columns(self) -> dict[str, str]:
        """Return heading → column where somebody chose otherwise than the shop understood."""
        return {
            heading: self.cleaned_data.get(name) or IGNORED
            for name, heading in self.headings.items()
            if name in self.data
            and (self.cleaned_data.get(name) or "") != (self.fields[name].initial or "")
        }

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The selects for headings."""
        return [self[name] for name in self.headings]


def column_choices() -> list[tuple[str, str]]:
    """Return every column that a heading may stand for, in the words of the registers."""
    titles = {column: column_title(column) for column in CHOICES}
    titles[IGNORED] = gettext("leave this column out")
    return [(column, title) for column, title in titles.items() if title != column]


class SendBackForm(forms.Form):
    """Why a file goes back to whoever sent it."""

    reason = TextField(
        label=_("Why you send it back"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("The sender reads it, and can correct the file or the decision."),
    )


class OutcomeFilterForm(forms.Form):
    """Which rows of a preview are shown."""

    show = forms.ChoiceField(choices=[("", ""), *OutcomeKind.choices], required=False)

    def value(self) -> str:
        """Return the kind, all of them where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get("show", "")


def decision_of(upload: RegisterUpload) -> dict[str, Any]:
    """What the form of the decision shows of an upload."""
    return {name: getattr(upload, name) for name in DECISION}
