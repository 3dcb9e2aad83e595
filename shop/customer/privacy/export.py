"""Everything the shop holds about an account, as plain data: to read on a page, to keep as a file."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, QuerySet
from oscar.apps.wishlists.models import Line as WishLine

from catalogue.clock import VIETNAM
from shop.customer.addressbook.views import addresses_of, read_row
from shop.customer.models import ProductAlert
from shop.order.links import order_url
from shop.order.models import Enquiry, Order, OrderSubmission
from shop.order.receipt import read_receipt
from shop.partner.models import ProducerClaim
from shop.users.models import DeliveryAddress, User
from shop.users.phone import local_phone

INVOICE = ("company", "tax_code", "address", "email")
ProductReview = apps.get_model("reviews", "ProductReview")


def export_of(user: User) -> dict[str, Any]:
    """Return account, addresses, orders, wish list, reminders, reviews, enquiries, applications; times with zone."""
    return {
        "account": _account(user),
        "addresses": [_address(address) for address in addresses_of(user)],
        "orders": [_order(order) for order in _orders(user)],
        "wish_list": _wish_list(user),
        "reminders": [
            {
                "product": alert.product.title,
                "status": alert.get_status_display(),
                "language": alert.language,
                "asked_at": _moment(alert.date_created),
            }
            for alert in ProductAlert.objects.filter(user=user).select_related("product")
        ],
        "reviews": [
            {
                "product": review.product.title if review.product else "",
                "score": review.score,
                "title": review.title,
                "text": review.body,
                "status": review.get_status_display(),
                "written_at": _moment(review.date_created),
            }
            for review in ProductReview.objects.filter(user=user).select_related("product")
        ],
        "enquiries": [
            {
                "product": enquiry.title,
                "seller": enquiry.partner.name,
                "name": enquiry.name,
                "email": enquiry.email,
                "phone": local_phone(enquiry.phone) if enquiry.phone else "",
                "visit_on": enquiry.visit_on.isoformat() if enquiry.visit_on else "",
                "guests": enquiry.guests,
                "messages": [message.text for message in enquiry.messages.all()],
                "asked_at": _moment(enquiry.created_at),
            }
            for enquiry in Enquiry.objects.filter(user=user)
            .select_related("partner")
            .prefetch_related("messages")
        ],
        "applications": [
            {
                "number": claim.number,
                "producer": claim.name,
                "status": claim.get_state_display(),
                "applicant": f"{claim.contact_name}, {claim.position}",
                "phone": local_phone(claim.contact_phone),
                "tax_code": claim.tax_code,
                "words": claim.words,
                "sent_at": _moment(claim.created_at),
            }
            for claim in ProducerClaim.objects.filter(applicant=user).order_by("-pk")
        ],
    }


def _account(user: User) -> dict[str, Any]:
    return {
        "name": user.get_full_name(),
        "email": user.email or "",
        "email_verified_at": _moment(user.email_verified_at) if user.has_verified_email else "",
        "phone": local_phone(user.phone) if user.phone else "",
        "language": user.language,
        "member_since": _moment(user.date_joined),
        "last_signed_in": _moment(user.last_login),
    }


def _address(address: DeliveryAddress) -> dict[str, Any]:
    row = read_row(address)
    return {
        "name": row.name,
        "phone": row.phone,
        "address": ", ".join(row.lines),
        "default": row.is_default,
    }


def _orders(user: User) -> QuerySet[Order]:
    submissions = OrderSubmission.objects.select_related("province", "commune")
    orders = Order.objects.filter(user=user).select_related("shipping_address")
    return orders.prefetch_related(Prefetch("submission", submissions)).order_by("-pk")


def _order(order: Order) -> dict[str, Any]:
    receipt = read_receipt(order)
    return {
        "number": receipt.number,
        "placed_at": _moment(receipt.placed_at),
        "status": receipt.status,
        "recipient": receipt.name,
        "phone": receipt.phone,
        "email": receipt.email,
        "address": ", ".join(filter(None, receipt.address)),
        "note": receipt.note,
        "giver": receipt.giver_name,
        "giver_phone": receipt.buyer_phone,
        "gift_message": order.submission.gift_message,
        "invoice": " · ".join(
            filter(None, [getattr(order.submission, f"invoice_{field}") for field in INVOICE])
        ),
        "payment": receipt.payment_label,
        "agreed_to": receipt.consent_text,
        "agreed_at": _moment(receipt.consented_at),
        "total_dong": receipt.total,
        "page": order_url(order),
        "lines": [
            {
                "product": line.title,
                "quantity": line.quantity,
                "total_dong": line.total - line.discount,
                "seller": producer_order.seller.name,
            }
            for producer_order in receipt.producer_orders
            for line in producer_order.lines
        ],
    }


def _wish_list(user: User) -> list[dict[str, Any]]:
    lines = WishLine.objects.filter(wishlist__owner=user).select_related("product")
    return [{"product": line.product.title if line.product else line.title} for line in lines]


def _moment(when: datetime | None) -> str:
    return when.astimezone(VIETNAM).isoformat(timespec="minutes") if when else ""
