"""Wagtail's page that takes many pictures at once."""

from datetime import timedelta
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from wagtail.images.views.multiple import AddView, CreateFromUploadedImageView
from wagtail.models import UploadedFile

from catalogue.photos.acceptance import PhotoRefused, accept_photo

KEPT_FOR = timedelta(days=1)


class PicturesAddView(AddView):
    """Takes each file in before Wagtail stores it to wait for its alternative text."""

    def post(self, request: HttpRequest) -> HttpResponse:
        upload = request.FILES.get("files[]")
        if upload is not None:
            self.title = request.POST.get("title") or str(upload.name)
            try:
                request.FILES["files[]"] = accept_photo(upload)  # type: ignore[assignment]  # a file
            except PhotoRefused as refusal:
                return JsonResponse(
                    {"success": False, "error_message": "\n".join(refusal.messages)}
                )
        return super().post(request)

    def get_edit_upload_form_context_data(self) -> dict[str, Any]:
        """Name the picture as its file was named, not as it is stored."""
        self.object.title = self.title
        return super().get_edit_upload_form_context_data()


class PictureFromUploadView(CreateFromUploadedImageView):
    """Makes a picture of what waited, and closes the file that waited."""

    def save_object(self, form: Any) -> None:
        """Store the picture; what Wagtail opens for it stays open otherwise."""
        with self.upload.file.open() as waiting:
            super().save_object(form)
            waiting.close()
            self.object.file.close()


def forget_uploads() -> int:
    """Delete what waited a day for its alternative text, and say how many."""
    old = [upload for upload in UploadedFile.objects.all() if _is_old(upload.file)]
    for upload in old:
        upload.file.delete(save=False)
        upload.delete()
    return len(old)


def _is_old(file: FieldFile) -> bool:
    """Whether the file is gone or was written long ago; Wagtail's row has no date."""
    name = str(file.name)
    written = file.storage.get_modified_time(name) if file.storage.exists(name) else None
    return written is None or written < timezone.now() - KEPT_FOR
