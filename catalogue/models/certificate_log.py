"""The log of certificates: rows are added, never changed, each bound to the one before."""

from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.certificate import Certificate
from catalogue.models.product import Product


class LogEntryKind(models.TextChoices):
    """What happened to a certificate, in the words of the public record."""

    RECORDED = "recorded", _("as it stood when the log began")
    SUBMITTED = "submitted", _("submitted")
    VERIFIED = "verified", _("recognised, entered and verified")
    EXTENDED = "extended", _("extended")
    REVOKED = "revoked", _("revoked")
    SUPERSEDED = "superseded", _("superseded")
    CORRECTED = "corrected", _("corrected")
    MOVED = "moved", _("moved to another product")
    WITHDRAWN = "withdrawn", _("taken back with its file")
    RESTORED = "restored", _("restored")


class LogEntryImmutable(Exception):
    """Somebody tried to change or take away an entry of the log."""


class CertificateLogQuerySet(models.QuerySet["CertificateLogEntry"]):
    """Adjectives of log entries."""

    def with_disclosure(self) -> Self:
        """Annotate `is_disclosed`: whether the public may read the content, not its hash alone.

        As for product pages: verified, and of a product that may be shown (alcohol may not,
        NĐ 24/2020 Đ.6; neither what an authority had taken down). What was taken back with its
        file stays readable: it was public once.
        """
        once_public = models.Q(verified_at__isnull=False) | models.Q(withdrawn_at__isnull=False)
        certificates = Certificate.objects.filter(
            once_public,
            pk=models.OuterRef("certificate"),
            product__in=Product.objects.displayable().values("pk"),
        )
        return self.annotate(is_disclosed=models.Exists(certificates))

    def update(self, **values: Any) -> NoReturn:
        """Refused: the log only grows."""
        raise LogEntryImmutable

    def _update(self, values: Any) -> NoReturn:
        """Refused: what Model.save() asks for a row that is there already."""
        raise LogEntryImmutable

    def delete(self) -> NoReturn:
        """Refused: the log only grows."""
        raise LogEntryImmutable


class CertificateLogEntry(models.Model):
    """Dòng sổ cái: what happened to a certificate and its facts after it, bound by SHA-256.

    catalogue.certificate_log writes entries and says how the hashes are made.
    """

    sequence = models.PositiveIntegerField(_("number"), primary_key=True)
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="log_entries", verbose_name=_("certificate")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LogEntryKind.choices)
    at = models.DateTimeField(_("recorded at"))
    content = models.TextField(_("content, as canonical JSON"))
    previous_hash = models.CharField(_("hash of the entry before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = CertificateLogQuerySet.as_manager()

    is_disclosed: bool

    class Meta:
        ordering = ["sequence"]
        base_manager_name = "objects"
        verbose_name = _("entry of the certificate log")
        verbose_name_plural = _("entries of the certificate log")

    def __str__(self) -> str:
        return f"{self.sequence} · {self.kind} · {self.hash[:12]}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: the log only grows."""
        raise LogEntryImmutable
