"""The payload that banking apps read, and its picture."""

import io

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shop.payment.transfer.vietqr import TransferOrder, crc16, draw_png, draw_svg, write_payload
from tests.shop.payment.vietqr_reader import InvalidPayload, read_payload

FIXTURE = (
    "00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA"
    "530370454061500005802VN62140810OCOP1000236304F410"
)
PUBLISHED = (
    "00020101021153037045802VN38540010A00000072701240006970436011010319334300208QRIBFTTA"
    "62220818Thanh toan hoa don6304FCE9"
)
ORDER = TransferOrder("970436", "0011001234567", 150_000, "OCOP100023")
DIGITS = st.text("0123456789", min_size=6, max_size=19)


def test_the_payload_comes_out_as_parsers_accept_it():
    assert write_payload(ORDER) == FIXTURE


def test_a_published_payload_is_read_whatever_the_order_of_its_fields():
    expected = TransferOrder("970436", "1031933430", 0, "Thanh toan hoa don")
    assert read_payload(PUBLISHED) == expected


def test_the_checksum_is_that_of_its_definition():
    assert crc16(b"123456789") == 0x29B1


@given(
    account=DIGITS,
    amount=st.integers(0, 9_999_999_999),
    number=st.from_regex(r"[A-Z0-9]{0,25}", fullmatch=True),
)
def test_what_is_written_is_read_again(account, amount, number):
    order = TransferOrder("970436", account, amount, number)
    assert read_payload(write_payload(order)) == order


def test_a_purpose_loses_its_marks():
    order = TransferOrder("970436", "123456", 1000, "Đặc sản OCOP7")
    assert read_payload(write_payload(order)).purpose == "DAC SAN OCOP7"


@pytest.mark.parametrize(
    "altered",
    [FIXTURE.replace("150000", "150001"), FIXTURE[:-1], FIXTURE[:-4] + "f410", "", "6304FFFF"],
)
def test_an_altered_payload_is_refused(altered):
    with pytest.raises(InvalidPayload):
        read_payload(altered)


def test_a_negative_amount_is_no_order():
    with pytest.raises(ValueError, match="negative"):
        write_payload(TransferOrder("970436", "123456", -1))


def test_the_picture_for_banking_apps_is_read_by_a_decoder():
    picture = Image.open(io.BytesIO(draw_png(FIXTURE)))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [FIXTURE]


def test_the_picture_for_pages_holds_no_style_and_no_script():
    picture = draw_svg(FIXTURE).decode()
    assert "<svg" in picture
    assert "style" not in picture
    assert "<script" not in picture
