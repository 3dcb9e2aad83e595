"""What can go wrong with a register file that somebody sends in."""

from django.core.exceptions import ValidationError

from catalogue.models import RegisterUpload


class UploadError(ValidationError):
    """A step is not open now; the message is fit for the person at the screen."""


class SameFileHeld(UploadError):
    """The very same file is there already: `earlier`."""

    def __init__(self, message: str, earlier: RegisterUpload) -> None:
        super().__init__(message)
        self.earlier = earlier
