"""What somebody is told and by which channel, as plain switches and hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.notices.events import KINDS_OF_ROLE, WAITING_KINDS
from shop.notices.models import NoticeChoice
from shop.partner.models import MemberRole

HOURS = [(hour, gettext_lazy("%(hour)d:00") % {"hour": hour}) for hour in range(24)]
#: What the form proposes to who has not chosen yet.
QUIET_FROM, QUIET_UNTIL = 21, 6


@dataclass(frozen=True)
class KindSwitches:
    """The switches of one kind; it `waits` for the e-mail of the day; no `text` without a phone."""

    label: str
    waits: bool
    email: forms.BoundField
    text: forms.BoundField | None


class NoticeChoiceForm(forms.Form):
    """One pair of switches a kind, then the e-mail of the day and the quiet hours of Vietnam."""

    takes_digest = forms.BooleanField(
        label=gettext_lazy("One e-mail a day with what can wait"), required=False
    )
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("It comes at"), choices=HOURS, coerce=int, required=False
    )
    is_quiet = forms.BooleanField(label=gettext_lazy("Quiet hours"), required=False)
    quiet_from = forms.TypedChoiceField(
        label=gettext_lazy("Quiet from"), choices=HOURS, coerce=int, required=False
    )
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Quiet until"), choices=HOURS, coerce=int, required=False
    )

    def __init__(self, *args: Any, choice: NoticeChoice, **kwargs: Any) -> None:
        member = choice.membership
        self.choice, self.kinds = choice, KINDS_OF_ROLE[MemberRole(member.role)]
        self.has_phone = bool(member.user.phone)
        has_chosen = choice.pk is not None
        is_quiet = choice.quiet_from is not None
        initial = {
            "takes_digest": choice.takes_digest,
            "digest_hour": choice.digest_hour,
            "is_quiet": is_quiet or not has_chosen,
            "quiet_from": choice.quiet_from if is_quiet else QUIET_FROM,
            "quiet_until": choice.quiet_until if is_quiet else QUIET_UNTIL,
        }
        for kind in self.kinds:
            initial[f"email_{kind}"] = kind not in choice.without_email
            initial[f"text_{kind}"] = kind in choice.with_text
        super().__init__(*args, **kwargs)
        self.initial = initial
        for kind in self.kinds:
            self.fields[f"email_{kind}"] = forms.BooleanField(label=_("E-mail"), required=False)
            if self.has_phone:
                text = forms.BooleanField(label=_("SMS or Zalo"), required=False)
                self.fields[f"text_{kind}"] = text

    def switches(self) -> Iterator[KindSwitches]:
        """Yield the switches of each kind that the person is told of."""
        for kind in self.kinds:
            yield KindSwitches(
                label=str(kind.label),
                waits=kind in WAITING_KINDS,
                email=self[f"email_{kind}"],
                text=self[f"text_{kind}"] if self.has_phone else None,
            )

    def clean(self) -> dict[str, Any]:
        """Quiet hours begin and end at different hours."""
        data = super().clean() or self.cleaned_data
        if data.get("is_quiet"):
            first, end = data.get("quiet_from"), data.get("quiet_until")
            if first in (None, "") or end in (None, ""):
                self.add_error("quiet_from", _("Please choose from when and until when."))
            elif first == end:
                self.add_error("quiet_until", _("Please choose another hour than the first one."))
        return data

    def chosen(self) -> dict[str, Any]:
        """Return the valid form as save_choice() takes it; kinds that were not shown stay as they were."""
        data, shown = self.cleaned_data, set(self.kinds)
        hour = data["digest_hour"]
        is_quiet = data["is_quiet"]
        return {
            "without_email": {kind for kind in self.choice.without_email if kind not in shown}
            | {kind.value for kind in self.kinds if not data[f"email_{kind}"]},
            "with_text": {kind for kind in self.choice.with_text if kind not in shown}
            | {kind.value for kind in self.kinds if data.get(f"text_{kind}")},
            "takes_digest": data["takes_digest"],
            "digest_hour": self.choice.digest_hour if hour == "" else hour,
            "quiet_from": data["quiet_from"] if is_quiet else None,
            "quiet_until": data["quiet_until"] if is_quiet else None,
        }
