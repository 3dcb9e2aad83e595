"""Nobody decides about what they, or those they work for, have sent in."""

from collections.abc import Collection

from catalogue.models import Producer
from shop.partner.access import EVERYBODY, works_for
from shop.users.models import User


def is_own_work(user: User, *, producer: Producer, writers: Collection[int | None]) -> bool:
    """Whether somebody works for a producer's seller, in whatever role, or is among the writers."""
    return user.pk in writers or works_for(user, producer.partner, roles=EVERYBODY)
