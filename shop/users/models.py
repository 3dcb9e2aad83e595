"""One account for every role; the door that opens depends on groups and memberships."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.customer.abstract_models import AbstractUser
from oscar.apps.customer.abstract_models import UserManager as UpstreamUserManager

from shop.users.phone import normalize_phone, validate_phone


class UserManager(UpstreamUserManager):
    """Makes accounts known by e-mail, by Vietnamese phone number, or by both."""

    def create_user(self, email=None, password=None, **fields):
        """Create an account; raises ValueError when neither e-mail nor phone is given."""
        phone = fields.pop("phone", None)
        if not email and not phone:
            raise ValueError("An account needs an e-mail address or a phone number")
        user = self.model(
            email=self.normalize_email(email).lower() if email else None,
            phone=normalize_phone(phone) if phone else None,
            **fields,
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password, **fields):
        """Create the account that may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Tài khoản: signs in with an e-mail address or a Vietnamese phone number (+84…)."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = models.CharField(
        _("phone"), max_length=16, unique=True, null=True, blank=True, validators=[validate_phone]
    )

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                name="user_email_or_phone",
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email or self.phone

    def clean(self) -> None:
        """Store names of an account in one form, so that a second spelling is no second account."""
        super(AbstractUser, self).clean()
        self.email = type(self).objects.normalize_email(self.email).lower() if self.email else None
        self.phone = normalize_phone(self.phone) if self.phone else None
