"""A made bank: statements in three layouts, and webhooks as SePay signs them."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from catalogue.clock import VIETNAM, now
from shop.payment.transfer.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign

SECRET = "bi-mat-cua-ngan-hang-thu"
BANK = {
    "bin": "970436",
    "name": "Vietcombank",
    "account": "0011001234567",
    "holder": "CONG TY DAC SAN OCOP",
}
MOMENT = datetime(2026, 11, 21, 10, 30, 15, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Transfer:
    """One transfer as the bank knows it; a negative amount goes out."""

    amount: int
    content: str
    reference: str = ""
    at: datetime = MOMENT


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def csv_with_credit_and_debit(*transfers: Transfer, encoding: str = "utf-8") -> bytes:
    """The first bank: a few lines above the table, dots in numbers, a sum below."""
    rows = [
        ["SAO KÊ TÀI KHOẢN"],
        ["Số tài khoản: 0011001234567"],
        [],
        ["STT", "Ngày giao dịch", "Số tham chiếu", "Ghi nợ", "Ghi có", "Số dư", "Nội dung"],
    ]
    for number, each in enumerate(transfers, start=1):
        into, out = (dotted(each.amount), "") if each.amount > 0 else ("", dotted(-each.amount))
        day = f"{each.at:%d/%m/%Y %H:%M:%S}"
        rows.append([str(number), day, each.reference, out, into, "9.999.999", each.content])
    rows.append(
        ["", "Tổng", "", "", dotted(sum(max(0, each.amount) for each in transfers)), "", ""]
    )
    return _csv(rows, ";").encode(encoding)


def csv_in_english(*transfers: Transfer) -> bytes:
    """The second bank: English, one signed amount with cents, the day alone."""
    rows = [["Transaction Date", "Description", "Amount", "Balance", "Transaction ID"]]
    for each in transfers:
        day = f"{each.at:%Y-%m-%d}"
        rows.append([day, each.content, f"{each.amount:,}.00", "0.00", each.reference])
    return _csv(rows, ",").encode()


def xlsx_with_odd_headings(*transfers: Transfer) -> bytes:
    """The third bank: a workbook whose headings no dictionary knows."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Khi nào", "Lời nhắn", "Vào", "Ra"])
    for each in transfers:
        into, out = (each.amount, None) if each.amount > 0 else (None, -each.amount)
        sheet.append([f"{each.at:%d-%m-%Y %H:%M}", each.content, into, out])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx_with_moments(*transfers: Transfer) -> bytes:
    """A workbook whose moments are dates of the spreadsheet, not texts."""
    book = Workbook()
    book.active.append(["Ngày giao dịch", "Nội dung", "Ghi nợ", "Ghi có", "Số tham chiếu"])
    for each in transfers:
        into, out = (each.amount, None) if each.amount > 0 else (None, -each.amount)
        moment = each.at.replace(tzinfo=None)
        book.active.append([moment, each.content, out, into, each.reference])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx_with_formula(*transfers: Transfer, column: str) -> bytes:
    """The workbook with moments, its first transfer with a formula that nobody has calculated."""
    book = load_workbook(io.BytesIO(xlsx_with_moments(*transfers)))
    book.active[f"{column}2"] = "=1+1"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _csv(rows: list[list[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def sepay(transfer: Transfer, number: int = 1, **changed) -> dict:
    """Return what SePay says of a transfer."""
    return {
        "id": number,
        "gateway": BANK["name"],
        "transactionDate": f"{transfer.at:%Y-%m-%d %H:%M:%S}",
        "accountNumber": BANK["account"],
        "code": None,
        "content": transfer.content,
        "transferType": "in" if transfer.amount > 0 else "out",
        "transferAmount": abs(transfer.amount),
        "accumulated": 0,
        "subAccount": None,
        "referenceCode": transfer.reference,
        "description": "",
    } | changed


def tell(payload, *, secret: str = SECRET, age: int = 0, client: Client | None = None, **headers):
    """Send a signed message, `age` seconds old; return the answer."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    stamp = str(int((now() - timedelta(seconds=age)).timestamp()))
    signed = {
        TIMESTAMP_HEADER: stamp,
        SIGNATURE_HEADER: sign(body, secret=secret, timestamp=stamp),
    } | headers
    return (client or Client(enforce_csrf_checks=True)).post(
        reverse("bank-webhook"), body, content_type="application/json", headers=signed
    )
