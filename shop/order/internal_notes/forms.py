"""Writing an internal note."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.order.internal_notes.models import MAX_INTERNAL_NOTE


class InternalNoteForm(forms.Form):
    """A sentence for colleagues; `submission` makes a second press harmless."""

    text = forms.CharField(
        label=_("Note for colleagues"),
        max_length=MAX_INTERNAL_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who work for your shop front read it, never the buyer."),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
