"""Accounts as forms: an e-mail address or a phone number is enough, and each belongs to one person."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminUserCreationForm,
    AuthenticationForm,
    BaseUserCreationForm,
    PasswordChangeForm,
    SetPasswordForm,
    UserChangeForm,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.text import one_line
from shop.users.backends import EmailOrPhoneBackend
from shop.users.models import User

CONTACTS = ("email", "phone")
#: Whoever signs up again within this time, in the same words, has pressed the button twice.
ONE_SIGN_UP = timedelta(minutes=1)
TAKEN = {
    "email": {"unique": _("An account with this e-mail address exists already.")},
    "phone": {"unique": _("An account with this phone number exists already.")},
}


class ContactMixin(forms.BaseModelForm):
    """Asks for one of the two names of an account, in words instead of a database's."""

    def clean(self) -> dict[str, Any] | None:
        """At least one of e-mail and phone; a wrong one has said so already."""
        data = super().clean()
        given = data if data is not None else self.cleaned_data
        if not any(given.get(name) or name in self.errors for name in CONTACTS):
            self.add_error("email", _("Give an e-mail address or a phone number."))
        return data


class PlainPasswordMixin(forms.BaseForm):
    """Asks for a new password in a line instead of the framework's four."""

    error_messages: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = self.error_messages | {
            "password_mismatch": _("The two are not the same. Please type both again.")
        }
        for first, second in (("password1", "password2"), ("new_password1", "new_password2")):
            if first in self.fields:
                self.fields[first].help_text = _(
                    "At least 8 characters, not only digits, nothing others guess easily."
                )
                self.fields[second].label = _("The password once more")
                self.fields[second].help_text = ""

    def set_password_and_save(
        self,
        user: User,
        password_field_name: str = "password1",  # noqa: S107 - the name of a field
        commit: bool = True,
    ) -> User:
        """Write the password alone: what was changed meanwhile, as an address, stays changed."""
        user.set_password(self.cleaned_data[password_field_name])
        if commit:
            user.save(update_fields=None if user.pk is None else ["password"])
        return user


class NewPasswordForm(PlainPasswordMixin, SetPasswordForm):
    """After a forgotten one."""


class ChangePasswordForm(PlainPasswordMixin, PasswordChangeForm):
    """With the present one."""


class SignInForm(AuthenticationForm):
    """Signing in with whichever name a person remembers."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("No account fits this e-mail or phone number and password.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail or phone number")
        self.fields["username"].widget.attrs.pop("autofocus", None)


class SignUpForm(PlainPasswordMixin, ContactMixin, BaseUserCreationForm):
    """A new buyer."""

    class Meta:
        model = User
        fields = list(CONTACTS)
        labels = {"email": _("E-mail"), "phone": _("Phone number")}
        error_messages = TAKEN
        help_texts = {
            "email": _("One of the two is enough."),
            "phone": _("For example 0912 345 678."),
        }
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("autofocus", None)

    def created_just_now(self) -> User | None:
        """Return the account that the first press of a double click has made, or None."""
        name = self.data.get("email") or self.data.get("phone")
        password = self.data.get("password1")
        user = EmailOrPhoneBackend().authenticate(None, username=name, password=password)
        return user if user and user.date_joined > timezone.now() - ONE_SIGN_UP else None


class ProfileForm(EditConflictMixin, ContactMixin, forms.ModelForm):
    """What a person may change; another e-mail or phone asks for the password once more."""

    current_password = forms.CharField(
        label=_("Your password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Only needed when you change the e-mail address or phone number."),
    )

    class Meta(SignUpForm.Meta):
        fields = ["first_name", *CONTACTS]
        labels = SignUpForm.Meta.labels | {"first_name": _("Full name")}
        help_texts = {}
        widgets = SignUpForm.Meta.widgets | {
            "first_name": forms.TextInput(attrs={"autocomplete": "name"})
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["first_name"] = self.instance.get_full_name()

    def clean_first_name(self) -> str:
        return one_line(self.cleaned_data["first_name"])

    def clean(self) -> dict[str, Any]:
        """Whoever holds an open browser may not take the account away."""
        data = super().clean() or self.cleaned_data
        changed = [name for name in CONTACTS if name in self.changed_data]
        password = data.get("current_password", "")
        if changed and not self.instance.check_password(password):
            self.add_error("current_password", _("Type your present password."))
        return data

    def save(self, commit: bool = True) -> User:
        """Keep the whole name in one field: Vietnamese names have no first and last.

        What is not on the form, as the password, is not written: it may have changed meanwhile.
        """
        user: User = super().save(commit=False)
        user.last_name = ""
        if commit:
            user.save(update_fields=["first_name", "last_name", *CONTACTS])
        return user


class AdminAddForm(ContactMixin, AdminUserCreationForm):
    class Meta:
        model = User
        fields = list(CONTACTS)
        error_messages = TAKEN


class AdminChangeForm(ContactMixin, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        error_messages = TAKEN
