"""The steps of a draft: written, handed in, taken back, sent back, approved; whatever it is a draft of."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import now
from catalogue.models.reviewed_draft import DraftState, ReviewedDraft
from catalogue.services.exceptions import ListingError, ListingOutdated, SameActor

Draft = TypeVar("Draft", bound=ReviewedDraft)


def lock_draft(draft: Draft) -> Draft:
    """Return the draft as it is now, held until the transaction ends."""
    return type(draft)._default_manager.select_for_update(of=("self",)).get(pk=draft.pk)


def lock_editable(draft: Draft) -> Draft:
    """Return the locked draft; raises ListingError for one that is not being written."""
    locked = lock_draft(draft)
    if not locked.is_editable:
        raise ListingError(
            _("It waits for the province just now. Take it back first, then change it.")
        )
    return locked


def save_written(draft: Draft, by: User) -> Draft:
    """Save what was written into a locked draft, as a new version."""
    draft.version += 1
    draft.updated_by, draft.updated_at = by, now()
    draft.save()
    return draft


def take_step(draft: Draft, after: DraftState, by: User, reason: str = "") -> Draft:
    """Put a locked draft into another state and note who did it."""
    draft.transitions.create(before=draft.state, after=after, at=now(), actor=by, reason=reason)
    draft.state = after
    draft.version += 1
    draft.save()
    return draft


def hand_in(draft: Draft, by: User, faults: Sequence[str]) -> Draft:
    """Hand a locked draft to the province; raises ListingError with every sentence on its faults."""
    if faults:
        raise ListingError(list(faults))
    draft.submitted_by, draft.submitted_at = by, now()
    draft.decided_by = draft.decided_at = None
    return take_step(draft, DraftState.SUBMITTED, by)


@transaction.atomic
def take_back(*, draft: Draft, by: User) -> Draft:
    """Write on at a draft that nobody has decided about; raises ListingError once somebody has."""
    locked = lock_draft(draft)
    if locked.state != DraftState.SUBMITTED:
        raise ListingError(_("Somebody has decided about it meanwhile."))
    return take_step(locked, DraftState.DRAFT, by)


@transaction.atomic
def ask_for_changes(*, draft: Draft, by: User, reason: str, seen: int) -> Draft:
    """Send a draft back with what is to be changed; raises as lock_decidable()."""
    locked = lock_decidable(draft, by, seen)
    if not reason.strip():
        raise ListingError({"reason": _("Please say what is to be changed.")})
    _decide(locked, by, reason.strip())
    return take_step(locked, DraftState.CHANGES_ASKED, by, locked.reason)


def lock_decidable(draft: Draft, by: User, seen: int) -> Draft:
    """Return the locked draft for somebody who has looked at version `seen` of it.

    Raises SameActor for whoever wrote it, ListingOutdated for another version or one that does not
    wait any more.
    """
    locked = lock_draft(draft)
    if locked.state != DraftState.SUBMITTED:
        raise ListingOutdated(_("It does not wait any more: look at how it stands now."))
    if locked.version != seen:
        raise ListingOutdated(_("It was changed since you opened it. Please look at it again."))
    if by.pk in (locked.submitted_by_id, locked.created_by_id, locked.updated_by_id):
        raise SameActor(_("Nobody approves what they have written; ask a second person."))
    return locked


def close_approved(draft: Draft, by: User) -> Draft:
    """End a locked draft whose content is written where buyers see it."""
    _decide(draft, by, "")
    return take_step(draft, DraftState.APPROVED, by)


def _decide(draft: ReviewedDraft, by: User, reason: str) -> None:
    draft.decided_by, draft.decided_at, draft.reason = by, now(), reason[:2000]
