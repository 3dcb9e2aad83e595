"""What the demonstration loaded last."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedStep(models.Model):
    """One step of the demonstration, with the digest of the files it read.

    A step whose files have not changed is left out, so that `make run` starts again in seconds.
    """

    step = models.CharField(_("step"), max_length=40, unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    done_at = models.DateTimeField(_("done at"), auto_now=True)

    class Meta:
        verbose_name = _("stamp of the demonstration")
        verbose_name_plural = _("stamps of the demonstration")

    def __str__(self) -> str:
        return self.step
