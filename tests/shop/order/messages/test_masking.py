"""Contacts outside the shop are taken out of messages; prices, days and order numbers stay."""

import pytest

from shop.order.messages.masking import MASK, mask_contacts


@pytest.mark.parametrize(
    "contact",
    [
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "+84 912 345 678",
        "84912345678",
        "912345678",
        "0290 3888 999",
        "０９１２３４５６７８",
        "1900 1234",
        "+1 202 555 0100",
        "lan.nguyen@gmail.com",
        "lan (at) gmail.com",
        "https://zalo.me/0912",
        "www.chothat.vn",
        "fb.com/lan",
    ],
)
def test_contacts_are_taken_out(contact):
    masked, hidden = mask_contacts(f"Gọi {contact} nhé, 2 hộp")
    assert (masked, hidden) == (f"Gọi {MASK} nhé, 2 hộp", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Giá 1.200.000 ₫ hay 912.345.678 đ?",
        "Đơn 100001 giao ngày 30/11/2026 lúc 08:00",
        "Giao 01-12-2026 08:00 được không?",
        "3 hộp 500g, 2 kg, vùng TP.HCM rất xa.Vâng",
        "Mã vận đơn GHN0123456789",
        "",
    ],
)
def test_all_else_stays(text):
    assert mask_contacts(text) == (text, 0)
