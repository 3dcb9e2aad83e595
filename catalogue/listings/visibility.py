"""Showing a product again that was hidden from buyers: at once and without review."""

from django.db import transaction

from catalogue.models import Product


@transaction.atomic
def show_listing(*, product: Product) -> None:
    """Show a product again, as far as its certificate and the law allow.

    A seller hides nothing: a product that rests is paused and keeps its page.
    """
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if not locked.is_public:
        locked.is_public = True
        locked.save(update_fields=["is_public", "date_updated"])
