"""What a person typed into a form that nobody can send any more, because somebody else was first."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

#: Characters of one field that are said again; the longest field of the dashboard has 2,000.
MAX_TYPED = 2000


def say_typed_words(request: HttpRequest, form: forms.BaseForm) -> None:
    """Show the texts of a bound form once more in messages: its page does not offer it any more."""
    for field in form.visible_fields():
        if isinstance(field.field, forms.CharField) and isinstance(field.data, str):
            say_typed(request, field.data)


def say_typed(request: HttpRequest, text: str) -> None:
    """Show one text that was typed once more; nothing where nothing was typed."""
    if text := text.strip():
        messages.info(request, _("You wrote: “%(text)s”") % {"text": text[:MAX_TYPED]})
