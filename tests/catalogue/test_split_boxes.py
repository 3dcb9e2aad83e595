"""A day and an hour in two boxes are one value for those who edit at once."""

from datetime import date, datetime

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

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
    data.update({"name": "Tết", "at_0": "2026-02-01", "at_1": "08:30:00"} | typed)
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


@pytest.mark.parametrize(
    ("answer", "at"), [("theirs", CHANGED), ("mine", OPENED.replace(hour=10, minute=0))]
)
def test_the_answer_counts(answer, at):
    asked = sent(CHANGED, at_1="10:00:00")
    asked.is_valid()
    (chosen,) = [value for value, _label in asked.fields["stays_at"].choices if answer in value]
    form = sent(CHANGED, at_1="10:00:00", stays_at=chosen)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == at


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", ["05/03/2026", "2026-03-05", "05-03-2026"])
def test_a_date_is_read_with_its_day_first(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["2026-03-05 09:07", "05/03/2026 09:07"])
def test_a_moment_is_read_with_its_day_first(typed):
    assert forms.DateTimeField().clean(typed) == datetime(2026, 3, 5, 9, 7, tzinfo=VIETNAM)
