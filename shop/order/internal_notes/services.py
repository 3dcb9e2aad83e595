"""Writing an internal note once."""

from uuid import UUID

from django.db import transaction

from catalogue.clock import now
from catalogue.text import clean_text
from shop.order.internal_notes.models import MAX_INTERNAL_NOTE, InternalNote
from shop.order.models import ProducerOrder
from shop.users.models import User


@transaction.atomic
def add_internal_note(
    *, producer_order: ProducerOrder, text: str, submission: UUID, author: User
) -> InternalNote:
    """Write a note down; the same submission gives the note of the first time."""
    facts = {
        "producer_order": producer_order,
        "text": clean_text(text, MAX_INTERNAL_NOTE),
        "author": author,
        "written_at": now(),
    }
    return InternalNote.objects.get_or_create(submission=submission, defaults=facts)[0]
