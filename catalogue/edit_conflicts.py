"""Forms that were opened before somebody else's change never write over it.

Such a form carries what it showed when it was opened (as digests, in one hidden field). When it
comes back there are three values of each field: what it showed, what is typed and what is there
now. Who did not touch a field leaves it as it is now; who changed one that is unchanged changes
it; where both did, the form comes back with both values and asks which one stays. Nothing of it
needs script, and nothing typed is lost.

The row has to be read under a lock while such a form is judged: see the views.
"""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

SEEN = "seen"
CHOICE = "stays_{}"
MINE, THEIRS = "mine", "theirs"
DIGEST_LENGTH = 16


class SeenField(forms.CharField):
    """The digests of what the form showed; no change of its own."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class EditConflictMixin(forms.BaseForm):
    """A form over something that exists: merges what others changed since it was opened.

    `initial`, or the instance of a model form, is what is there now.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.edits():
            self.fields[SEEN] = SeenField(required=False, initial=self._seen_now)
        self.conflicts: dict[str, str] = {}

    def edits(self) -> bool:
        """Whether there is something that others may change: a new thing is nobody else's."""
        return not isinstance(self, forms.BaseModelForm) or self.instance.pk is not None

    def full_clean(self) -> None:
        """Merge before anything is judged; an open question is an error of its field."""
        if self.is_bound and SEEN in self.fields:
            self._merge()
        super().full_clean()
        for name in self.conflicts:
            if name in self.fields:
                self.add_error(name, _("Somebody else has changed this meanwhile."))

    def merged_names(self) -> list[str]:
        """Return the fields that are merged: what a person may type or choose here."""
        return [
            name
            for name, field in self.fields.items()
            if name != SEEN
            and not field.disabled
            and not isinstance(field, forms.FileField)
            and not isinstance(field.widget, forms.PasswordInput)
        ]

    def value_now(self, name: str) -> Any:
        """Return what is there now as the form would show it."""
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field.widget, forms.CheckboxInput):
            return bool(value)
        # Django's admin wraps the widget that knows how a value is written.
        widget: Any = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, forms.MultiWidget):
            parts: Any = widget.decompress(value)
            return [box.format_value(part) for box, part in zip(widget.widgets, parts, strict=True)]
        return widget.format_value(value)

    def value_typed(self, name: str) -> Any:
        """Return what was sent for a field."""
        field = self.fields[name]
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def put_value(self, name: str, value: Any) -> None:
        """Let the form be judged, and shown again, as if this had been typed."""
        key, data = self.add_prefix(name), self._own_data()
        widget: Any = self.fields[name].widget
        if isinstance(widget, forms.MultiWidget):
            for suffix, part in zip(
                widget.widgets_names,  # type: ignore[attr-defined]  # of Django, not of its stubs
                value,
                strict=True,
            ):
                data[key + suffix] = "" if part is None else str(part)
        elif isinstance(value, bool):
            data.pop(key, None)
            if value:
                data[key] = "on"
        else:
            data.setlist(key, [str(item) for item in _listed(value)])

    def _own_data(self) -> MultiValueDict:
        """Return the sent values, as a copy that may be changed."""
        if not isinstance(self.data, QueryDict) or not self.data._mutable:
            data: MultiValueDict = QueryDict(mutable=True)
            for key in self.data:
                getlist = getattr(self.data, "getlist", None)
                data.setlist(key, getlist(key) if getlist else _listed(self.data[key]))
            self.data = data
        return self.data

    def _seen_now(self) -> str:
        return json.dumps({name: digest(self.value_now(name)) for name in self.merged_names()})

    def _merge(self) -> None:
        seen = read_seen(self.data.get(self.add_prefix(SEEN)))
        self.conflicts = {}
        for name in self.merged_names():
            if name not in seen:
                continue
            now = self.value_now(name)
            there = digest(now)
            if there == seen[name]:
                continue
            typed = digest(self.value_typed(name))
            choice = self.data.get(self.add_prefix(self.question(name)))
            if typed == seen[name] or choice == f"{THEIRS}-{there}":
                self.put_value(name, now)
                seen[name] = there
            elif typed == there or choice == f"{MINE}-{there}":
                seen[name] = there
            else:
                self.conflicts[name] = there
        if seen:
            self._own_data()[self.add_prefix(SEEN)] = json.dumps(seen)
        for name, there in self.conflicts.items():
            self._ask_which_stays(name, there)

    def _ask_which_stays(self, name: str, there: str) -> None:
        """Put the question below its field: their value or mine."""
        question = self.question(name)
        self.fields[question] = forms.ChoiceField(
            label=_("Which one stays?"),
            choices=[
                (
                    f"{THEIRS}-{there}",
                    _("The other one: %(value)s")
                    % {"value": self.spoken(name, self.value_now(name))},
                ),
                (
                    f"{MINE}-{there}",
                    _("Mine: %(value)s") % {"value": self.spoken(name, self.value_typed(name))},
                ),
            ],
            required=False,
            widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
        )
        names = [field for field in self.fields if field != question]
        names.insert(names.index(name) + 1 if name in names else len(names), question)
        self.order_fields(names)

    def questions(self) -> list[forms.BoundField]:
        """Return the open questions, for templates that list their fields one by one."""
        names = [self.question(name) for name in self.conflicts]
        return [self[name] for name in names if name in self.fields]

    def question(self, name: str) -> str:
        """Return the name of the field that asks which value of another one stays."""
        return CHOICE.format(name)

    def spoken(self, name: str, value: Any) -> str:
        """Return a value as people read it: the words of a choice instead of its key."""
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        field = self.fields[name]
        keys = {str(item) for item in _listed(value)}
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            key = field.to_field_name or "pk"
            rows = field.queryset.filter(**{f"{key}__in": [key for key in keys if key]})
            words = [str(field.label_from_instance(row)) for row in rows]
        elif isinstance(field, forms.ChoiceField):
            options: Any = field.choices
            words = [str(label) for choice, label in options if str(choice) in keys]
        else:
            words = [str(item) for item in _listed(value)]
        return "“{}”".format(", ".join(words)) if any(words) else _("(empty)")


