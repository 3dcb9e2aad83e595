"""The e-mail that brings an issued invoice to whoever asked for one, with its files."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import EmailAttachment, RenderedEmail, compose, renders
from shop.order.emails.recipients import recipient_of
from shop.order.invoices.content import is_adjustment
from shop.order.invoices.files import read_invoice_file
from shop.order.invoices.ports import invoice_provider
from shop.order.models import EInvoice, Order

INVOICE_ISSUED = "invoice_issued"
#: The XML is the invoice, the PDF is how one reads it.
KINDS = {"pdf": "application/pdf", "xml": "application/xml"}


def invoice_recipient(order: Order) -> str:
    """Return where the invoices of an order go; empty where no company asked for one."""
    submission = order.submission
    if not submission.invoice_tax_code:
        return ""
    return submission.invoice_email or recipient_of(order)


@renders(INVOICE_ISSUED, gettext_lazy("Invoice"))
def render_invoice(email: OutgoingEmail) -> RenderedEmail | None:
    """Send the invoice itself: who keeps a company's books may know nothing of the order's own link.

    Raises RuntimeError while its files cannot be read; the e-mail is then tried again.
    """
    invoices = EInvoice.objects.issued().select_related(
        "adjusts", "producer_order__order__submission", "producer_order__order__user"
    )
    invoice = invoices.filter(pk=email.about).first()
    to = invoice_recipient(invoice.producer_order.order) if invoice else ""
    if invoice is None or not to:
        return None
    order, content = invoice.producer_order.order, invoice.content or {}
    files = {kind: read_invoice_file(invoice, kind) for kind in KINDS}
    if not all(files.values()):
        raise RuntimeError(f"the files of invoice {invoice.label} cannot be read")
    provider = invoice_provider()
    with translation.override(order.submission.language):
        facts = {"label": invoice.label, "number": order.number}
        return compose(
            to=to,
            subject=_("Invoice %(label)s for order %(number)s") % facts,
            template="emails/invoice",
            context=facts
            | {
                "invoice": invoice,
                "company": order.submission.invoice_company,
                "seller_name": invoice.producer_order.seller_name,
                "adjusted": invoice.adjusts.label
                if invoice.adjusts and is_adjustment(content)
                else "",
                "is_trial": provider is not None and provider.is_trial,
            },
            attachments=tuple(
                EmailAttachment(f"hoa-don-{invoice.label}.{kind}", data, KINDS[kind])
                for kind, data in files.items()
                if data
            ),
        )
