"""Reading reviews before they are shown, deciding on reports, and replying as the producer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from catalogue.reviews.forms import ReplyForm
from catalogue.reviews.hints import hints
from catalogue.reviews.models import ProductReview
from catalogue.reviews.services import ReviewRefused
from shop.dashboard.reviews import selection
from shop.dashboard.reviews.forms import RefuseForm, ReviewFilterForm
from shop.order.reviews.services import moderate, reply
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed

PER_PAGE = 40
SHOW, REFUSE, REPLY = "show", "refuse", "reply"


class ReviewListView(ListView):
    """Reviews by what needs a look, the longest waiting first."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/reviews/list.html"
    context_object_name = "reviews"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[ProductReview]:
        user = self.request.user
        self.show = ReviewFilterForm(self.request.GET).value(selection.default_filter(user))
        return selection.select_reviews(user, show=self.show)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the filters with their counts; sellers have one only."""
        user = self.request.user
        counts = selection.count_reviews(user)
        sees_all = user.has_perm("reviews.view_productreview")
        return super().get_context_data(**kwargs) | {
            "sees_all": sees_all,
            "tabs": [
                (value, label, counts[value], value == self.show)
                for value, label in selection.ReviewFilter.choices
                if sees_all or value == selection.ReviewFilter.SHOWN
            ],
        }


class ReviewModerationView(DetailView):
    """One review: its text, what to look at twice, reports, decisions, and the next step."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/reviews/detail.html"
    context_object_name = "review"

    def get_object(self, queryset: QuerySet | None = None) -> ProductReview:
        reviews = selection.reviews_of(self.request.user)
        return get_object_or_404(reviews.distinct(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add hints, history and the forms of whoever may use them."""
        review, user = self.object, self.request.user
        sees_all = user.has_perm("reviews.view_productreview")
        facts = {
            "hints": hints(review) if sees_all else [],
            "reports": review.reports.filter(settled_at=None) if sees_all else [],
            "decisions": review.decisions.select_related("by") if sees_all else [],
        }
        if selection.may_moderate(user):
            facts["refuse_form"] = RefuseForm()
            facts["seen"] = self.seen()
        if review.is_approved and selection.is_seller_of(user, review):
            facts["reply_form"] = ReplyForm(initial={"reply": review.reply})
        return super().get_context_data(**facts) | kwargs

    def seen(self) -> str:
        """Return what tells whether another one has decided since the page was opened."""
        return str(self.object.decisions.count())

    def stands(self, *, show: bool) -> bool:
        """Whether the review is shown, or not, as somebody wants it to be."""
        wanted = ProductReview.APPROVED if show else ProductReview.REJECTED
        return self.object.status == wanted

    @transaction.atomic
    def post(self, request: AuthenticatedHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide or reply; a second click gets a message and changes nothing."""
        list(ProductReview.objects.select_for_update().filter(pk=kwargs["pk"]).values_list("pk"))
        self.object = self.get_object()
        step = request.POST.get("step")
        try:
            if step == REPLY:
                return self.answer(request)
            return self.decide(request, show=step == SHOW)
        except ReviewRefused as refusal:
            messages.error(request, refusal.message)
            say_typed(request, request.POST.get("reply" if step == REPLY else "note", ""))
            return self.back()

    def decide(self, request: AuthenticatedHttpRequest, *, show: bool) -> HttpResponse:
        """Show the review or not."""
        if not selection.may_moderate(request.user):
            raise PermissionDenied
        form = RefuseForm(request.POST)
        if not self.stands(show=show) and request.POST.get("seen", "") not in ("", self.seen()):
            messages.warning(
                request,
                _(
                    "Somebody else has changed this meanwhile. Please look at how it stands now;"
                    " what you typed is kept."
                ),
            )
            return self.render_to_response(self.get_context_data(refuse_form=form))
        if not show and not form.is_valid():
            return self.render_to_response(self.get_context_data(refuse_form=form))
        decision = {"ground": "", "note": ""} if show else form.cleaned_data
        if moderate(review=self.object, show=show, by=request.user, **decision):
            text = _("The review is shown.") if show else _("The review is not shown.")
            messages.success(request, text)
        else:
            messages.info(request, _("That is how it stands already."))
        return self.back()

    def answer(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Put the producer's reply under it."""
        if not selection.is_seller_of(request.user, self.object):
            raise PermissionDenied
        form = ReplyForm(request.POST, initial={"reply": self.object.reply})
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(reply_form=form))
        reply(review=self.object, text=form.cleaned_data["reply"], by=request.user)
        messages.success(request, _("Your reply has been saved."))
        return self.back()

    def back(self) -> HttpResponse:
        return redirect("dashboard:review", pk=self.object.pk)
