"""An invoice to read and print, in Vietnamese, from what it says."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import translation

from shop.order.documents.invoice_xml import TITLES, TRIAL, payment_name
from shop.order.invoices.content import is_adjustment
from theme.formats import dong, thousands
from theme.pdf import PdfSheet

_RATES = {
    "KCT": "Không chịu thuế GTGT",
    "KKKNT": "Người bán không tính thuế GTGT (hộ kinh doanh hoặc phương pháp trực tiếp)",
}
_MISSING = "(chưa có trong hồ sơ người bán)"


def invoice_pdf(content: Mapping[str, Any], *, made_at: datetime, is_trial: bool) -> bytes:
    """Return the invoice as a PDF; a trial one says on every page that it has no legal force."""
    with translation.override("vi"):
        return _sheet(content, made_at, is_trial).to_bytes()


def _sheet(content: Mapping[str, Any], made_at: datetime, is_trial: bool) -> PdfSheet:
    name = f"{content['sign']}-{content['number']:07d}"
    sheet = PdfSheet(
        title=f"{TITLES[content['form']]} {name}",
        language="vi",
        foot=f"{TITLES[content['form']]} {name}",
        made_at=made_at,
        stamp=TRIAL.upper() if is_trial else "",
    )
    sheet.heading(TITLES[content["form"]] + (" điều chỉnh" if is_adjustment(content) else ""), 18)
    sheet.pairs(
        [
            ("Mẫu số, ký hiệu", f"{content['form']}{content['sign']}"),
            ("Số", f"{content['number']:07d}"),
            ("Ngày lập", _day(content["date"])),
            ("Đơn hàng", content["order"]),
            ("Hình thức thanh toán", payment_name(content["payment"])),
        ]
    )
    if is_adjustment(content):
        first = content["adjusts"]
        sheet.paragraph(
            f"Điều chỉnh cho hoá đơn {first['form']}{first['sign']}, số {first['number']:07d}, "
            f"ngày {_day(first['date'])}. Số âm là phần giảm.",
            bold=True,
        )
    seller, buyer = content["seller"], content["buyer"]
    sheet.columns(["Người bán", *_party(seller)], ["Người mua", *_party(buyer)])
    sheet.grid(
        ["Hàng hoá, dịch vụ", "ĐVT", "SL", "Đơn giá", "Chưa thuế", "Thuế suất", "Tiền thuế"],
        [
            [
                item["title"],
                item["unit"],
                thousands(item["quantity"]) if item["quantity"] else "",
                _price(item["price"]),
                thousands(item["net"]),
                f"{item['rate']} %" if item["rate"][0].isdigit() else item["rate"],
                thousands(item["tax"]),
            ]
            for item in content["items"]
        ],
        widths=[34, 12, 7, 14, 14, 10, 12],
        align=["LEFT", "LEFT", "RIGHT", "RIGHT", "RIGHT", "RIGHT", "RIGHT"],
    )
    sheet.grid(
        ["", "Tiền chưa thuế", "Tiền thuế GTGT"],
        [[_rate(row["rate"]), dong(row["net"]), dong(row["tax"])] for row in content["sums"]],
        widths=[50, 25, 25],
        align=["LEFT", "RIGHT", "RIGHT"],
        sums=[["Cộng", dong(content["net"]), dong(content["tax"])]],
    )
    sheet.paragraph(f"Tổng tiền thanh toán: {dong(content['amount'])}", bold=True)
    return sheet


def _party(facts: Mapping[str, str] | None) -> list[str]:
    if facts is None:
        return ["Người mua không lấy hoá đơn"]
    return [
        facts["name"],
        f"Địa chỉ: {facts['address'] or _MISSING}",
        f"Mã số thuế: {facts['tax_code'] or _MISSING}",
    ]


def _rate(rate: str) -> str:
    return _RATES.get(rate) or f"Thuế suất {rate.replace('.', ',')} %"


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _price(text: str) -> str:
    """A price of one piece before tax has two digits: 171296.30 → 171.296,30."""
    if not text:
        return ""
    whole, _point, digits = text.partition(".")
    return f"{thousands(int(whole))},{digits}"
