"""The basket page and what its buttons do. Every change answers with a redirect to a page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from oscar.core.utils import safe_referrer

from catalogue.models import Product
from catalogue.policies import is_displayable
from shop.basket import services
from shop.basket.contents import read_basket
from shop.basket.exceptions import BasketError
from shop.basket.forms import QuantityForm
from shop.basket.limits import MOST_PIECES
from shop.basket.requests import BasketRequest
from shop.basket.signals import product_added
from shop.users.age import audience_of
from theme.covers import Cover, weave

REMOVED, TYPED_CODE = "basket_removed", "basket_code"


@method_decorator(never_cache, name="dispatch")
class SummaryView(TemplateView):
    """The basket: what is in it, what is blocked and why, what it comes to."""

    template_name = "basket/summary.html"
    request: BasketRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the basket as plain objects, and the line just removed, once."""
        return super().get_context_data(
            shown=read_basket(self.request.basket),
            removed=self.request.session.pop(REMOVED, None),
            typed_code=self.request.session.pop(TYPED_CODE, ""),
            cover=_empty_basket(),
            noindex=True,
            heading=_("Your basket"),
            **kwargs,
        )


def _empty_basket() -> Cover:
    """Return the cover that stands over the words while nothing is in the basket."""
    return weave(slug="gio-hang", world="dong-bang-song-hong", glyph="gio")


@method_decorator(never_cache, name="dispatch")
class CountView(TemplateView):
    """The number beside the word "basket", asked for apart because pages are cached for everybody."""

    template_name = "basket/count.html"
    request: BasketRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(basket_count=count_pieces(self.request), **kwargs)


class BasketActionView(View):
    """A button of the basket: POST acts, anything else leads to the basket page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead a stray visitor (back button, bookmark) to the basket."""
        return redirect("basket:summary")

    def post(self, request: BasketRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, and say what could not be done; the shopper always lands on a page."""
        try:
            return self.act(request, **kwargs)
        except BasketError as error:
            return self.refuse(request, error.message)

    def act(self, request: BasketRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says and return the answer; raises BasketError."""
        raise NotImplementedError

    def refuse(self, request: BasketRequest, sentence: str) -> HttpResponse:
        messages.error(request, sentence)
        return redirect(self.page_after_refusal())

    def page_after_refusal(self) -> str:
        """Return where a refusal is read."""
        return "basket:summary"


class AddView(BasketActionView):
    """Put a product into the basket.

    A script that stays on the page (htmx) gets the sentence and the new count; anyone else is led
    to the basket. Whoever buys now goes to the checkout, by the basket where there is less than
    was wished for.
    """

    def act(self, request: BasketRequest, pk: int) -> HttpResponse:
        """Add, or say in words why not; a step without script only changes the number shown."""
        product = Product.objects.for_sale_check().filter(pk=pk).first()
        if product is None:
            return self.refuse(request, _("This product is no longer in the shop."))
        form = QuantityForm(request.POST)
        if not form.is_valid() or form.wanted == 0:
            return self.refuse(request, form.complaint)
        is_shown = is_displayable(product, audience_of(request))
        if form.stepped and is_shown and not is_htmx(request):
            return redirect(
                f"{product.get_absolute_url()}?so_luong={min(form.wanted, MOST_PIECES)}"
            )
        change = services.add_product_once(
            basket=request.basket, product=product, quantity=form.wanted
        )
        product_added.send(sender=self.__class__, product=product)
        if "buy_now" in request.POST:
            if not change.notice:
                return lead_to(request, "checkout:index")
            messages.warning(request, change.notice)
            return lead_to(request, "basket:summary")
        sentence = _("“%(name)s” is in your basket.") % {"name": product.title}
        if is_htmx(request):
            return message_fragment(
                request, " ".join(filter(None, [sentence, change.notice])), "success"
            )
        messages.success(request, sentence)
        if change.notice:
            messages.warning(request, change.notice)
        return redirect("basket:summary")

    def refuse(self, request: BasketRequest, sentence: str) -> HttpResponse:
        """Say it where the shopper is."""
        if is_htmx(request):
            return message_fragment(request, sentence, "error")
        return super().refuse(request, sentence)

    def page_after_refusal(self) -> str:
        """Return the page the shopper came from, when it is ours."""
        return safe_referrer(self.request, "basket:summary")


class ChangeView(BasketActionView):
    def act(self, request: BasketRequest, line: int) -> HttpResponse:
        """Change the quantity and say when stock gives less."""
        form = QuantityForm(request.POST)
        if not form.is_valid():
            messages.error(request, form.complaint)
            return redirect("basket:summary")
        if form.wanted == 0:
            return remove(request, line)
        change = services.change_quantity(basket=request.basket, line_id=line, quantity=form.wanted)
        if change is None:
            messages.info(request, _("That line is no longer in your basket."))
        elif change.notice:
            messages.warning(request, change.notice)
        else:
            messages.success(request, _("The quantity has been changed."))
        return redirect("basket:summary")


class RemoveView(BasketActionView):
    """Take a line out; the basket page offers to undo it."""

    def act(self, request: BasketRequest, line: int) -> HttpResponse:
        """Remove the line; a line that is gone already is no error."""
        return remove(request, line)


def remove(request: BasketRequest, line_id: int) -> HttpResponse:
    """Take a line out, remember it for one undo, and lead to the basket page."""
    line = services.remove_line(basket=request.basket, line_id=line_id)
    if line is not None:
        request.session[REMOVED] = {
            "product_id": line.product_id,
            "title": line.product.title,
            "quantity": line.quantity,
            "can_return": line.block is None,
        }
    return redirect("basket:summary")


def is_htmx(request: HttpRequest) -> bool:
    """Whether a script sent the form and puts the answer into the page that is open."""
    return request.headers.get("HX-Request") == "true"


def lead_to(request: HttpRequest, page: str) -> HttpResponse:
    """Lead to another page, also a script that would stay on this one."""
    if not is_htmx(request):
        return redirect(page)
    return HttpResponse(headers={"HX-Redirect": reverse(page)})


def message_fragment(request: BasketRequest, sentence: str, kind: str) -> HttpResponse:
    """Return the sentence and the new count as parts of the open page."""
    context = {"text": sentence, "kind": kind, "basket_count": count_pieces(request), "apart": True}
    return render(request, "basket/message.html", context)


def count_pieces(request: BasketRequest) -> int:
    return request.basket.num_items if request.basket.pk else 0