class SeenStateMixin(forms.BaseForm):
    """A form that acts on something: who acts knows what has become of it since the form was opened.

    One that comes back late is shown once more, with what was typed and how things stand.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEEN] = SeenField(required=False, initial=lambda: digest(self.state_now()))

    def state_now(self) -> list:
        """Return the facts that a person has to know before acting."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Ask for a second look where the facts are not those that were shown."""
        data = super().clean() or self.cleaned_data
        now = digest(self.state_now())
        if data.pop(SEEN, "") not in ("", now) and not self.errors:
            own: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            own[self.add_prefix(SEEN)] = now
            self.data = own
            self.add_error(
                None,
                _(
                    "Somebody else has changed this meanwhile. Please look at how it stands now;"
                    " what you typed is kept."
                ),
            )
        return data


def digest(value: Any) -> str:
    """Return a short fingerprint of a value as shown or sent; the two are equal for one value."""
    values = [str(value)] if isinstance(value, bool) else [_plain(item) for item in _listed(value)]
    return sha256(json.dumps(sorted(values)).encode()).hexdigest()[:DIGEST_LENGTH]


def _listed(value: Any) -> list:
    """Return the values of one field; an empty one is none."""
    values = value if isinstance(value, list | tuple | set) else [value]
    return [item for item in values if item not in (None, "")]


def _plain(item: Any) -> str:
    """Return a value without what a browser does to it on its way."""
    return str(item).replace("\r\n", "\n").replace("\r", "\n").strip()


def read_seen(text: str | None) -> dict[str, str]:
    """Return the digests that a form sent; none for what is not ours."""
    try:
        seen = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(seen, dict):
        return {}
    return {str(name): value for name, value in seen.items() if isinstance(value, str)}
