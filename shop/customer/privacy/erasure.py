"""Erasing an account: all of it at once, except what the law makes the shop keep.

Accounting law wants vouchers for ten years: number, goods, sums, buyer's name and address
(NĐ 254 Đ.10; Luật 91/2025 lets that stay). E-mail, phone and notes are no part of a voucher: they
go at once, and with orders under way as soon as these have ended. After ten years name and street
go too.
"""

from collections.abc import Collection
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from catalogue.batches import in_batches
from catalogue.clock import now
from shop.onboarding.papers import delete_claim_papers
from shop.order.enquiries.services import delete_enquiries, delete_old_enquiries
from shop.order.models import (
    Enquiry,
    InternalNote,
    Order,
    OrderMessage,
    OrderMessagePhoto,
    OrderStatus,
    OrderSubmission,
    ProducerOrderTransition,
    ReturnPhoto,
    ReturnRequest,
    ShippingAddress,
)
from shop.partner.membership import end_membership
from shop.users.models import Erasure, User
from shop.users.unsent_forms import drop_expired_forms

KEPT_FOR = timedelta(days=3653)
ENDED = (OrderStatus.DELIVERED, OrderStatus.CANCELLED, OrderStatus.RETURNED)

ProductReview = apps.get_model("reviews", "ProductReview")


@transaction.atomic
def erase_account(*, user: User) -> int:
    """Delete the account; return how many orders are under way and keep the phone until they end.

    Raises ProtectedError for accounts that signed certificates, MembershipRefused for the only
    owner of a shop front where others work.
    """
    for membership in user.memberships.all():
        end_membership(membership=membership, by=user)
    orders = Order.objects.filter(user=user)
    ended = orders.filter(status__in=ENDED)
    waiting = list(orders.exclude(status__in=ENDED).values_list("number", flat=True))
    strip_contacts(ended)
    delete_claim_papers(applicant=user)
    delete_enquiries(Enquiry.objects.filter(user=user))
    for review in ProductReview.objects.filter(user=user):
        review.delete()
    user.delete()
    Erasure.objects.create(waiting=waiting)
    return len(waiting)


def strip_contacts(orders: QuerySet[Order]) -> int:
    """Take e-mail, phone and notes out of orders; the voucher stays. Return how many orders."""
    number = 0
    for keys in in_batches(orders.values_list("pk", flat=True)):
        ShippingAddress.objects.filter(order__in=keys).update(phone_number="", notes="")
        OrderSubmission.objects.filter(order__in=keys).update(
            phone="", buyer_phone="", giver_name="", gift_message="", invoice_email=""
        )
        ProducerOrderTransition.objects.filter(producer_order__order__in=keys).update(note="")
        _strip_returns(keys)
        _strip_messages(keys)
        number += Order.objects.filter(pk__in=keys).update(guest_email="")
    return number


def _strip_returns(orders: Collection[int]) -> None:
    """What the buyer wrote and photographed for a return goes; what was decided stays."""
    requests = ReturnRequest.objects.filter(producer_order__order__in=orders)
    requests.update(words="")
    _delete_photos(ReturnPhoto.objects.filter(request__in=requests))


def _strip_messages(orders: Collection[int]) -> None:
    """What buyer and sellers wrote to each other goes whole, and what sellers wrote about the buyer."""
    messages = OrderMessage.objects.filter(producer_order__order__in=orders)
    _delete_photos(OrderMessagePhoto.objects.filter(message__in=messages))
    messages.delete()
    InternalNote.objects.filter(producer_order__order__in=orders).delete()


def _delete_photos(photos: QuerySet[ReturnPhoto] | QuerySet[OrderMessagePhoto]) -> None:
    for photo in photos:
        name, storage = str(photo.photo.name), photo.photo.storage
        photo.delete()
        transaction.on_commit(partial(storage.delete, name), robust=True)


@transaction.atomic
def forget_due() -> tuple[int, int]:
    """Strip orders of erased accounts that have ended, and what has been kept for ten years.

    Forms that waited a day for their writer go as well, and enquiries of a year ago. Returns how
    many orders of each. Safe to run every day.
    """
    drop_expired_forms()
    delete_old_enquiries()
    ended = 0
    for erasure in Erasure.objects.exclude(waiting=[]).select_for_update():
        done = Order.objects.filter(number__in=erasure.waiting, status__in=ENDED)
        numbers = set(done.values_list("number", flat=True))
        ended += strip_contacts(done)
        erasure.waiting = [number for number in erasure.waiting if number not in numbers]
        erasure.save(update_fields=["waiting"])
    return ended, _strip_old()


def _strip_old() -> int:
    old = Order.objects.filter(date_placed__lt=now() - KEPT_FOR)
    due = old.exclude(shipping_address__first_name="").exclude(shipping_address=None)
    keys = list(due.values_list("pk", flat=True))
    for batch in in_batches(keys):
        strip_contacts(Order.objects.filter(pk__in=batch))
        places = ShippingAddress.objects.filter(order__in=batch)
        places.update(first_name="", last_name="", line1="", search_text="")
    return len(keys)
