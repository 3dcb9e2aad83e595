"""Gift, invoice and consents: kept with the order, shown wherever it is shown, escaped everywhere."""

from unicodedata import normalize

import pytest
from django.core import mail

from shop.order.models import Order
from shop.order.receipt import read_receipt
from tests import makers

pytestmark = pytest.mark.django_db

INVOICE = {
    "invoice_tax_code": "0100109106",
    "invoice_company": "Công ty TNHH Sáu",
    "invoice_address": "1 Trần Hữu Dực, Hà Nội",
}
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def ready(buyer):
    """A buyer with one product in the basket."""
    buyer.add(makers.product("Kẹo dừa", price=85_000, stock=5))
    return buyer


def order_with(buyer, **fields) -> Order:
    assert buyer.fill(**fields).url == "/thanh-toan/xem-lai/"
    buyer.place(buyer.review())
    return Order.objects.get()


def pages_of(buyer) -> list[str]:
    """The review is gone by now: the order's page and its receipt."""
    url = buyer.place({"token": str(Order.objects.get().submission.token)}).url
    return [buyer.client.get(path).content.decode() for path in (url, url + "bien-nhan/")]


def test_gift_invoice_and_note_are_on_review_page_and_receipt(ready):
    ready.fill(gift="Chúc mẹ khỏe", note="Gọi trước", **INVOICE)
    review = ready.client.get("/thanh-toan/xem-lai/").content.decode()
    ready.place(ready.review())
    for page in (review, *pages_of(ready)):
        for text in ("Chúc mẹ khỏe", "Gọi trước", "Công ty TNHH Sáu", "0100109106"):
            assert text in page


def test_the_invoice_goes_to_the_buyers_mail_unless_told_otherwise(ready):
    order = order_with(ready, **INVOICE)
    assert read_receipt(order).invoice.email == "sau@example.vn"


def test_without_an_invoice_nothing_is_kept_of_one(ready):
    assert read_receipt(order_with(ready)).invoice is None


@pytest.mark.parametrize("missing", INVOICE)
def test_an_invoice_begun_has_to_be_whole(ready, missing):
    page = ready.fill(**INVOICE | {missing: ""})
    assert list(page.context["form"].errors) == [missing]
    assert '<details class="extra" open>' in page.content.decode()


@pytest.mark.parametrize("code", ["0100109107", "123", "mã số"])
def test_a_wrong_tax_code_is_said_and_kept_to_be_mended(ready, code):
    page = ready.fill(**INVOICE | {"invoice_tax_code": code})
    assert "invoice_tax_code" in page.context["form"].errors
    assert f'value="{code}"' in page.content.decode()


def test_consents_are_kept_word_for_word_with_version_time_and_language(ready):
    order = order_with(ready)
    submission = order.submission
    assert submission.consent_text
    assert submission.data_consent_text
    assert submission.consent_text != submission.data_consent_text
    assert submission.terms_version
    assert submission.language == "vi"
    receipt = pages_of(ready)[1]
    for text in (submission.terms_version, submission.data_consent_text, "Tiếng Việt"):
        assert text in receipt


def test_script_in_every_field_is_text_on_every_page_and_in_the_email(ready, emails_sent):
    fields = dict.fromkeys(("name", "street", "note", "gift"), EVIL)
    fields |= INVOICE | {"invoice_company": EVIL, "invoice_address": EVIL}
    ready.fill(**fields)
    review = ready.client.get("/thanh-toan/xem-lai/").content.decode()
    with emails_sent():
        ready.place(ready.review())
    emails = [
        body
        for email in mail.outbox
        for body, kind in getattr(email, "alternatives", [])
        if kind == "text/html"
    ]
    for page in (review, *pages_of(ready), *emails):
        assert EVIL not in page
        assert "&lt;script&gt;" in page


def test_emoji_and_decomposed_letters_are_stored_composed_everywhere(ready):
    decomposed = normalize("NFD", "Chúc mẹ Sáu khỏe 🍯")
    order = order_with(
        ready,
        gift=decomposed,
        **INVOICE | {"invoice_company": decomposed, "invoice_address": decomposed},
    )
    submission, composed = order.submission, normalize("NFC", decomposed)
    assert (submission.gift_message, submission.invoice_company, submission.invoice_address) == (
        composed,
    ) * 3


def test_an_invoice_typed_only_after_the_review_is_reviewed_again(ready):
    ready.fill()
    fields = ready.review()
    ready.fill(**INVOICE)
    assert ready.place(fields).url == "/thanh-toan/xem-lai/"
    assert Order.objects.count() == 0
