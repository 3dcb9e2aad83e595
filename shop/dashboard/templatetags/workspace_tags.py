"""What waits for the person at the desk, for the bar over every screen of the back office."""

from dataclasses import dataclass
from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.clock import now
from catalogue.reviews.models import ProductReview
from shop.dashboard.reviews.selection import SELLER
from shop.mail.models import OutgoingEmail
from shop.order.emails.seller import NEW_PARCEL
from shop.order.models import ProducerOrder, ProducerOrderStatus
from shop.partner.access import own_rows

register = template.Library()
#: For how long a producer is asked to reply to a review.
FRESH = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """One thing to do, in words, and where."""

    text: str
    url: str


@register.simple_tag
def waiting_work(user) -> list[Waiting]:
    """Return a seller's unread parcels and fresh reviews without a reply; for the shop's people
    reviews to be read and e-mails that are stuck.
    """
    if not user.is_authenticated:
        return []
    found = [
        (_unread(user), "parcel-list", _parcels),
        (_unanswered(user), "review-list", _to_answer),
    ]
    if user.has_perm("reviews.change_productreview"):
        found.append((ProductReview.objects.pending().count(), "review-list", _reviews))
    if user.has_perm("order.change_order"):
        found.append((OutgoingEmail.objects.stuck().count(), "letter-list", _emails))
    return [Waiting(words(n), reverse(f"dashboard:{name}")) for n, name, words in found if n]


def _unread(user) -> int:
    unread = OutgoingEmail.objects.unread_by(user.pk).filter(kind=NEW_PARCEL)
    new = own_rows(ProducerOrder.objects.filter(status=ProducerOrderStatus.NEW), user)
    return new.filter(pk__in=unread.values("about")).count()


def _unanswered(user) -> int:
    own = own_rows(ProductReview.objects.shown().filter(reply=""), user, partner=SELLER)
    return own.filter(written_at__gte=now() - FRESH).count()


def _parcels(n: int) -> str:
    return ngettext("%(n)d new parcel", "%(n)d new parcels", n) % {"n": n}


def _to_answer(n: int) -> str:
    return ngettext("%(n)d review without a reply", "%(n)d reviews without a reply", n) % {"n": n}


def _reviews(n: int) -> str:
    return ngettext("%(n)d review to read", "%(n)d reviews to read", n) % {"n": n}


def _emails(n: int) -> str:
    return ngettext("%(n)d letter is stuck", "%(n)d letters are stuck", n) % {"n": n}
