"""The list of papers, adding one, replacing one that ends, and its file."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.onboarding.exceptions import OnboardingRefused
from shop.onboarding.paper_response import paper_response
from shop.onboarding.papers import add_paper
from shop.partner.models import SellerPaper
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, too_often
from shop.workspace.page_view import WorkspacePageView
from shop.workspace.papers.forms import SellerPaperForm

#: Each file is read before anything else of the form is judged.
FILES = Limit("seller-paper", tries=40, seconds=3600)


class PapersPageView(WorkspacePageView):
    """A page about papers; packers have no part in it."""

    tab = "shop-front"
    for_sellers = True


class PaperListView(PapersPageView):
    """What holds now, with the days by which it ends."""

    template_name = "workspace/papers/list.html"
    heading = gettext_lazy("Papers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        papers = SellerPaper.objects.current().filter(partner=self.partner)
        return super().get_context_data(**kwargs) | {"papers": list(papers)}


class PaperAddView(PapersPageView):
    """Adding a paper, or the one that follows another."""

    template_name = "workspace/papers/form.html"

    @cached_property
    def replaced(self) -> SellerPaper | None:
        if "paper" not in self.kwargs:
            return None
        rows = SellerPaper.objects.current().filter(partner=self.partner)
        return get_object_or_404(rows, pk=self.kwargs["paper"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        old = self.replaced
        initial = {"kind": old.kind, "issuer": old.issuer} if old else {}
        form = kwargs.pop("form", None) or SellerPaperForm(user=self.request.user, initial=initial)
        heading = _("Replace the paper") if old else _("Add a paper")
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "form": form,
            "replaced": old,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or show the form again; a file that was right is not chosen twice."""
        user = self.request.user
        if wait := FILES.wait_for(str(user.pk)):
            messages.error(request, too_often(wait))
            return redirect("workspace:papers", pk=self.partner.pk)
        form = SellerPaperForm(request.POST, request.FILES, user=user)
        if form.is_valid():
            facts = form.cleaned_data
            try:
                add_paper(partner=self.partner, by=user, replaces=self.replaced, **facts)
            except OnboardingRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("The paper is there."))
                return redirect("workspace:papers", pk=self.partner.pk)
        return self.render_to_response(self.get_context_data(form=form))


class PaperFileView(PapersPageView):
    """The file of one paper, also of one that was replaced."""

    def get(self, request: AuthenticatedHttpRequest, pk: int, paper: int) -> FileResponse:  # type: ignore[override]
        rows = SellerPaper.objects.filter(partner=self.partner)
        found = get_object_or_404(rows, pk=paper)
        return paper_response(found.file, f"{found.kind}-{found.pk}")
