"""The address book: list, add, change, delete. Addresses of others are not found."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from catalogue.places.proposals import name_place, with_former_place
from shop.customer.account.mixins import AccountMixin
from shop.customer.addressbook.forms import AddressForm, initial_of
from shop.users.addresses import MAX_ADDRESSES, delete_address, save_address
from shop.users.models import DeliveryAddress, User
from shop.users.phone import local_phone
from shop.users.place_form import follow_place
from shop.users.requests import AuthenticatedHttpRequest


@dataclass(frozen=True)
class AddressRow:
    """One address as shown, with where its buttons lead."""

    name: str
    phone: str
    lines: tuple[str, ...]
    is_default: bool
    edit_url: str
    delete_url: str


def read_row(address: DeliveryAddress) -> AddressRow:
    """Return an address as a row; its commune and province have been fetched with it."""
    return AddressRow(
        name=address.name,
        phone=local_phone(address.phone),
        lines=(
            address.street,
            with_former_place(name_place(address.commune), address.former_place),
        ),
        is_default=address.is_default,
        edit_url=reverse("customer:address-edit", kwargs={"pk": address.pk}),
        delete_url=reverse("customer:address-delete", kwargs={"pk": address.pk}),
    )


def addresses_of(user: User) -> QuerySet[DeliveryAddress]:
    """Return a person's addresses with what a row shows, in a fixed number of queries."""
    book = DeliveryAddress.objects.filter(user=user).select_related("commune__province")
    return book.prefetch_related("commune__designations", "commune__province__designations")


class AddressPage(AccountMixin, TemplateView):
    tab = "addresses"
    request: AuthenticatedHttpRequest

    def own_address(self, pk: int) -> DeliveryAddress:
        return get_object_or_404(addresses_of(self.request.user), pk=pk)


class AddressListView(AddressPage):
    """All addresses, the default first."""

    template_name = "oscar/customer/address/address_list.html"
    heading = gettext_lazy("Your addresses")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add plain rows, and whether there is room for more."""
        rows = [read_row(address) for address in addresses_of(self.request.user)]
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "room": len(rows) < MAX_ADDRESSES,
        }


class AddressEditView(AddressPage):
    """Adds or changes an address. Choosing a province brings its communes by a round trip."""

    template_name = "oscar/customer/address/address_form.html"

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Show the form, empty or as it is kept; a new one begins with the owner's name."""
        user = self.request.user
        phone = local_phone(user.phone) if user.phone else ""
        initial = {"name": user.get_full_name(), "phone": phone}
        if pk is not None:
            initial = initial_of(self.own_address(pk))
        return self.show(AddressForm(initial=initial, is_edit=pk is not None), pk)

    @transaction.atomic
    def post(self, request: AuthenticatedHttpRequest, pk: int | None = None) -> HttpResponse:
        """Save, or show again what was typed; the button of the province only lists communes."""
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        address = self.own_address(pk) if pk else DeliveryAddress(user=request.user)
        action = request.POST.get("action")
        asked = {
            "place": request.POST.get("place_searched", ""),
            "province": request.POST.get("province_listed", ""),
        }
        typed = follow_place(asked, request.POST.dict(), searched=action == "find")
        if action != "save":
            return self.show(AddressForm(initial=typed, is_edit=pk is not None), pk)
        form = AddressForm(
            typed, initial=initial_of(address) if pk else None, is_edit=pk is not None
        )
        if not form.is_valid():
            return self.show(form, pk)
        duplicate = None if pk else self.find_duplicate(form)
        if duplicate is None and pk is None and addresses_of(request.user).count() >= MAX_ADDRESSES:
            form.add_error(None, _("The book is full. Please delete an address first."))
            return self.show(form, pk)
        as_default = form.cleaned_data["is_default"] or (duplicate or address).is_default
        save_address(address=form.fill(duplicate or address), as_default=as_default)
        messages.success(request, _("The address is saved."))
        return redirect("customer:address-list")

    def find_duplicate(self, form: AddressForm) -> DeliveryAddress | None:
        """Return the very same address when it is in the book already: a second press adds none."""
        wanted = form.fill(DeliveryAddress(user=self.request.user))
        same = {field: getattr(wanted, field) for field in ("name", "phone", "street", "commune")}
        return addresses_of(self.request.user).filter(**same).first()

    def show(self, form: AddressForm, pk: int | None) -> HttpResponse:
        self.heading = _("Change the address") if pk else _("Add an address")
        return self.render_to_response(self.get_context_data(form=form))


class AddressDeleteView(AddressPage):
    """Asks by GET, deletes by POST; a second press finds it gone and says the same."""

    template_name = "oscar/customer/address/address_delete.html"
    heading = gettext_lazy("Delete this address?")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "row": read_row(self.own_address(kwargs["pk"]))
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        address = addresses_of(request.user).filter(pk=pk).first()
        if address is not None:
            delete_address(address=address)
        messages.success(request, _("The address is deleted."))
        return redirect("customer:address-list")
