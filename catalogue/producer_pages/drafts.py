"""Writing the draft of a page: begun from what the page says, written step by step, sent, thrown away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import now
from catalogue.models import Producer, ProducerPageDraft
from catalogue.producer_pages.completeness import is_page_changed, page_faults
from catalogue.producer_pages.content import ON_PAGE, ON_PRODUCER, page_content
from catalogue.reviewed_drafts.steps import hand_in, lock_editable, save_written
from catalogue.text import normalize

#: What a producer may write; nothing else that a form brings is looked at.
WRITABLE = frozenset((*ON_PRODUCER, *ON_PAGE, "commune", "portrait", "drops_portrait"))


@transaction.atomic
def begin_page(*, producer: Producer, by: User) -> ProducerPageDraft:
    """Return the open draft of a producer's page; where there is none, one that says what it says now."""
    list(Producer.objects.select_for_update(no_key=True).filter(pk=producer.pk).values_list("pk"))
    existing = ProducerPageDraft.objects.open().filter(producer=producer).first()
    if existing:
        return existing
    content, moment = page_content(producer), now()
    columns = {name: content[name] for name in (*ON_PRODUCER, *ON_PAGE)}
    return ProducerPageDraft.objects.create(
        producer=producer,
        province_id=producer.province_id,
        commune_id=content["commune"],
        base=content,
        created_by=by,
        created_at=moment,
        updated_by=by,
        updated_at=moment,
        **columns,
    )


@transaction.atomic
def write_page(
    *,
    draft: ProducerPageDraft,
    by: User,
    facts: Mapping[str, Any],
    step: str = "",
    page: str = "",
) -> ProducerPageDraft:
    """Write these facts of a draft and leave all others; `page` is the page they were typed on.

    Name, province, stars and whatever else is no choice of its writer is passed over. Raises
    ListingError for a draft that is not being written.
    """
    locked = lock_editable(draft)
    for name, value in facts.items():
        if name in WRITABLE:
            setattr(locked, name, normalize(value) if isinstance(value, str) else value)
    if step and page:
        locked.written_from = locked.written_from | {step: page[:40]}
    return save_written(locked, by)


@transaction.atomic
def submit_page(*, draft: ProducerPageDraft, by: User) -> ProducerPageDraft:
    """Hand a draft to the province; raises ListingError with every sentence on what it lacks."""
    locked = lock_editable(draft)
    faults = [fault.text for fault in page_faults(locked)]
    if not faults and not is_page_changed(locked):
        faults.append(_("Nothing is changed yet."))
    return hand_in(locked, by, faults)


@transaction.atomic
def discard_page(*, draft: ProducerPageDraft) -> None:
    """Throw a draft away; what buyers see stays as it is."""
    lock_editable(draft).delete()
