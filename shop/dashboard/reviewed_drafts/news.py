"""The news of a draft that was decided about, to everybody who sells there."""

from typing import Any

from catalogue.models.reviewed_draft import DraftState
from shop.notices.events import NoticeEvent
from shop.notices.posting import NoticeSubject, post_notices


def tell_seller(
    draft: Any, *, approved: NoticeEvent, returned: NoticeEvent, facts: dict[str, str] | None = None
) -> None:
    """Write down the last step of a draft; nothing for a producer without a shop front.

    An event whose page is of the seller leads there, another one to the draft.
    """
    partner, step = draft.producer.partner_id, draft.transitions.last()
    if partner is not None and step is not None:
        event = approved if step.after == DraftState.APPROVED else returned
        post_notices(event, [NoticeSubject(partner, step.pk, facts or {}, target=draft.pk)])
