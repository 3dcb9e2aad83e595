"""At which sellers the buyer comes for the goods instead of having them sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from shop.basket.models import Basket
from shop.partner.models import Partner
from shop.shipping.promise import promise_pickup
from theme.formats import weekday_date


class PickupWidget(forms.CheckboxSelectMultiple):
    """Checkboxes whose answer also comes as the text that the session keeps."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        """Return the keys that were ticked or kept."""
        values = data.getlist(name) if isinstance(data, MultiValueDict) else [data.get(name) or ""]
        return [key for value in values for key in value.split(",") if key]

    def format_value(self, value: Any) -> list[str]:
        """Return the keys to tick."""
        return value.split(",") if isinstance(value, str) else super().format_value(value)


class PickupField(forms.TypedMultipleChoiceField):
    """The sellers to go to; one that offers pickup no more, or is in the basket no more, is left out."""

    widget = PickupWidget

    def __init__(self) -> None:
        super().__init__(
            label=_("Pick up from the seller"),
            coerce=int,
            required=False,
            help_text=_("Without a tick the parcel is sent to your address."),
        )

    def clean(self, value: Any) -> list[int]:
        """Return the keys of sellers that offer pickup now."""
        return super().clean([key for key in value or [] if self.valid_value(key)])


@dataclass(frozen=True)
class PickupSellers:
    """The sellers of a basket that one may go to: keys with where and from when.

    `are_all` says that nobody else has goods in it.
    """

    choices: tuple[tuple[int, str], ...] = ()
    are_all: bool = False

    def cover(self, chosen: list[str]) -> bool:
        """Whether nothing is left to be sent when the buyer goes to these (keys as text)."""
        return self.are_all and {str(key) for key, _words in self.choices} <= set(chosen)


def offer_pickups(basket: Basket) -> PickupSellers:
    """Return the sellers of what can be ordered of a basket that one may go to."""
    partners = {
        line.stockrecord.partner_id: line.stockrecord.partner
        for line in basket.all_lines()
        if line.block is None
    }
    offering = {key: partner for key, partner in partners.items() if partner.offers_pickup}
    return PickupSellers(
        tuple((key, describe_pickup(partner)) for key, partner in offering.items()),
        are_all=bool(partners) and offering.keys() == partners.keys(),
    )


def describe_pickup(partner: Partner) -> str:
    """Return in words where and from when what is ordered now can be picked up."""
    place = ", ".join(filter(None, [partner.pickup_address, partner.pickup_hours]))
    facts = {
        "name": partner.display_name,
        "place": place,
        "day": weekday_date(promise_pickup(partner).ready),
    }
    return str(_("%(name)s: %(place)s, from %(day)s, no delivery cost") % facts)
