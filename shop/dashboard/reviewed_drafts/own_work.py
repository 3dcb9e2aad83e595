"""Nobody decides about what they, or those they work for, have written."""

from typing import Any

from django.utils.translation import gettext as _

from catalogue.services.exceptions import SameActor
from shop.dashboard.own_work import is_own_work
from shop.users.models import User


def is_own(draft: Any, user: User) -> bool:
    """Whether somebody works for the seller of a draft, in whatever role, or has written it."""
    writers = (draft.created_by_id, draft.submitted_by_id, draft.updated_by_id)
    return is_own_work(user, producer=draft.producer, writers=writers)


def refuse_own(draft: Any, by: User) -> None:
    """Raise SameActor for somebody who works there or has written it."""
    if is_own(draft, by):
        raise SameActor(_("Nobody approves what they have written; ask a second person."))
