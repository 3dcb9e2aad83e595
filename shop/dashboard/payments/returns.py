"""Return requests: the shop sees all and answers, a seller sees his own and says what came back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView, View

from catalogue.clock import present_day
from shop.dashboard.producer_orders.selection import producer_orders_of
from shop.notices.events import RETURN_ASKED
from shop.notices.reading import mark_subjects_read
from shop.order.models import ReturnPhoto, ReturnRequest, ReturnStatus
from shop.order.returns.forms import AnswerForm
from shop.order.returns.services import ReturnRefused, answer_return, receive_goods
from shop.order.returns.views import open_photo
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
DETAIL = "dashboard:return-detail"
#: Steps of the shop's answer, and whether each accepts; a seller may say that goods were received.
ANSWERS, RECEIVED = {"accept": True, "refuse": False}, "received"
#: ?show= → statuses; the first is what there is to do.
TABS = (
    ("", gettext_lazy("To do"), (ReturnStatus.ASKED, ReturnStatus.ACCEPTED)),
    ("hoan-tien", gettext_lazy("Being refunded"), (ReturnStatus.GOODS_BACK,)),
    ("xong", gettext_lazy("Settled"), (ReturnStatus.REFUNDED, ReturnStatus.REFUSED)),
)


def returns_of(user: User) -> QuerySet[ReturnRequest]:
    """Return the requests a person may see: the shop's people all, sellers their own."""
    rows = ReturnRequest.objects.filter(producer_order__in=producer_orders_of(user))
    return rows.select_related("producer_order__order", "decided_by", "refund")


class ReturnListView(ListView):
    """Requests by what is to do, the first deadline first."""

    template_name = "oscar/dashboard/payments/return_list.html"
    context_object_name = "requests"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[ReturnRequest]:
        show = self.request.GET.get("show", "")
        self.tab = next((tab for tab in TABS if tab[0] == show), TABS[0])
        return returns_of(self.request.user).filter(status__in=self.tab[2])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = returns_of(self.request.user).order_by()
        tabs = [
            (value, label, own.filter(status__in=statuses).count(), value == self.tab[0])
            for value, label, statuses in TABS
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs, "today": present_day()}


class ReturnDetailView(DetailView):
    """One request with its photographs, its answer and what may be done now."""

    template_name = "oscar/dashboard/payments/return_detail.html"
    context_object_name = "asked"
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[ReturnRequest]:
        return returns_of(self.request.user).prefetch_related("items__line", "photos")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked: ReturnRequest = self.object
        mark_subjects_read(self.request.user, [asked.pk], RETURN_ASKED)
        answers = self.request.user.has_perm("order.change_order")
        form = kwargs.get("form") or AnswerForm(initial={"with_delivery": asked.with_delivery})
        return super().get_context_data(**kwargs) | {
            "form": form if answers and asked.status == ReturnStatus.ASKED else None,
            "may_receive": asked.status == ReturnStatus.ACCEPTED,
            "is_late": asked.status == ReturnStatus.ASKED and asked.answer_by < present_day(),
        }


class ReturnPhotoView(View):
    """A photograph of a request, for the shop and its seller."""

    def get(self, request: AuthenticatedHttpRequest, pk: int, photo: int) -> HttpResponse:
        asked = get_object_or_404(returns_of(request.user), pk=pk)
        return open_photo(ReturnPhoto.objects.filter(request=asked, pk=photo).first())


class ReturnStepView(ReturnDetailView):
    """Accept, refuse, or note that the goods came back; a second press changes nothing.

    An answer that is not taken stays typed.
    """

    http_method_names = ["post"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Call the one service; only the shop answers, the seller may receive his goods."""
        asked = self.object = self.get_object()
        step = request.POST.get("step", "")
        if step == RECEIVED:
            return self.receive(asked)
        if not request.user.has_perm("order.change_order"):
            raise PermissionDenied
        if step not in ANSWERS:
            messages.error(request, _("Please choose a step."))
            return redirect(DETAIL, pk=pk)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            is_taken = answer_return(
                request=asked, accepts=ANSWERS[step], by=request.user, **form.cleaned_data
            )
        except ReturnRefused as refusal:
            form.add_error(None, refusal.message)
            return self.render_to_response(self.get_context_data(form=form))
        asked.refresh_from_db()
        if is_taken or _is_said(asked, by=request.user, accepts=ANSWERS[step]):
            messages.success(request, _("Saved; the buyer hears of it."))
        else:
            messages.warning(
                request,
                _("Somebody else has answered meanwhile, so your answer was not sent: “%(text)s”")
                % {"text": form.cleaned_data["answer"]},
            )
        return redirect(DETAIL, pk=pk)

    def receive(self, asked: ReturnRequest) -> HttpResponse:
        """Write down that the goods came back."""
        try:
            receive_goods(request=asked)
        except ReturnRefused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, _("Saved; the buyer hears of it."))
        return redirect(DETAIL, pk=asked.pk)


def _is_said(asked: ReturnRequest, *, by: User, accepts: bool) -> bool:
    """Whether this person has answered just so before: a button that was pressed twice."""
    return asked.decided_by_id == by.pk and accepts == (asked.status != ReturnStatus.REFUSED)
