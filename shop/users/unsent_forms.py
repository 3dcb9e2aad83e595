"""Forms that were sent after the session had ended: stored until their writer has signed in again.

They are shown to the same account only, for the same page, for a day, and go on their way when
that person presses the button: nothing is ever sent by itself. Passwords are not stored: the form
asks for them again.
"""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from shop.users.models import UnsentForm, User

LIFETIME = timedelta(days=1)
#: Characters of all names and values; the longest page of the CMS has a tenth of it.
LONGEST = 1_000_000
MOST_OF_A_PERSON = 20
MAX_PATH = 1000
#: Names that mean nothing a second time.
LEFT_OUT = ("csrfmiddlewaretoken", "unsent_form")


@transaction.atomic
def store_unsent_form(
    *, user: User, path: str, posted: QueryDict, had_files: bool
) -> UnsentForm | None:
    """Store what was typed; None where that is too much, or nothing but passwords."""
    fields = [
        [name, value]
        for name, values in posted.lists()
        if name not in LEFT_OUT and "password" not in name.lower()
        for value in values
    ]
    if not fields or len(path) > MAX_PATH or len(json.dumps(fields)) > LONGEST:
        return None
    drop_expired_forms()
    newest = UnsentForm.objects.filter(user=user).values_list("pk", flat=True)
    UnsentForm.objects.filter(pk__in=list(newest[MOST_OF_A_PERSON - 1 :])).delete()
    return UnsentForm.objects.create(user=user, path=path, fields=fields, had_files=had_files)


def find_unsent_form(*, token: UUID, user: User) -> UnsentForm | None:
    """Return a form of that person, unless its day is over."""
    since = timezone.now() - LIFETIME
    return UnsentForm.objects.filter(token=token, user=user, created_at__gte=since).first()


def drop_expired_forms() -> None:
    """Forget what nobody came back for within its day."""
    UnsentForm.objects.filter(created_at__lt=timezone.now() - LIFETIME).delete()


def drop_unsent_form(*, token: str, user: User) -> None:
    """Forget a form that has arrived after all."""
    try:
        UnsentForm.objects.filter(token=UUID(token), user=user).delete()
    except ValueError:
        return
