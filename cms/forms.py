"""Forms of the CMS for pictures and documents: content decides, and an upload is kept."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.pdf import check_pdf
from catalogue.photos.acceptance import MAX_BYTES, SENTENCES
from catalogue.photos.forms import PhotoFormField, UploadInput, keep_uploads


class EditorialPhotoField(PhotoFormField):
    """A photograph, with what Wagtail's page for many files asks of its field."""

    max_upload_size = MAX_BYTES

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages |= {
            "file_too_large_unknown_size": SENTENCES["bytes"] % {"most": MAX_BYTES // 1024**2},
            "invalid_image_extension": SENTENCES["unknown"],
        }


class ShopImageForm(EditConflictMixin, BaseImageForm):
    """A picture of the CMS: single, in a chooser, one of many; two editors lose nothing of it."""

    file = EditorialPhotoField(
        label=_("file"), widget=UploadInput(attrs=BaseImageForm.Meta.widgets["file"].attrs)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        asked, left_out = self._meta.fields, self._meta.exclude or ()
        if "file" in left_out or (asked is not None and "file" not in asked):
            del self.fields["file"]  # Django keeps what a form declares itself
        keep_uploads(self.fields.values(), user)


class PdfDocumentForm(EditConflictMixin, BaseDocumentForm):
    """A document of the CMS: a PDF, whole; two editors lose nothing of it."""

    def clean_file(self) -> File:
        """The file, judged by its content; one that is stored already is not read again."""
        file: File = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_pdf(file)
        return file

    def _post_clean(self) -> None:
        """Judge a name only where the content was taken: one fault, one sentence."""
        said: Any = self.errors.get("file", [])[:1]
        super()._post_clean()
        if said:
            self.errors["file"] = self.error_class(said)

    class Meta(BaseDocumentForm.Meta):
        widgets = BaseDocumentForm.Meta.widgets | {
            "file": forms.FileInput(
                attrs=BaseDocumentForm.Meta.widgets["file"].attrs | {"accept": "application/pdf"}
            )
        }
