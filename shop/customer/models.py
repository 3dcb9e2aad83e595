"""Oscar's models of customers; a reminder also knows in which language it was asked for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.customer.abstract_models import AbstractProductAlert

from shop.users.email import CanonicalEmailField


class ProductAlert(AbstractProductAlert):
    """Nhắc hàng: one person waits for one product; its e-mails are in the language asked in."""

    email = CanonicalEmailField(_("Email"), db_index=True, blank=True)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)


# Once ours is registered, Oscar's module has none of its own; the checker sees one there.
from oscar.apps.customer.models import *  # type: ignore[assignment]
