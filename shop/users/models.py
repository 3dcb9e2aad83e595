"""One account for every role; groups and memberships decide what it may do."""

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from oscar.apps.customer.abstract_models import AbstractUser
from oscar.apps.customer.abstract_models import UserManager as UpstreamUserManager

from shop.users.email import CanonicalEmailField, canonical_check, read_email
from shop.users.phone import normalize_phone, validate_vietnamese_phone, validate_phone


class UserManager(UpstreamUserManager["User"]):
    """Makes accounts known by e-mail, by Vietnamese phone number, or by both."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Create an account; raises ValueError when neither e-mail nor phone is given.

        An e-mail that is no address raises ValidationError.
        """
        phone = fields.pop("phone", None)
        if not email and not phone:
            raise ValueError("An account needs an e-mail address or a phone number")
        user = self.model(
            email=read_email(email) if email else None,
            phone=normalize_phone(phone) if phone else None,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):  # type: ignore[django-manager-missing]  # the page tree's own managers
    """Tài khoản: signs in with an e-mail address or a Vietnamese phone number (+84…)."""

    # Nothing where the account is known by its phone alone; upstream there is always a string.
    email = CanonicalEmailField(  # type: ignore[assignment]
        _("e-mail"), unique=True, null=True, blank=True
    )
    phone = models.CharField(
        _("phone"), max_length=16, unique=True, null=True, blank=True, validators=[validate_phone]
    )

    # The very address that was proven: another one in `email` is unproven, whoever put it there.
    verified_email = CanonicalEmailField(
        _("verified e-mail"), null=True, blank=True, editable=False
    )
    email_verified_at = models.DateTimeField(
        _("e-mail verified at"), null=True, blank=True, editable=False
    )
    language = models.CharField(
        _("language"), max_length=10, default=settings.LANGUAGE_CODE, editable=False
    )

    # A part of the hash that every session carries: a new one ends them all.
    session_round = models.CharField(max_length=40, default="", blank=True, editable=False)

    objects: ClassVar = UserManager()

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="user_email_or_phone",
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
            ),
            canonical_check("email", name="user_email_canonical"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email or self.phone or ""

    def clean(self) -> None:
        """Store names of an account in one form, so that a second spelling is no second account."""
        super(AbstractUser, self).clean()
        self.email = self.email or None
        self.phone = normalize_phone(self.phone) if self.phone else None

    @property
    def has_verified_email(self) -> bool:
        """Whether the owner has shown that e-mails to the present address are read by them."""
        return bool(self.email) and self.email == self.verified_email

    def mark_verified(self) -> None:
        """Note that e-mails to the present address are read by the owner; the caller saves."""
        self.verified_email, self.email_verified_at = self.email, timezone.now()

    def get_session_auth_hash(self) -> str:
        """Return what a session has to carry: changes with the password and with each new round."""
        return self._in_round(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for older in super().get_session_auth_fallback_hash():
            yield self._in_round(older)

    def _in_round(self, session_hash: str) -> str:
        if not self.session_round:
            return session_hash
        text = f"{session_hash}:{self.session_round}"
        return salted_hmac("shop.users.session_round", text, algorithm="sha256").hexdigest()

    def _migrate_alerts_to_user(self) -> None:
        """Take over reminders of a guest (Oscar's hook) only when the address is proven."""
        if self.has_verified_email:
            super()._migrate_alerts_to_user()


class SignedInBrowser(models.Model):
    """Trình duyệt đang đăng nhập: which browser began a session, and when."""

    user = models.ForeignKey(User, models.CASCADE, related_name="browsers")
    session_key = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("browser"), max_length=80, blank=True)
    at = models.DateTimeField(_("signed in at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("signed-in browser")
        verbose_name_plural = _("signed-in browsers")

    def __str__(self) -> str:
        return self.name


class DeliveryAddress(models.Model):
    """Địa chỉ nhận hàng: one address of a person's book, in the two levels in force since 2025."""

    user = models.ForeignKey(User, models.CASCADE, related_name="delivery_addresses")
    name = models.CharField(_("recipient's full name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=16, validators=[validate_vietnamese_phone])
    street = models.CharField(_("house number and street, or hamlet"), max_length=200)
    commune = models.ForeignKey("catalogue.Commune", models.PROTECT, related_name="+")
    former_place = models.CharField(
        _("old name it was chosen by"), max_length=250, blank=True, default=""
    )
    is_default = models.BooleanField(_("delivered to by default"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ["-is_default", "-pk"]
        verbose_name = _("delivery address")
        verbose_name_plural = _("delivery addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default=True), name="delivery_address_one_default"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.street}"


class Erasure(models.Model):
    """An account that was erased: when, and which orders still wait to be stripped.

    Holds nothing about the person. Orders under way keep what the courier needs until they end;
    the numbers leave the list as that happens (Luật 91/2025).
    """

    erased_at = models.DateTimeField(_("erased at"), auto_now_add=True)
    waiting = models.JSONField(_("numbers of orders under way"), default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("erased account")
        verbose_name_plural = _("erased accounts")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.erased_at):%Y-%m-%d %H:%M}"


class UnsentForm(models.Model):
    """Biểu mẫu gửi dở: what a person typed into a form that was sent after the session had ended.

    Only its writer sees it again, for a day; see shop/users/unsent_forms.py.
    """

    token = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="unsent_forms")
    path = models.CharField(_("page"), max_length=1000)
    fields = models.JSONField(_("fields as typed"))
    had_files = models.BooleanField(_("files were chosen"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("unsent form")
        verbose_name_plural = _("unsent forms")

    def __str__(self) -> str:
        return self.path


class AgeDeclaration(models.Model):
    """Lời khai tuổi: what a visitor declared before seeing alcohol, and when (NĐ 24/2020 Đ.6).

    Belongs to no account and no session. Of somebody under age name and birthday stay empty.
    """

    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True, db_index=True)
    of_age = models.BooleanField(_("of age"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    born_on = models.DateField(_("birth date"), null=True, blank=True)

    class Meta:
        ordering = ["-declared_at", "-pk"]
        verbose_name = _("declaration of age")
        verbose_name_plural = _("declarations of age")
        constraints = [
            models.CheckConstraint(
                name="age_declaration_of_minor_is_empty",
                condition=Q(of_age=True, born_on__isnull=False) & ~Q(name="")
                | Q(of_age=False, name="", born_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.declared_at):%Y-%m-%d %H:%M}"
