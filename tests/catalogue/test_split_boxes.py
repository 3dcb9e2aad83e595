"""A day and an hour in two boxes are one value for those who edit at once."""

from datetime import datetime

import pytest
from django import forms
from django.http import QueryDict

from catalogue.clock import VIETNAM
from catalogue.edit_conflicts import SEEN, EditConflictMixin

OPENED = datetime(2026, 2, 1, 8, 30, tzinfo=VIETNAM)
CHANGED = datetime(2026, 2, 3, 9, 45, tzinfo=VIETNAM)


class HourForm(EditConflictMixin, forms.Form):
    name = forms.CharField()
    at = forms.SplitDateTimeField()


def sent(now: datetime, **typed) -> HourForm:
    """The form that was opened at OPENED and comes back when `now` is there."""
    opened = HourForm(initial={"name": "Tết", "at": OPENED})
    data = QueryDict(mutable=True)
    data.update({"name": "Tết", "at_0": "01/02/2026", "at_1": "08:30:00"} | typed)
    data[SEEN] = opened[SEEN].value()
    return HourForm(data, initial={"name": "Tết", "at": now})


def test_who_left_it_alone_leaves_it_as_it_is_now():
    form = sent(CHANGED, name="Tết Bính Ngọ")
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["name"], form.cleaned_data["at"]) == ("Tết Bính Ngọ", CHANGED)


def test_who_alone_changed_it_changes_it():
    form = sent(OPENED, at_1="10:00")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == OPENED.replace(hour=10, minute=0)


def test_both_are_asked():
    form = sent(CHANGED, at_1="10:00:00")
    assert not form.is_valid()
    assert "09:45:00" in str(form["stays_at"])
    assert "10:00:00" in str(form["stays_at"])


@pytest.mark.parametrize(("answer", "at"), [("theirs", CHANGED), ("mine", OPENED.replace(hour=10))])
def test_the_answer_counts(answer, at):
    asked = sent(CHANGED, at_1="10:30:00")
    asked.is_valid()
    (chosen,) = [value for value, _label in asked.fields["stays_at"].choices if answer in value]
    form = sent(CHANGED, at_1="10:30:00", stays_at=chosen)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == at
