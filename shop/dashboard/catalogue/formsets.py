"""Oscar's lists of forms on the page of a product; photographs are kept for who fills it in."""

from typing import Any

from oscar.apps.dashboard.catalogue.formsets import (
    ProductImageFormSet as UpstreamProductImageFormSet,
)

from catalogue.photos.forms import keep_uploads
from shop.users.models import User


class ProductImageFormSet(UpstreamProductImageFormSet):
    """The photographs of a product."""

    def __init__(self, product_class: Any, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(product_class, user, *args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        keep_uploads(form.fields.values(), self.user)
