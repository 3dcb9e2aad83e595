"""The list of proofs, adding one, taking one away, and its file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import today
from catalogue.models import Producer, Proof
from catalogue.services.proofs import remove_proof, submit_proof
from shop.onboarding.paper_response import paper_response
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, too_often
from shop.workspace.page_view import WorkspacePageView
from shop.workspace.proofs.forms import ProofForm
from shop.workspace.proofs.proof_card import proof_card

#: Each file is read before anything else of the form is judged.
FILES = Limit("proof", tries=40, seconds=3600)


class ProofPageView(WorkspacePageView):
    """A page about proofs; packers have no part in it."""

    tab = "shop-front"
    for_sellers = True

    @cached_property
    def producer(self) -> Producer:
        """Who makes what is sold here; without one nothing can be proven."""
        producer = Producer.objects.filter(partner=self.partner).first()
        if producer is None:
            raise Http404
        return producer

    def proof(self) -> Proof:
        """The proof of the URL, if it is the producer's own."""
        return get_object_or_404(Proof, producer=self.producer, pk=self.kwargs["proof"])


class OwnProofListView(ProofPageView):
    """What was sent in, how it stands, and until when buyers see it."""

    template_name = "workspace/proofs/list.html"
    heading = gettext_lazy("Other certificates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proofs = Proof.objects.filter(producer=self.producer).prefetch_related("products")
        cards = [proof_card(proof, today()) for proof in proofs]
        return super().get_context_data(**kwargs) | {"cards": cards}


class ProofAddView(ProofPageView):
    """Sending one in."""

    template_name = "workspace/proofs/form.html"
    heading = gettext_lazy("Add a certificate")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or ProofForm(user=self.request.user, producer=self.producer)
        return super().get_context_data(**kwargs) | {"form": form}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or show the form again; a file that was right is not chosen twice."""
        user = self.request.user
        if wait := FILES.wait_for(str(user.pk)):
            messages.error(request, too_often(wait))
            return redirect("workspace:proofs", pk=self.partner.pk)
        form = ProofForm(request.POST, request.FILES, user=user, producer=self.producer)
        if form.is_valid():
            try:
                submit_proof(producer=self.producer, by=user, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(
                    request, _("It is sent to the province. Buyers see it once it is verified.")
                )
                return redirect("workspace:proofs", pk=self.partner.pk)
        return self.render_to_response(self.get_context_data(form=form))


class ProofRemoveView(ProofPageView):
    """Takes a proof away, after asking."""

    template_name = "workspace/proofs/remove.html"
    heading = gettext_lazy("Take a certificate away")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"card": proof_card(self.proof(), today())}

    def post(self, request: AuthenticatedHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            remove_proof(proof=self.proof(), by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("It is taken away. Buyers do not see it any more."))
        return redirect("workspace:proofs", pk=self.partner.pk)


class OwnProofFileView(ProofPageView):
    """The file of one proof."""

    def get(self, request: AuthenticatedHttpRequest, pk: int, proof: int) -> FileResponse:  # type: ignore[override]
        found = self.proof()
        return paper_response(found.file, f"{found.kind}-{found.pk}")
