"""Fields of forms for photographs and scans, which never ask twice for the same file."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.account import User
from catalogue.models.upload import PendingUpload
from catalogue.photos.acceptance import AcceptedPhoto, accept_photo
from catalogue.photos.pending import find_pending, keep_upload
from catalogue.pictures import PictureSlot, find_renditions

_THUMB = PictureSlot("160px", 320, 320)


@dataclass(frozen=True, slots=True)
class UploadToken:
    """What a form says instead of a file that it has sent before."""

    token: str


class UploadInput(forms.ClearableFileInput):
    """A file to choose, beside the small picture of what is stored or kept already; no script."""

    template_name = "forms/upload_input.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        upload = super().value_from_datadict(data, files, name)
        token = data.get(self.token_name(name))
        if upload is not None or not token or data.get(self.drop_name(name)):
            return upload
        return UploadToken(token)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and not data.get(
            self.token_name(name)
        )

    def token_name(self, name: str) -> str:
        """Return the name of the hidden field beside the file."""
        return f"{name}-kept"

    def drop_name(self, name: str) -> str:
        """Return the name of the box that lets go of what is kept."""
        return f"{name}-drop"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        pending = value if isinstance(value, PendingUpload) else None
        stored = value if isinstance(value, FieldFile) else None
        context = super().get_context(name, stored, attrs)
        if pending:
            context["widget"]["attrs"].pop("required", None)
        context["widget"] |= {
            "pending": pending,
            "token_name": self.token_name(name),
            "drop_name": self.drop_name(name),
            "thumb_url": _thumb_url(stored),
        }
        return context


def _thumb_url(stored: FieldFile | None) -> str:
    """Return a small size of a stored photograph, sharp on a phone; a broken one has none."""
    renditions = find_renditions([str(stored.name)]) if stored else {}
    return next((made.url(made.within(_THUMB).width) for made in renditions.values()), "")


logger = logging.getLogger(__name__)
_CANNOT_KEEP = gettext_lazy(
    "We cannot keep this file at the moment. Please send it again a little later; all else that you"
    " typed stands here."
)


class KeptFileField(forms.FileField):
    """A file judged by its content and kept for `owner` until the whole form is right.

    The form sets `owner`, the person who fills it in; without one nothing is kept, unless
    `keeps_for_anybody`: then the token in the form is the only key.
    """

    widget = UploadInput
    accept = ""
    owner: User | None = None
    keeps_for_anybody = False

    def take(self, upload: File) -> File:
        """Return what is to be stored; raises ValidationError with a sentence."""
        raise NotImplementedError

    def restore(self, pending: PendingUpload) -> File:
        """Return what was taken before."""
        with pending.file.open() as file:
            return ContentFile(file.read(), name=str(pending.file.name).rsplit("/", 1)[-1])

    def to_python(self, data: Any) -> File | None:
        if isinstance(data, UploadToken):
            pending = self._pending(data)
            if pending is None:
                raise ValidationError(_("That file was kept for a day. Please choose it again."))
            return self.restore(pending)
        upload = super().to_python(data)
        if upload is None:
            return None
        name = str(upload.name)
        file = self.take(upload)
        if self._keeps and isinstance(upload, UploadedFile):
            thumb = getattr(file, "thumb", "")
            try:
                pending = keep_upload(owner=self.owner, file=file, name=name, thumb=thumb)
            except OSError as error:
                logger.exception("an upload cannot be kept")
                raise ValidationError(_CANNOT_KEEP) from error
            upload.pending = pending  # type: ignore[attr-defined]  # read by bound_data
        return file

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the input shows beside itself: a file kept now or before, or the stored one."""
        if isinstance(data, UploadToken):
            return self._pending(data) or initial
        return getattr(data, "pending", None) or initial

    @property
    def _keeps(self) -> bool:
        return self.owner is not None or self.keeps_for_anybody

    def _pending(self, data: UploadToken) -> PendingUpload | None:
        if not self._keeps:
            return None
        return find_pending(owner=self.owner, token=data.token)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | ({"accept": self.accept} if self.accept else {})


class PhotoFormField(KeptFileField):
    """A photograph. iPhones send JPEG where `image/*` is asked for."""

    accept = "image/*"

    def take(self, upload: File) -> AcceptedPhoto:
        return upload if isinstance(upload, AcceptedPhoto) else accept_photo(upload)

    def restore(self, pending: PendingUpload) -> AcceptedPhoto:
        with pending.file.open() as file:
            return AcceptedPhoto(file.read(), pending.thumb)


def keep_uploads(fields: Iterable[forms.Field], owner: User | None) -> None:
    """Let every file of a form be kept for the person who fills it in."""
    for field in fields:
        if isinstance(field, KeptFileField):
            field.owner = owner
