"""Oscar's lists of forms on the page of a product: photographs are kept for who fills it in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from oscar.apps.dashboard.catalogue.formsets import (
    ProductImageFormSet as UpstreamProductImageFormSet,
)
from oscar.apps.dashboard.catalogue.formsets import StockRecordFormSet as UpstreamStockRecordFormSet

from catalogue.photos.forms import keep_uploads
from shop.partner.access import own_partners
from shop.partner.models import StockRecord
from shop.users.models import User

#: Each takes about a second, and as much again for everybody else who sends one.
MOST_PHOTOS_AT_ONCE = 10


class ProductImageFormSet(UpstreamProductImageFormSet):
    """The photographs of a product, of which the first few sent at a time are looked at."""

    def __init__(self, product_class: Any, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        self.photos_sent = 0
        super().__init__(product_class, user, *args, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        keep_uploads(form.fields.values(), self.user)
        form.product = self.instance
        is_stored = index is not None and index < self.initial_form_count()
        if self.is_bound and is_stored and form.instance.pk is None:
            form.is_gone = form.empty_permitted = True
        if form.is_bound and form.add_prefix("original") in form.files:
            self.photos_sent += 1
            if self.photos_sent > MOST_PHOTOS_AT_ONCE:
                form.files = MultiValueDict()

    def clean(self) -> None:
        """Say of the photographs that were not looked at that they are to be sent again."""
        super().clean()
        if self.photos_sent > MOST_PHOTOS_AT_ONCE:
            raise ValidationError(
                _(
                    "At most %(most)d photographs are taken at a time. The first are kept: please "
                    "save them, and then choose the others."
                ),
                params={"most": MOST_PHOTOS_AT_ONCE},
            )


class StockRecordFormSet(UpstreamStockRecordFormSet):
    """Chooses the only partner of a seller in the first form, if there is a first.

    Of a seller's people only those who may change prices find stock records here.
    """

    def __init__(self, product_class: Any, user: User, *args: Any, **kwargs: Any) -> None:
        if not user.is_staff and kwargs.get("instance") is not None:
            own = StockRecord.objects.filter(
                product=kwargs["instance"], partner__in=own_partners(user)
            )
            kwargs.setdefault("queryset", own)
        super().__init__(product_class, user, *args, **kwargs)

    def set_initial_data(self) -> None:
        """Do nothing where the form that was sent counts no stock record; it is refused later."""
        if self.forms:
            super().set_initial_data()
