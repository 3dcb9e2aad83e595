"""Whose products Oscar's screens show to who is not of the staff; the name is Oscar's."""

from django.db.models import Q

from shop.partner.access import own_partners
from shop.users.models import User


def partner_product_visibility_q(user: User) -> Q:
    """Return the condition of products of sellers for whom a person sells, themselves or a variant."""
    own = own_partners(user)
    return Q(stockrecords__partner__in=own) | Q(children__stockrecords__partner__in=own)
