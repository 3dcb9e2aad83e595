"""Asking a seller without an order, and arranging a visit; each step is a message of the thread."""

from datetime import date, timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalogue.batches import in_batches
from catalogue.clock import now, present_day
from catalogue.models import Product
from catalogue.models.product import LegalType
from shop.mail.outbox import enqueue_email
from shop.order.emails.message import ENQUIRY_RECEIVED
from shop.order.enquiries.models import EnquiryQuerySet
from shop.order.exceptions import EnquiryRefused
from shop.order.messages.services import send_message
from shop.order.models import (
    Enquiry,
    EnquiryKind,
    OrderMessage,
    OrderMessagePhoto,
    Role,
    VisitState,
)
from shop.partner.models import Partner, StockRecord
from shop.users.models import User
from theme.formats import vn_date

#: Threads in which nobody has written for so long are deleted, with all that stood in them.
KEPT_FOR = timedelta(days=365)
#: How far ahead a visit is arranged.
LONGEST_AHEAD = timedelta(days=365)
_HOST_STEPS = {
    VisitState.ACCEPTED: (VisitState.ASKED, VisitState.PROPOSED),
    VisitState.PROPOSED: (VisitState.ASKED, VisitState.PROPOSED, VisitState.ACCEPTED),
    VisitState.DECLINED: (VisitState.ASKED, VisitState.PROPOSED, VisitState.ACCEPTED),
}
_GUEST_STEPS = {
    VisitState.ACCEPTED: (VisitState.PROPOSED,),
    VisitState.WITHDRAWN: (VisitState.ASKED, VisitState.PROPOSED, VisitState.ACCEPTED),
}


def seller_of(product: Product) -> Partner | None:
    """Return who answers questions about a product: its seller, else its producer; None for nobody."""
    record = cast(StockRecord | None, product.stock_record)
    if record is not None:
        return record.partner
    return product.producer.partner if product.producer else None


def is_visited(product: Product) -> bool:
    """Whether a product is arranged with its host, by day and guests, instead of being ordered."""
    return product.legal_type == LegalType.SERVICE


@transaction.atomic
def ask_seller(
    *,
    product: Product,
    partner: Partner,
    submission: UUID,
    name: str,
    email: str,
    text: str,
    language: str,
    user: User | None = None,
    visit: dict[str, Any] | None = None,
) -> Enquiry:
    """Begin a thread; the same submission gives the enquiry of the first time.

    `visit` holds visit_on, guests and phone of what is visited. The seller is told, and whoever
    asked gets the secret link by e-mail.
    """
    moment = now()
    facts = {"kind": EnquiryKind.VISIT, "state": VisitState.ASKED} | visit if visit else {}
    enquiry, is_new = Enquiry.objects.get_or_create(
        submission=submission,
        defaults={
            "partner": partner,
            "product": product,
            "title": product.title[:255],
            "kind": EnquiryKind.QUESTION,
            "user": user,
            "name": name,
            "email": email,
            "language": language,
            "created_at": moment,
            "touched_at": moment,
        }
        | facts,
    )
    if is_new:
        send_message(thread=enquiry, role=Role.BUYER, text=text, submission=uuid4(), author=user)
        enqueue_email(ENQUIRY_RECEIVED, enquiry.pk)
    return enquiry


@transaction.atomic
def answer_visit(
    *,
    enquiry: Enquiry,
    step: str,
    role: str,
    text: str,
    submission: UUID,
    day: date | None = None,
    by: User | None = None,
) -> Enquiry:
    """Agree to a visit, propose another day, decline or withdraw it, with a sentence of one's own.

    Raises EnquiryRefused where the visit does not stand so any more, or `day` is no day to come.
    Sent twice it is done once.
    """
    locked = Enquiry.objects.select_for_update(of=("self",), no_key=True).get(pk=enquiry.pk)
    if OrderMessage.objects.filter(submission=submission).exists():
        return locked
    wanted = VisitState(step)
    steps = _HOST_STEPS if role == Role.SELLER else _GUEST_STEPS
    if not locked.is_visit or locked.state not in steps.get(wanted, ()):
        raise EnquiryRefused(_("The visit does not stand like that any more. Please look again."))
    if wanted == VisitState.PROPOSED and not is_visit_day(day):
        raise EnquiryRefused(_("Please choose a day from tomorrow on, within a year."))
    if wanted == VisitState.ACCEPTED and locked.state == VisitState.PROPOSED and role == Role.BUYER:
        locked.visit_on = locked.proposed_on
    locked.proposed_on = day if wanted == VisitState.PROPOSED else None
    locked.state = wanted
    locked.save(update_fields=["state", "visit_on", "proposed_on"])
    send_message(
        thread=locked,
        role=role,
        text="\n".join(filter(None, [_sentence(locked, role), text])),
        submission=submission,
        author=by,
    )
    return locked


def is_visit_day(day: date | None) -> bool:
    """Whether a visit can be on a day of Vietnam: tomorrow at the earliest, within a year."""
    today = present_day()
    return day is not None and today < day <= today + LONGEST_AHEAD


def delete_old_enquiries() -> int:
    """Delete the threads in which nobody has written for a year; return how many. Safe to repeat."""
    return delete_enquiries(Enquiry.objects.filter(touched_at__lt=now() - KEPT_FOR))


@transaction.atomic
def delete_enquiries(enquiries: EnquiryQuerySet) -> int:
    """Delete enquiries with their messages, and their photographs from the storage."""
    number = 0
    for keys in in_batches(enquiries.values_list("pk", flat=True)):
        for photo in OrderMessagePhoto.objects.filter(message__enquiry__in=keys):
            name, storage = str(photo.photo.name), photo.photo.storage
            transaction.on_commit(partial(storage.delete, name), robust=True)
        Enquiry.objects.filter(pk__in=keys).delete()
        number += len(keys)
    return number


def _sentence(enquiry: Enquiry, role: str) -> str:
    """Return what was decided, in the language of whoever asked."""
    sentences = {
        VisitState.ACCEPTED: gettext_noop("The visit on %(day)s is agreed."),
        VisitState.PROPOSED: gettext_noop("Could you come on %(day)s instead?"),
        VisitState.DECLINED: gettext_noop("We cannot receive you on %(day)s."),
        VisitState.WITHDRAWN: gettext_noop("We cannot come on %(day)s."),
    }
    with translation.override(enquiry.language):
        sentence = translation.gettext(sentences[VisitState(enquiry.state)])
        return sentence % {"day": vn_date(enquiry.proposed_on or enquiry.visit_on)}
