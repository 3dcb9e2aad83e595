"""Approving a page: what its draft says is written where buyers see it."""

from django.db import transaction

from catalogue.account import User
from catalogue.models import Producer, ProducerPage, ProducerPageDraft
from catalogue.producer_pages.completeness import page_faults
from catalogue.producer_pages.content import ON_PAGE, ON_PRODUCER, changed_facts, page_of
from catalogue.reviewed_drafts.steps import close_approved, lock_decidable
from catalogue.services.exceptions import ListingError


@transaction.atomic
def approve_page(*, draft: ProducerPageDraft, by: User, seen: int) -> ProducerPageDraft:
    """Show what a draft says another way than the page did when it was begun; the rest stays.

    `seen` is the version that was looked at. Raises SameActor for whoever wrote it, ListingOutdated
    for another version, ListingError for one that says what it may not.
    """
    locked = lock_decidable(draft, by, seen)
    faults = page_faults(locked)
    if faults:
        raise ListingError([fault.text for fault in faults])
    changed = changed_facts(locked)
    producer = Producer.objects.select_for_update(no_key=True).get(pk=locked.producer_id)
    for name in ON_PRODUCER:
        if name in changed:
            setattr(producer, name, changed[name])
    if "commune" in changed:
        producer.commune_id = changed["commune"]
    if "portrait" in changed:
        # The file is the producer's now: the draft no longer names it.
        producer.portrait.name = changed["portrait"]
        locked.portrait.name = ""
    producer.save()
    page: ProducerPage = page_of(producer)
    for name in ON_PAGE:
        if name in changed:
            setattr(page, name, changed[name])
    page.save()
    return close_approved(locked, by)
