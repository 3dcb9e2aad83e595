"""What the page of a transfer asks for: the picture of the code, and whether the money is there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shop.order.payments.transfers.page import (
    TransferPage,
    describe_status,
    payload_of,
    read_transfer_page,
)
from shop.order.payments.transfers.simulation import is_simulated, send_simulated_transfer
from shop.order.views import SignedPage
from shop.payment.transfer.vietqr import draw_png, draw_svg


class TransferPart(SignedPage):
    """A part of the page of a transfer; `names` begins the names of its URLs."""

    names = "pay"

    def read_page(self) -> TransferPage:
        return read_transfer_page(self.order, names=self.names, token=self.kwargs["token"])


class TransferCodeView(TransferPart):
    """The code as a picture; 404 once nothing is owed, so that nobody pays twice by an old tab."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        page = self.read_page()
        if not page.is_open:
            raise Http404
        payload = payload_of(page)
        if kwargs["kind"] == "svg":
            return HttpResponse(draw_svg(payload), content_type="image/svg+xml")
        name = f"vietqr-{page.reference}-{page.amount}.png"
        return HttpResponse(
            draw_png(payload),
            content_type="image/png",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class TransferStatusView(TransferPart):
    """How far the money is, for the page that waits: it reads our ledger and nothing else."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> JsonResponse:
        page = self.read_page()
        return JsonResponse(
            {"version": page.version, "open": page.is_open, "text": describe_status(page)}
        )


class TransferSimulationView(TransferPart):
    """The demonstration's button; elsewhere there is no such page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Let the made bank tell of the transfer, and go back to the page that waits for it."""
        page = self.read_page()
        if not is_simulated() or not page.is_open:
            raise Http404
        try:
            send_simulated_transfer(
                amount=page.amount,
                reference=page.reference,
                port=request.get_port(),
                host=request.get_host(),
            )
        except OSError:
            messages.error(request, _("The made bank could not be reached. Please try again."))
        else:
            messages.info(
                request,
                _("Trial: the made bank has told us of your transfer; it shows in a moment."),
            )
        return redirect(page.page_url)
