"""Somebody who has never listed anything lists a product at 360 px; taps and axe are counted on the way."""

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from catalogue.models import ListingDraft
from tests import makers
from tests.journeys.steps import looks_right, sign_in
from tests.photo_files import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TAPS = 25
LABEL = {
    "ingredients": "Mật ong 100 %",
    "shelf_life": "24 tháng",
    "storage": "Nơi khô mát",
    "usage": "Pha với nước ấm",
    "warnings": "Không dùng cho trẻ dưới 1 tuổi",
}


class Phone:
    """A finger: one tap for each thing that is pressed, chosen or typed into."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def press(self, name: str, role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=True).click()
        self.taps += 1

    def type(self, name: str, text: str) -> None:
        self.page.locator(f".listing-form [name='{name}']").fill(text)
        self.taps += 1

    def choose(self, name: str, label: str) -> None:
        self.page.locator(f"[name='{name}']").select_option(label=label)
        self.taps += 2


def test_a_newcomer_lists_a_product(page, in_turn, stall):
    node, owner = makers.group(), makers.membership(stall.tea.producer.partner).user
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, owner, "/nguoi-ban/")
    phone = Phone(page)
    phone.press(pgettext("workspace", "Goods"), "link")
    phone.press(_("Add a product"))
    looks_right(page)
    files = [
        {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo(colour=colour)}
        for n, colour in enumerate(("green", "blue"))
    ]
    page.locator("[name='anh']").set_input_files(files)
    phone.taps += 2
    phone.press(_("Save and go on"))
    phone.type("title", "Mật ong hoa tràm")
    phone.choose("classification", f"{node.set_number}. {node.name}")
    phone.type("description", "Ong rừng tràm, quay một lần mỗi mùa.")
    looks_right(page)
    phone.press(_("Save and go on"))
    for name, text in {"unit": "Chai 500 ml", "price": "185k", "stock": "20"}.items():
        phone.type(name, text)
    phone.type("weight_grams", "700 g")
    looks_right(page)
    phone.press(_("Save and go on"))
    expect(page.get_by_label(_("All over the country"))).to_be_checked()
    looks_right(page)
    phone.press(_("Save and go on"))
    for name, text in LABEL.items():
        phone.type(name, text)
    looks_right(page)
    phone.press(_("Save and go on"))
    looks_right(page)
    phone.press(_("Save and go on"))
    looks_right(page)
    phone.press(_("Send to the province"))
    expect(page.get_by_text(_("Take it back and write on"))).to_be_visible()
    looks_right(page)
    draft = ListingDraft.objects.get()
    assert (draft.state, draft.price, draft.photos.count()) == ("submitted", 185_000, 2)
    assert phone.taps <= MOST_TAPS
