"""The address book: which address is the default, and what a form can be filled with."""

from django.db import transaction

from shop.users.models import DeliveryAddress, User

#: More than anybody needs, few enough to show on one page.
MAX_ADDRESSES = 20


@transaction.atomic
def save_address(*, address: DeliveryAddress, as_default: bool) -> DeliveryAddress:
    """Save an address of its `user`; the first one, and one so chosen, becomes the default."""
    User.objects.select_for_update().get(pk=address.user_id)
    others = DeliveryAddress.objects.filter(user=address.user_id).exclude(pk=address.pk)
    address.is_default = as_default or not others.filter(is_default=True).exists()
    if address.is_default:
        others.filter(is_default=True).update(is_default=False)
    address.save()
    return address


@transaction.atomic
def delete_address(*, address: DeliveryAddress) -> None:
    """Delete an address; the newest of the others takes its place as the default."""
    User.objects.select_for_update().get(pk=address.user_id)
    others = DeliveryAddress.objects.filter(user=address.user_id).exclude(pk=address.pk)
    address.delete()
    if address.is_default and (successor := others.order_by("-pk").first()) is not None:
        others.filter(pk=successor.pk).update(is_default=True)


def default_address(user: User) -> DeliveryAddress | None:
    """Return where the person's parcels go unless they say otherwise, with commune and province."""
    book = DeliveryAddress.objects.filter(user=user, is_default=True)
    return book.select_related("commune__province").first()
