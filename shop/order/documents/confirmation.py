"""The order's contract to keep: what was agreed, with whom, under which terms, as one PDF.

It holds what a buyer must be told and able to download (Luật 19/2023 Đ.37.1, 38.1; NĐ 248/2026). It
is made anew from what the order kept, in the language of the reader.
"""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from shop.order.documents.sheets import begin_sheet
from shop.order.receipt import Receipt
from shop.order.receipt_parcels import ReceiptLine, ReceiptProducerOrder
from shop.order.returns.terms import DAYS_FROM_DELIVERY, DAYS_FROM_ORDER
from shop.partner.tax import TaxedAmount
from theme.formats import clock_date, dong, vn_date, weekday_date, weekday_span
from theme.packaging_units import local_unit
from theme.pdf import Alignment, PdfSheet

#: Per cent of the width; how the columns stand.
_WIDTHS = (52, 10, 19, 19)
_ALIGN_OF_GOODS: tuple[Alignment, ...] = ("LEFT", "RIGHT", "RIGHT", "RIGHT")
_ALIGN_OF_SUMS: tuple[Alignment, ...] = ("LEFT", "RIGHT")


def confirmation_pdf(
    receipt: Receipt, *, order_url: str, policies: Mapping[str, str] | None = None
) -> bytes:
    """Return the PDF; `policies` are addresses of published pages by their names."""
    title = _("Confirmation of order %(number)s") % {"number": receipt.number}
    sheet = begin_sheet(title, has_foot=True)
    sheet.heading(title, 18)
    sheet.pairs(
        [
            (_("Ordered at"), clock_date(receipt.placed_at)),
            (_("Status"), receipt.status),
            (_("The order's page"), order_url),
        ]
    )
    sheet.columns(_shop(), _buyer(receipt))
    for part in receipt.producer_orders:
        _write_parcel(sheet, part)
    _write_sums(sheet, receipt)
    _write_extras(sheet, receipt)
    _write_rights(sheet, policies or {})
    _write_consent(sheet, receipt)
    return sheet.to_bytes()


def _shop() -> list[str]:
    shop = settings.OCOP_SELLER
    if not shop["legal_name"]:
        return [_("Shop"), _("The seller's details have not been entered yet.")]
    return [
        _("Shop"),
        *filter(
            None,
            [
                shop["legal_name"],
                _named(_("Registration"), shop["registration"]),
                shop["address"],
                shop["phone"],
                shop["email"],
            ],
        ),
    ]


def _buyer(receipt: Receipt) -> list[str]:
    giver = [f"{receipt.giver_name}, {receipt.buyer_phone}"] if receipt.giver_name else []
    return [
        _("Buyer"),
        *giver,
        *([_named(_("Deliver to"), receipt.name)] if giver else [receipt.name]),
        *filter(None, [receipt.phone, receipt.email, ", ".join(filter(None, receipt.address))]),
    ]


def _write_parcel(sheet: PdfSheet, part: ReceiptProducerOrder) -> None:
    sheet.heading(_("Sold by %(name)s") % {"name": part.seller_name}, room=48)
    seller = part.seller
    sheet.paragraph(
        " · ".join(
            filter(
                None,
                [
                    seller.address,
                    seller.phone,
                    _named(_("Tax code"), seller.tax_code),
                    part.status,
                ],
            )
        ),
        soft=True,
    )
    sheet.grid(
        [_("Product"), _("Quantity"), _("Price, tax included"), _("Amount")],
        [
            *(
                [_goods(line), str(line.quantity), dong(line.unit_price), dong(line.total)]
                for line in part.lines
            ),
            [_("Delivery cost"), "", "", dong(part.shipping_cost)],
            *([[_("Promotions"), "", "", f"−{dong(part.discount)}"]] if part.discount else []),
        ],
        widths=_WIDTHS,
        align=_ALIGN_OF_GOODS,
        sums=[[_("This parcel"), "", "", dong(part.total)]],
    )
    for taxed in part.taxes:
        sheet.paragraph(_tax(taxed), soft=True)
    for text in _promises(part):
        sheet.paragraph(text, soft=True)
    if part.has_alcohol:
        sheet.paragraph(_("Check the age of whoever receives it: 18 or older."), bold=True)


def _promises(part: ReceiptProducerOrder) -> Iterator[str]:
    """When and where it comes, and in how many hours a fault of fresh goods is told."""
    if part.promised and part.is_pickup:
        ready = _("Ready for pickup from %(day)s:") % {"day": weekday_date(part.promised[0])}
        yield " ".join(filter(None, [ready, part.pickup_address, part.pickup_hours]))
    elif part.promised:
        yield _("Expected to arrive: %(days)s.") % {"days": weekday_span(*part.promised)}
    if part.borne:
        yield _("The seller pays the delivery of %(amount)s for you.") % {
            "amount": dong(part.borne)
        }
    if part.fresh_hours:
        yield _(
            "With fresh goods in it: please open it at once and tell us within %(hours)s hours "
            "if something is wrong."
        ) % {"hours": part.fresh_hours}


