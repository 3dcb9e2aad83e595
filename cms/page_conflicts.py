"""Two editors on one page: the form of the second merges what the first has saved meanwhile.

Autosaving does not meet this: Wagtail refuses it once somebody else has saved.
"""

import json
import re
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField
from wagtail.models import Comment, CommentReply, Page

from catalogue.edit_conflicts import EditConflictMixin, digest

#: What the editor adds to paragraphs and blocks, and changes although nobody wrote.
_KEYS = re.compile(r' data-block-key="[^"]*"')
#: Talk beside a page is nobody's text.
_NOT_MERGED = ("comments",)
_TALK = re.compile(r"(?:comments-\d+-)?(?P<list>comments|replies)-\d+-id")
ROWS = "rows_of_{}"


class PageConflictMixin(EditConflictMixin, WagtailAdminPageForm):
    """Merges the fields of a page, its rich text, its blocks and its lists of rows."""

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and kwargs.get("instance"):
            data = _with_talk_of_others(data, kwargs["instance"])
        super().__init__(data, *args, **kwargs)
        self.left_as_is: dict[str, Any] = {}
        self.rows_aside: dict[str, BaseFormSet] = {}

    def merged_names(self) -> list[str]:
        """Return fields and lists, unless the newest revision is the autosave of this window."""
        own = self.data.get("overwrite_revision_id")
        if own and own == str(self.instance.latest_revision_id):
            return []
        lists = [ROWS.format(name) for name in self.formsets if name not in _NOT_MERGED]
        return [*super().merged_names(), *lists]

    def value_now(self, name: str) -> Any:
        """Return what is there now, without what the editor adds by itself."""
        if formset := self._formset(name):
            return _rows(self.formsets_now()[formset])
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        if isinstance(field, BlockField):
            return _plain_blocks(field, value)
        if _is_rich_text(field):
            converter = field.widget.converter
            state = converter.from_database_format(value or "")
            return _KEYS.sub("", converter.to_database_format(state))
        return super().value_now(name)

    def value_typed(self, name: str) -> Any:
        if formset := self._formset(name):
            return _rows(self.formsets[formset])
        field, value = self.fields[name], super().value_typed(name)
        if isinstance(field, BlockField):
            return _plain_blocks(field, value)
        return _KEYS.sub("", value) if _is_rich_text(field) else value

    def put_value(self, name: str, value: Any) -> None:
        """Leave text, blocks and rows as they are now; they cannot be put among what was sent."""
        if formset := self._formset(name):
            self.rows_aside[formset] = self.formsets.pop(formset)
        elif _is_rich_text(self.fields[name]) or isinstance(self.fields[name], BlockField):
            self.left_as_is[name] = self.get_initial_for_field(self.fields[name], name)
        else:
            super().put_value(name, value)

    def formsets_now(self) -> dict[str, BaseFormSet]:
        """Return the lists of rows as they would be shown now."""
        return {
            name: formset_class(instance=self.instance, prefix=name)
            for name, formset_class in type(self).formsets.items()
        }

    def spoken(self, name: str, value: Any) -> str:
        """Return the words of a text without its marks."""
        if self._formset(name):
            return _("%(count)d rows") % {"count": len(value)}
        text = value if isinstance(value, str) else super().spoken(name, value)
        if isinstance(self.fields[name], BlockField):
            text = " ".join(_words_of(json.loads(value or "[]")))
        words = " ".join(strip_tags(text).split())
        return f"“{words.strip('“”')}”" if words else _("(empty)")

    def is_valid(self) -> bool:
        """Judge page and rows; a page that is shown again has all its rows."""
        is_valid = super().is_valid()
        if not is_valid:
            self.formsets |= self.rows_aside
        return is_valid

    def full_clean(self) -> None:
        """Judge the page; a list that both have changed is a question of the whole form."""
        self.left_as_is = {}
        super().full_clean()
        for name in self.conflicts:
            if name not in self.fields:
                self.add_error(None, _("Somebody else has changed a list of this page meanwhile."))

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name, value in self.left_as_is.items():
            self._errors.pop(name, None)
            self.cleaned_data[name] = value

    def _ask_which_stays(self, name: str, there: str) -> None:
        """Say with each answer which field it is about: Wagtail shows them at the end."""
        super()._ask_which_stays(name, there)
        question = self.fields[self.question(name)]
        # Wagtail takes this mark off every field of a form that is saved as a draft.
        question.is_deferred_validation = False  # type: ignore[attr-defined]
        formset = self._formset(name)
        label = self.formsets[formset].model._meta.verbose_name_plural if formset else None
        label = label or self.fields[name].label
        question.choices = [  # type: ignore[attr-defined]  # of a choice
            (value, f"{label} – {text}")
            for value, text in question.choices  # type: ignore[attr-defined]
        ]

    def _formset(self, name: str) -> str:
        """Return the list that a name stands for, empty for a field."""
        prefix = ROWS.format("")
        return name.removeprefix(prefix) if name.startswith(prefix) else ""


def _with_talk_of_others(data: QueryDict, page: Page) -> QueryDict:
    """Strike out comments and replies that a colleague has deleted since the page was opened, and
    leave resolved what a colleague has resolved.

    For the first Wagtail would refuse the whole page, each time, and say nothing of why.
    """
    comments = dict(Comment.objects.filter(page_id=page.pk).values_list("pk", "resolved_at"))
    replies = CommentReply.objects.filter(comment__page_id=page.pk).values_list("pk", flat=True)
    there = {"comments": {str(pk) for pk in comments}, "replies": {str(pk) for pk in replies}}
    resolved = {str(pk) for pk, moment in comments.items() if moment}
    kept = data.copy()
    for name in data:
        match, key = _TALK.fullmatch(name), data[name]
        if match is None or not key:
            continue
        row = name.removesuffix("id")
        if key not in there[match["list"]]:
            kept[name], kept[f"{row}DELETE"] = "", "on"
        elif match["list"] == "comments" and key in resolved:
            kept[f"{row}resolved"] = "on"
    return kept


def _is_rich_text(field: forms.Field) -> bool:
    """Whether a field is written in the editor; its class cannot be imported beside models."""
    return hasattr(field.widget, "converter")


def _plain_blocks(field: BlockField, value: Any) -> str:
    """Return blocks as JSON without the keys that the editor gives them."""
    return _KEYS.sub(
        "", json.dumps(_without_ids(field.block.get_prep_value(value))).replace('\\"', '"')
    )


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_ids(item) for key, item in value.items() if key != "id"}
    return [_without_ids(item) for item in value] if isinstance(value, list) else value


def _words_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for key, item in value.items() if key != "type" for word in _words_of(item)]
    if isinstance(value, list):
        return [word for item in value for word in _words_of(item)]
    return [strip_tags(value)] if isinstance(value, str) else []


def _rows(formset: BaseFormSet) -> list[str]:
    """Return a fingerprint of each row that holds something and is not struck out."""
    rows = []
    for form in formset.forms:
        values = {name: _value(form, name) for name in form.fields if name not in ("ORDER", "id")}
        is_struck_out = values.pop("DELETE", False)
        if not is_struck_out and any(values.values()):
            rows.append(json.dumps({name: digest(value) for name, value in values.items()}))
    return rows


def _value(form: forms.BaseForm, name: str) -> Any:
    field = form.fields[name]
    if form.is_bound:
        return field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    value = field.prepare_value(form.get_initial_for_field(field, name))
    return field.widget.format_value(value)
