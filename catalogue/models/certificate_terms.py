"""The words and periods of the law about certificates: who signs, on what grounds it ends, how long it lasts."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

VALIDITY_MONTHS = 36
EXTENSION_LIMIT = timedelta(days=180)
#: No district signed anything after that day (NQ 202/2025/QH15).
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


class IssuerLevel(models.TextChoices):
    """Who may sign: the district 3★ until mid-2025, the province 3–4★, the centre 5★."""

    DISTRICT = "district", _("district")
    PROVINCE = "province", _("province")
    CENTRAL = "central", _("central")


class RevocationGround(models.TextChoices):
    """The six grounds of QĐ 26/2026 Đ.8.1, in the order of the decision."""

    FORGED_DOSSIER = "a", _("false or forged dossier")
    CRITERIA_LOST = "b", _("criteria no longer met")
    LAW_BROKEN = "c", _("breach of quality, food-safety, environment, IP or labelling law")
    MARK_MISUSED = "d", _("OCOP mark used wrongly, causing confusion")
    PRODUCTION_STOPPED = "dd", _("the producer stopped making it")
    OTHER_FINDING = "e", _("other finding of a competent authority")


class EvidenceGrade(models.TextChoices):
    """How well the day of issue is proven; both grades sell, only the first is said without a source."""

    DECISION = "decision", _("decision number and date are known")
    DATED_SOURCE = "dated_source", _("known from a dated public source")


class CertificateState(models.TextChoices):
    """What a certificate is on a given day. Always derived, never stored.

    `UNCERTAIN`: its day of issue is known between bounds, and on some of these days it would not
    be in force. Nothing is sold on it.
    """

    SUBMITTED = "submitted", _("awaiting verification")
    NOT_YET_VALID = "not_yet_valid", _("not yet valid")
    UNCERTAIN = "uncertain", _("perhaps in force")
    VALID = "valid", _("in force")
    EXTENDED = "extended", _("extended")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("taken back with its file")
