"""Writing a message, with photographs that are kept until it is right."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from catalogue.photos.forms import PhotoFormField
from shop.order.messages.models import MAX_MESSAGE
from shop.order.messages.services import MAX_PHOTOS
from shop.users.models import User


class OrderMessageForm(forms.Form):
    """Words, photographs, or both; `submission` makes a second press harmless."""

    text = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Phone numbers, e-mail addresses and links are hidden: whatever is agreed outside the "
            "shop is not protected by it."
        ),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, owner: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        for number in range(1, MAX_PHOTOS + 1):
            field = PhotoFormField(
                label=_("Photograph %(number)d") % {"number": number}, required=False
            )
            field.owner, field.keeps_for_anybody = owner, owner is None
            self.fields[f"photo_{number}"] = field

    def photo_fields(self) -> list[forms.BoundField]:
        """Return the fields of the photographs."""
        return [self[f"photo_{number}"] for number in range(1, MAX_PHOTOS + 1)]

    def has_photos(self) -> bool:
        """Return whether photographs are kept or refused, so that they are to be seen."""
        return any(field.errors or field.value() for field in self.photo_fields())

    def photos(self) -> list[File]:
        """Return the photographs that were sent."""
        names = [f"photo_{number}" for number in range(1, MAX_PHOTOS + 1)]
        return [self.cleaned_data[name] for name in names if self.cleaned_data.get(name)]

    def clean(self) -> dict[str, Any]:
        """An empty message is none."""
        data = super().clean() or {}
        if not self.errors and not data.get("text", "").strip() and not self.photos():
            self.add_error("text", _("Please write something, or choose a photograph."))
        return data
