"""E-mail addresses in one form: what is stored, compared and written to is always the same text.

Letters that merely look or fold alike never meet: `gmaıl.com` (a dotless i) is another domain than
`gmail.com`, whatever a database thinks of upper case.
"""

import unicodedata
from typing import Any

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import CheckConstraint, Func, IntegerField, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Contains, Exact
from django.utils.translation import gettext_lazy as _

#: RFC 5321 4.5.3.1, in octets.
MAX_LOCAL, MAX_LENGTH = 64, 254
INVALID = _("Please enter an e-mail address such as an@example.vn.")
BEYOND_ASCII = _(
    "The part before the @ can hold letters without accents, digits and signs only. "
    "Please check “%(letter)s”."
)


def read_email(text: str) -> str:
    """Return the one form of an address; raises ValidationError with a sentence for people.

    Compatible letters are unified (NFKC) and invisible ones left out. The part before the @ is
    ASCII in lower case, the domain as the name system knows it (IDNA 2008 with UTS 46, xn--).
    """
    visible = (letter for letter in text if unicodedata.category(letter) != "Cf")
    local, at, domain = unicodedata.normalize("NFKC", "".join(visible)).strip().rpartition("@")
    odd = [letter for letter in local if not letter.isascii()]
    if at and odd:
        raise ValidationError(BEYOND_ASCII, code="invalid", params={"letter": odd[0]})
    try:
        email = f"{local.casefold()}@{idna.encode(domain, uts46=True, std3_rules=True).decode()}"
        validate_email(email)
    except (idna.IDNAError, ValidationError) as error:
        raise ValidationError(INVALID, code="invalid") from error
    if '"' in local or len(local) > MAX_LOCAL or len(email) > MAX_LENGTH:
        raise ValidationError(INVALID, code="invalid")
    return email


def canonical_email(text: str) -> str:
    """Return the one form of an address, or an empty text for what is none."""
    try:
        return read_email(text)
    except ValidationError:
        return ""


def is_email(text: str) -> bool:
    """Whether a name of an account is meant as an address, not as a phone number."""
    return "@" in unicodedata.normalize("NFKC", text)


class EmailAddressField(forms.EmailField):
    """Asks for an address and gives its one form."""

    default_error_messages = {"invalid": INVALID}

    def to_python(self, value: str | None) -> str | None:
        """Return the one form; raises ValidationError."""
        text = super().to_python(value)
        return read_email(text) if text else text


class CanonicalEmailField(models.EmailField):
    """Holds an address in its one form; whoever asks for another spelling finds it too.

    For the database it is a plain EmailField, and so migrations call it. Text that is no address
    is left as it is: it equals no address, and accounts refuse it by constraint.
    """

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Return the one form; raises ValidationError."""
        given = value if value in self.empty_values else read_email(value)
        return super().clean(given, model_instance)

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored and asked for."""
        text = super().get_prep_value(value)
        return (canonical_email(text) or text) if isinstance(text, str) else text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Show on the instance what is stored."""
        value = self.get_prep_value(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": EmailAddressField} | kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs


class LowerContains(Contains):
    """Part of an address, typed by staff: compared letter by letter with the one form."""

    def get_prep_lookup(self) -> Any:
        return unicodedata.normalize("NFKC", str(self.rhs)).casefold()


# Frameworks ask without regard to case, and PostgreSQL's upper case of a dotless i is that of the
# dotted one.
CanonicalEmailField.register_lookup(Exact, "iexact")
CanonicalEmailField.register_lookup(LowerContains, "icontains")


class OctetLength(Func):
    """The length in bytes: that of ASCII text is its length in characters."""

    function = "OCTET_LENGTH"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it without the function, which SQLite knows since 3.43 only."""
        template = "LENGTH(CAST(%(expressions)s AS BLOB))"
        return self.as_sql(compiler, connection, template=template, **context)


def canonical_check(field: str, *, name: str) -> CheckConstraint:
    """Return what a database can hold of the one form: ASCII, in lower case."""
    is_ascii = Exact(OctetLength(field), Length(field))
    return CheckConstraint(name=name, condition=Q(**{field: Lower(field)}) & Q(is_ascii))
