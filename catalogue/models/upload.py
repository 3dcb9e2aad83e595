"""Files that arrived with a form which could not be saved yet."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.private_storage import private_storage

FOLDER = "pending"


def new_token() -> str:
    """Return a name that nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class PendingUpload(models.Model):
    """A file taken in for one person, who gets it back by its token for a day.

    So nobody chooses a photograph again because the price beside it was wrong. One without an
    owner came with a form that needs no account: its token alone opens it.
    """

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    file = models.FileField(storage=private_storage, upload_to=f"{FOLDER}/", max_length=200)
    name = models.CharField(_("name"), max_length=200)
    thumb = models.TextField(blank=True, help_text="Base64 of a small JPEG.")
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("pending upload")
        verbose_name_plural = _("pending uploads")

    def __str__(self) -> str:
        return self.name
