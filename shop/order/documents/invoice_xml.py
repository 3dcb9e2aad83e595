"""An invoice as XML, with the tags that the tax authority's format has (QĐ 1450/QĐ-TCT and later).

It is not signed and was not checked against the authority's schema: a real provider makes its own.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as Xml

from shop.order.invoices.content import is_adjustment

TRIAL = "Hoá đơn thử nghiệm, không có giá trị pháp lý"
TITLES = {"1": "Hoá đơn giá trị gia tăng", "2": "Hoá đơn bán hàng"}
_PAYMENTS = {"cod": "Tiền mặt", "transfer": "Chuyển khoản", "card": "Thẻ"}


def invoice_xml(content: Mapping[str, Any], *, key: str, is_trial: bool) -> bytes:
    """Return the invoice as a file in UTF-8."""
    root = Xml.Element("HDon")
    data = Xml.SubElement(root, "DLHDon", Id=f"id-{key}")
    _general(Xml.SubElement(data, "TTChung"), content, is_trial)
    body = Xml.SubElement(data, "NDHDon")
    seller, buyer = content["seller"], content["buyer"]
    _put(
        Xml.SubElement(body, "NBan"),
        Ten=seller["name"],
        MST=seller["tax_code"],
        DChi=seller["address"],
    )
    party = Xml.SubElement(body, "NMua")
    if buyer is not None:
        _put(party, Ten=buyer["name"], MST=buyer["tax_code"], DChi=buyer["address"])
    _goods(Xml.SubElement(body, "DSHHDVu"), content["items"])
    _totals(Xml.SubElement(body, "TToan"), content)
    Xml.indent(root)
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True)


def payment_name(code: str) -> str:
    """Return how it is paid, as invoices have it."""
    return _PAYMENTS.get(code, code)


def _general(tag: Xml.Element, content: Mapping[str, Any], is_trial: bool) -> None:
    _put(
        tag,
        PBan="2.1.0",
        THDon=TITLES[content["form"]],
        KHMSHDon=content["form"],
        KHHDon=content["sign"],
        SHDon=content["number"],
        NLap=content["date"],
        DVTTe="VND",
        HTTToan=payment_name(content["payment"]),
    )
    if is_adjustment(content):
        first = content["adjusts"]
        _put(
            Xml.SubElement(tag, "TTHDLQuan"),
            TCHDon=2,
            LHDCLQuan=1,
            KHMSHDCLQuan=first["form"],
            KHHDCLQuan=first["sign"],
            SHDCLQuan=first["number"],
            NLHDCLQuan=first["date"],
        )
    if is_trial:
        more = Xml.SubElement(Xml.SubElement(tag, "TTKhac"), "TTin")
        _put(more, TTruong="Ghi chú", KDLieu="string", DLieu=TRIAL)


def _goods(tag: Xml.Element, items: list[dict[str, Any]]) -> None:
    for number, item in enumerate(items, start=1):
        _put(
            Xml.SubElement(tag, "HHDVu"),
            TChat=1,
            STT=number,
            THHDVu=item["title"],
            DVTinh=item["unit"],
            SLuong=item["quantity"],
            DGia=item["price"],
            ThTien=item["net"],
            TSuat=_rate(item["rate"]),
        )


def _totals(tag: Xml.Element, content: Mapping[str, Any]) -> None:
    rates = Xml.SubElement(tag, "THTTLTSuat")
    for row in content["sums"]:
        _put(
            Xml.SubElement(rates, "LTSuat"),
            TSuat=_rate(row["rate"]),
            ThTien=row["net"],
            TThue=row["tax"],
        )
    _put(tag, TgTCThue=content["net"], TgTThue=content["tax"], TgTTTBSo=content["amount"])


def _rate(rate: str) -> str:
    return f"{rate}%" if rate[0].isdigit() else rate


def _put(tag: Xml.Element, **values: object) -> None:
    """Add a tag for each value; what is empty is left out."""
    for name, value in values.items():
        if value not in ("", None):
            Xml.SubElement(tag, name).text = _printable(str(value))


def _printable(text: str) -> str:
    """XML cannot hold control characters, however they are written."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
