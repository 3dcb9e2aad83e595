"""What waits for the person signed in, for the bar over every page of the dashboard."""

from dataclasses import dataclass
from datetime import timedelta

from django import template
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.clock import now, today
from catalogue.reviews.models import ProductReview
from shop.dashboard.renewals.rows import STAFF, count_to_act_on
from shop.dashboard.reviews.selection import SELLER
from shop.dashboard.tasks.selection import count_tasks, task_scope
from shop.mail.models import OutgoingEmail
from shop.notices.events import NEW_ORDER
from shop.notices.reading import unread_subjects
from shop.order.models import ProducerOrder, ProducerOrderStatus
from shop.partner.access import own_rows
from shop.users.models import User

register = template.Library()
#: For how long a producer is asked to reply to a review.
FRESH = timedelta(days=30)


@dataclass(frozen=True)
class PendingTask:
    """One thing to do, in words, and where."""

    text: str
    url: str


@register.simple_tag
def waiting_work(user: User | AnonymousUser) -> list[PendingTask]:
    """Return a seller's unread producer orders, fresh reviews without a reply and ends of certificates;
    for the register's people their tasks, for the shop's reviews to be read and e-mails that are stuck.
    """
    if not user.is_authenticated:
        return []
    counts = [
        (_unread(user), "producer-order-list", _new_producer_orders),
        (_unanswered(user), "review-list", _to_answer),
    ]
    if user.has_perm(STAFF):
        tasks = sum(count_tasks(task_scope(user, today())).values())
        counts.insert(0, (tasks, "task-list", _tasks))
    else:
        counts.append((count_to_act_on(user, today()), "renewal-list", _ends))
    if user.has_perm("reviews.change_productreview"):
        counts.append((ProductReview.objects.pending().count(), "review-list", _reviews))
    if user.has_perm("order.change_order"):
        counts.append((OutgoingEmail.objects.stuck().count(), "email-list", _emails))
    return [PendingTask(words(n), reverse(f"dashboard:{name}")) for n, name, words in counts if n]


def _unread(user: User) -> int:
    unread = unread_subjects(user, NEW_ORDER)
    new = own_rows(ProducerOrder.objects.filter(status=ProducerOrderStatus.NEW), user)
    return new.filter(pk__in=unread.values("about")).count()


def _unanswered(user: User) -> int:
    own = own_rows(ProductReview.objects.published().filter(reply=""), user, partner=SELLER)
    return own.filter(written_at__gte=now() - FRESH).count()


def _new_producer_orders(n: int) -> str:
    return ngettext("%(n)d new parcel", "%(n)d new parcels", n) % {"n": n}


def _to_answer(n: int) -> str:
    return ngettext("%(n)d review without a reply", "%(n)d reviews without a reply", n) % {"n": n}


def _reviews(n: int) -> str:
    return ngettext("%(n)d review to read", "%(n)d reviews to read", n) % {"n": n}


def _tasks(n: int) -> str:
    return ngettext("%(n)d thing waits for you", "%(n)d things wait for you", n) % {"n": n}


def _ends(n: int) -> str:
    return ngettext("%(n)d certificate to renew", "%(n)d certificates to renew", n) % {"n": n}


def _emails(n: int) -> str:
    return ngettext("%(n)d letter is stuck", "%(n)d letters are stuck", n) % {"n": n}
