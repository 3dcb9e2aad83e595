"""The field of a model that holds a photograph."""

from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import ImageFieldFile

from catalogue.photos.acceptance import AcceptedPhoto, accept_photo
from catalogue.photos.forms import PhotoFormField, UploadInput

FOLDER = "photos"


class AcceptingFieldFile:
    """Mixed into a field's file: whatever way content comes, it is accepted before it is stored.

    Raises PhotoRefused, which a form has raised before.
    """

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the content as accept_photo() makes it, under its random name."""
        photo = content if isinstance(content, AcceptedPhoto) else accept_photo(content)
        super().save(str(photo.name), photo, save)  # type: ignore[misc]  # of the field's file


class PhotoFieldFile(AcceptingFieldFile, ImageFieldFile):
    """The photograph of one row."""


class PhotoField(models.ImageField):
    """A photograph: its form keeps it until the form is right, storing it strips and shrinks it."""

    attr_class = PhotoFieldFile

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"upload_to": f"{FOLDER}/", **options})

    def formfield(self, **options: Any) -> Any:
        """Return PhotoFormField with its own input, whatever Oscar's and Django's forms prefer."""
        widget = options.pop("widget", UploadInput)
        if not isinstance(widget, UploadInput) and widget is not UploadInput:
            widget = UploadInput
        return super().formfield(
            **options | {"form_class": PhotoFormField, "widget": widget, "max_length": None}
        )
