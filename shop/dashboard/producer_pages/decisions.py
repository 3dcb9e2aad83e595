"""Deciding about a producer's page, and the news to its people."""

from django.db import transaction

from catalogue.models import ProducerPageDraft
from catalogue.producer_pages.review import approve_page
from catalogue.reviewed_drafts.steps import ask_for_changes
from shop.dashboard.reviewed_drafts.news import tell_seller
from shop.dashboard.reviewed_drafts.own_work import refuse_own
from shop.notices import events
from shop.users.models import User


@transaction.atomic
def approve_producer_page(*, draft: ProducerPageDraft, by: User, seen: int) -> ProducerPageDraft:
    """Show what a draft says; raises SameActor for one of its own people, else as approve_page()."""
    refuse_own(draft, by)
    approved = approve_page(draft=draft, by=by, seen=seen)
    _tell(approved)
    return approved


@transaction.atomic
def return_producer_page(
    *, draft: ProducerPageDraft, by: User, reason: str, seen: int
) -> ProducerPageDraft:
    """Send a draft back with the reason; raises as approve_producer_page()."""
    refuse_own(draft, by)
    returned = ask_for_changes(draft=draft, by=by, reason=reason, seen=seen)
    _tell(returned)
    return returned


def _tell(draft: ProducerPageDraft) -> None:
    tell_seller(
        draft,
        approved=events.PAGE_APPROVED,
        returned=events.PAGE_RETURNED,
    )