def _goods(line: ReceiptLine) -> str:
    """A product as it was promised: name, unit, stars and certificate, origin, what the label lacks."""
    certified = ""
    if line.stars:
        certified = " · ".join(
            filter(
                None,
                [
                    _("OCOP %(stars)d stars") % {"stars": line.stars},
                    line.certificate_code,
                    line.decision_number,
                ],
            )
        )
        if line.valid_until:
            certified += ", " + _("valid at least until %(day)s") % {
                "day": vn_date(line.valid_until)
            }
    facts = [
        line.title,
        " · ".join(filter(None, [local_unit(line.unit) if line.unit else "", line.producer_name])),
        certified,
        _named(_("Origin"), line.label_origin),
        _("Not stated on the label, accepted by the buyer: %(gaps)s") % {"gaps": line.accepted_gaps}
        if line.accepted_gaps
        else "",
    ]
    return "\n".join(filter(None, facts))


def _write_sums(sheet: PdfSheet, receipt: Receipt) -> None:
    sheet.heading(_("Total"))
    rows = [
        [_("Goods"), dong(receipt.goods)],
        [_("Delivery cost"), dong(receipt.shipping)],
    ]
    for row in receipt.promotions:
        name = f"{row.name} ({row.code})" if row.code else row.name
        rows.append([name, f"−{dong(row.amount)}"])
    for label, amount in (
        (_("Cancelled parcels with their delivery"), receipt.cancelled),
        (_("Parcels that came back"), receipt.returned),
        (_("Refunded"), receipt.reduced),
    ):
        if amount:
            rows.append([label, f"−{dong(amount)}"])
    sheet.grid(
        ["", _("Amount")],
        rows,
        widths=(75, 25),
        align=_ALIGN_OF_SUMS,
        sums=[[_("You pay"), dong(receipt.due)]],
    )
    for taxed in receipt.taxes:
        sheet.paragraph(_tax(taxed), soft=True)
    sheet.paragraph(_("Prices include tax; there are no other costs."), soft=True)
    sheet.pairs([(_("Payment"), f"{receipt.payment_label} ({receipt.payment.status})")])


def _tax(taxed: TaxedAmount) -> str:
    if taxed.rate.percent is None:
        return f"{taxed.rate.label}: {dong(taxed.amount)}"
    within = _("%(rate)s within %(amount)s") % {
        "rate": taxed.rate.label,
        "amount": dong(taxed.amount),
    }
    return f"{within}: {dong(taxed.tax)}"


def _write_extras(sheet: PdfSheet, receipt: Receipt) -> None:
    invoice = receipt.invoice
    sheet.pairs(
        [
            (_("Note"), receipt.note),
            (_("Wished day of delivery"), vn_date(receipt.wished_on) if receipt.wished_on else ""),
            (_("Gift card"), receipt.gift),
            (
                _("Company invoice"),
                f"{invoice.company}, {invoice.tax_code}, {invoice.address}" if invoice else "",
            ),
        ]
    )


def _write_rights(sheet: PdfSheet, policies: Mapping[str, str]) -> None:
    """Ending the contract, returns, refunds and complaints (Luật 19/2023 Đ.37.1 i–l, 38.3–4)."""
    sheet.heading(_("Your rights"))
    days = {"delivery": DAYS_FROM_DELIVERY, "order": DAYS_FROM_ORDER}
    for text in (
        _("You may cancel free of charge on the order's page until a parcel is packed."),
        _(
            "Goods that arrive damaged, wrong or not as described may be sent back within "
            "%(delivery)d days of delivery, at no cost to you."
        )
        % days,
        _(
            "If information that the law asks for was wrong or missing, you may end the contract "
            "within %(order)d days of the order without cost (Law 19/2023, Article 38)."
        )
        % days,
        _("Money goes back by the way it was paid, within 30 days at most."),
    ):
        sheet.paragraph(f"• {text}")
    shop = settings.OCOP_SELLER
    contact = ", ".join(filter(None, [shop["phone"], shop["email"]]))
    if contact:
        sheet.paragraph(f"• {_named(_('Questions and complaints'), contact)}")
    sheet.pairs(policies.items())


def _write_consent(sheet: PdfSheet, receipt: Receipt) -> None:
    sheet.heading(_("Terms"))
    agreed = _("At %(moment)s the buyer agreed, to the terms published at that moment:") % {
        "moment": clock_date(receipt.consented_at)
    }
    sheet.paragraph(f"{agreed} “{receipt.consent_text}”", soft=True)
    if receipt.data_consent_text:
        words = _("And to the use of personal data:")
        sheet.paragraph(f"{words} “{receipt.data_consent_text}”", soft=True)
    sheet.paragraph(
        " · ".join(
            filter(
                None,
                [
                    _named(_("Version of the terms"), receipt.terms_version),
                    _named(_("Language"), receipt.language),
                ],
            )
        ),
        soft=True,
    )


def _named(name: str, value: str) -> str:
    return f"{name}: {value}" if value else ""
