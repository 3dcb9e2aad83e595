"""Pausing a product: its producer hides it for a while and shows it again, at once and without review."""

from django.db import transaction

from catalogue.models import Product


@transaction.atomic
def pause_listing(*, product: Product) -> None:
    """Hide a product from buyers; its certificate, price and words stay."""
    _show(product, is_public=False)


@transaction.atomic
def resume_listing(*, product: Product) -> None:
    """Show a product again, as far as its certificate and the law allow."""
    _show(product, is_public=True)


def _show(product: Product, *, is_public: bool) -> None:
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if locked.is_public != is_public:
        locked.is_public = is_public
        locked.save(update_fields=["is_public", "date_updated"])
