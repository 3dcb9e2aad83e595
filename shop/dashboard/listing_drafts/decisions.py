"""Deciding about a draft: the catalogue's part, the price of what is new, and the news to its people."""

from django.db import transaction

from catalogue.listings.review import approve_listing
from catalogue.models import ListingDraft
from catalogue.reviewed_drafts.steps import ask_for_changes
from shop.dashboard.reviewed_drafts.news import tell_seller
from shop.dashboard.reviewed_drafts.own_work import refuse_own
from shop.notices import events
from shop.partner.models import StockRecord
from shop.users.models import User


@transaction.atomic
def approve_draft(*, draft: ListingDraft, by: User, seen: int) -> ListingDraft:
    """Show what a draft says; a new product gets its price and stock in the same transaction.

    Raises SameActor for one of the seller's own people, else as approve_listing().
    """
    refuse_own(draft, by)
    is_new = draft.is_new
    approved = approve_listing(draft=draft, by=by, seen=seen)
    partner = approved.producer.partner
    product = approved.product
    if is_new and product and partner and approved.price is not None:
        StockRecord.objects.create(
            product=product,
            partner=partner,
            partner_sku=f"TIN-{approved.pk}",
            price=approved.price,
            num_in_stock=approved.stock or 0,
        )
    _tell(approved)
    return approved


@transaction.atomic
def return_draft(*, draft: ListingDraft, by: User, reason: str, seen: int) -> ListingDraft:
    """Send a draft back with the reason; raises as approve_draft()."""
    refuse_own(draft, by)
    returned = ask_for_changes(draft=draft, by=by, reason=reason, seen=seen)
    _tell(returned)
    return returned


def _tell(draft: ListingDraft) -> None:
    tell_seller(
        draft,
        approved=events.LISTING_APPROVED,
        returned=events.LISTING_RETURNED,
        facts={"name": draft.title},
    )
