"""Register files that officers send in: looked at, confirmed by a second person, applied, undone."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.private_storage import private_storage

FOLDER = "register"
_OUTCOME = "outcome of a row"


class UploadState(models.TextChoices):
    """Where a register file stands; it is applied only after a second person has confirmed it."""

    RECEIVED = "received", _("being read")
    READ = "read", _("ready to be submitted")
    SUBMITTED = "submitted", _("awaits confirmation")
    CONFIRMED = "confirmed", _("confirmed, being applied")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("cannot be used")
    REJECTED = "rejected", _("sent back")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("discarded")


#: States in which the same file need not be sent a second time.
HELD = (
    UploadState.RECEIVED,
    UploadState.READ,
    UploadState.SUBMITTED,
    UploadState.CONFIRMED,
    UploadState.APPLIED,
    UploadState.UNDOING,
    UploadState.REJECTED,
)


class OutcomeKind(models.TextChoices):
    """What a row of a register file does to the books, in the order of the preview."""

    NEW = "new", pgettext_lazy(_OUTCOME, "new product")
    RENEWS = "renews", pgettext_lazy(_OUTCOME, "new certificate of a known product")
    CHANGES = "changes", pgettext_lazy(_OUTCOME, "changes what is known")
    WITHDRAWS = "withdraws", pgettext_lazy(_OUTCOME, "withdrawal")
    NOT_FOR_SALE = "not_for_sale", pgettext_lazy(_OUTCOME, "kept, not for sale")
    SAME = "same", pgettext_lazy(_OUTCOME, "in the books already")
    DOUBLED = "doubled", pgettext_lazy(_OUTCOME, "doubled row")
    REFUSED = "refused", pgettext_lazy(_OUTCOME, "refused")
    OTHER_PROVINCE = "other_province", pgettext_lazy(_OUTCOME, "of another province")
    LEFT_OUT = "left_out", pgettext_lazy(_OUTCOME, "no product row")


#: Kinds that alter the books; a file without any has nothing to confirm.
EFFECTIVE = (
    OutcomeKind.NEW,
    OutcomeKind.RENEWS,
    OutcomeKind.CHANGES,
    OutcomeKind.WITHDRAWS,
    OutcomeKind.NOT_FOR_SALE,
)


class RegisterUploadQuerySet(models.QuerySet["RegisterUpload"]):
    """Adjectives of uploads."""

    def light(self) -> Self:
        """Without what only undoing reads."""
        return self.defer("journal")

    def awaiting_confirmation(self) -> Self:
        """Submitted, and waiting for a second person; the longest wait first."""
        return self.filter(state=UploadState.SUBMITTED).order_by("submitted_at", "pk")

    def waiting_to_be_undone(self) -> Self:
        """To be taken back, whose journal is the latest first: the others may stand below it."""
        return self.filter(state=UploadState.UNDOING).order_by("-applied_at", "pk")

    def waiting_to_be_applied(self) -> Self:
        """Confirmed, in the order in which they are applied."""
        return self.filter(state=UploadState.CONFIRMED).order_by("confirmed_at", "pk")


class RegisterUpload(models.Model):
    """Tệp sổ đăng ký: one register file, whose it is, and what became of it.

    `province` is empty for a file of the whole country. `counts` holds rows by OutcomeKind, as
    previewed and, once applied, as done; `journal` what undoing needs.
    """

    file = models.FileField(
        _("register file"), storage=private_storage, upload_to=f"{FOLDER}/", max_length=200
    )
    name = models.CharField(_("name of the file"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    province = models.ForeignKey(
        "catalogue.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="register_uploads",
        verbose_name=_("province"),
    )
    state = models.CharField(
        _("state of the file"),
        max_length=10,
        choices=UploadState.choices,
        default=UploadState.RECEIVED,
        db_index=True,
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    understood = models.JSONField(default=dict, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    signed_off = models.BooleanField(_("signed off by the authority"), default=False)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signature vouched for by"),
    )
    signed_off_at = models.DateTimeField(_("signature vouched for at"), null=True, blank=True)
    scan = models.FileField(
        _("scan of the decision"),
        storage=private_storage,
        upload_to=f"{FOLDER}/scans/",
        max_length=200,
        blank=True,
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent back by"),
    )
    rejection_reason = models.TextField(_("why it was sent back"), max_length=1000, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    differences = models.PositiveIntegerField(
        _("rows that came out otherwise than in the preview"), default=0
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone = models.JSONField(_("what undoing did, in numbers"), default=dict, blank=True)
    error = models.TextField(_("why it cannot be used"), blank=True)
    journal = models.JSONField(default=dict, blank=True)

    objects = RegisterUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("register file")
        verbose_name_plural = _("register files")
        constraints = [
            models.CheckConstraint(
                name="register_upload_four_eyes",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & Q(submitted_by__isnull=False)
                    & ~Q(confirmed_by=F("uploaded_by"))
                    & ~Q(confirmed_by=F("submitted_by"))
                ),
            ),
            models.CheckConstraint(
                name="register_upload_applied_only_when_confirmed",
                condition=~Q(state__in=("confirmed", "applied", "undoing", "undone"))
                | Q(confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="register_upload_sent_back_for_a_reason",
                condition=~Q(state="rejected") | ~Q(rejection_reason=""),
            ),
            models.UniqueConstraint(
                name="register_upload_file_once_in_a_province",
                fields=["sha256", "province"],
                condition=Q(state__in=HELD),
            ),
            models.UniqueConstraint(
                name="register_upload_file_once_for_the_country",
                fields=["sha256"],
                condition=Q(state__in=HELD, province__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def changes_nothing(self) -> bool:
        """Whether it was read and no row of it would alter the books."""
        is_read = self.state in (UploadState.READ, UploadState.REJECTED)
        return is_read and not any(self.counts.get(kind) for kind in EFFECTIVE)


class RegisterUploadRow(models.Model):
    """What one row of the file does, or did; written anew by each preview and when applied."""

    upload = models.ForeignKey(RegisterUpload, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    line = models.PositiveIntegerField(_("line"))
    kind = models.CharField(_("outcome"), max_length=20, choices=OutcomeKind.choices)
    previewed_as = models.CharField(max_length=20, choices=OutcomeKind.choices, blank=True)
    product_name = models.CharField(_("product name"), max_length=255, blank=True)
    producer_name = models.CharField(_("producer name"), max_length=255, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    cells = models.JSONField(default=dict)
    product = models.ForeignKey(
        "catalogue.Product", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    certificate = models.ForeignKey(
        "catalogue.Certificate", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("row of a register file")
        verbose_name_plural = _("rows of register files")
        constraints = [
            models.UniqueConstraint(name="register_upload_row", fields=["upload", "position"])
        ]
        indexes = [models.Index(fields=["upload", "kind", "position"], name="upload_rows_by_kind")]

    def __str__(self) -> str:
        return f"{self.line}: {self.kind}"
