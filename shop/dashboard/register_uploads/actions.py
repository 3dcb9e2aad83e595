"""What is done with a register file: submitted, confirmed, sent back, let go, undone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from catalogue.register_uploads import services
from catalogue.register_uploads.built_on import find_blockers
from catalogue.register_uploads.undo import foretell_undo, request_undo
from shop.dashboard.register_uploads.access import OwnUploadMixin
from shop.dashboard.register_uploads.forms import SendBackForm
from shop.dashboard.register_uploads.selection import outcome_tabs
from shop.dashboard.register_uploads.views import DETAIL
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed_words


class UploadActionMixin(OwnUploadMixin):
    """Does one thing with the file and goes back to it, with a sentence either way."""

    done: str | Promise = ""

    def act(self) -> None:
        """Call the service; raises ValidationError with words for the person at the screen."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it once; a second press is told how the file stands."""
        try:
            self.act()
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, str(self.done))
        return redirect(DETAIL, pk=self.upload.pk)


class SubmitUploadView(UploadActionMixin, View):
    """Hands the file to the second person."""

    request: AuthenticatedHttpRequest
    http_method_names = ["post"]
    done = gettext_lazy("The file is submitted. A second person has to confirm it.")

    def act(self) -> None:
        services.submit_upload(upload=self.upload, by=self.request.user)


class ConfirmUploadView(UploadActionMixin, TemplateView):
    """The second pair of eyes: asks first, with what the file does in numbers."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/register_uploads/confirm.html"
    done = gettext_lazy("The file is confirmed; it is being applied.")

    def act(self) -> None:
        services.confirm_upload(upload=self.upload, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"tabs": outcome_tabs(self.upload)}


class DiscardUploadView(UploadActionMixin, TemplateView):
    """Lets go of a file that was never applied."""

    template_name = "oscar/dashboard/register_uploads/discard.html"

    def act(self) -> None:
        services.discard_upload(upload=self.upload)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go back to the list, where it does not stand any more."""
        try:
            self.act()
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect(DETAIL, pk=self.upload.pk)
        messages.success(request, _("“%(name)s” is discarded.") % {"name": self.upload.name})
        return redirect("dashboard:register-upload-list")


class UndoUploadView(UploadActionMixin, TemplateView):
    """Takes everything back that the file did: asks first, or says why it cannot be."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/register_uploads/undo.html"
    done = gettext_lazy("The file is being undone; this page tells when it is done.")

    def act(self) -> None:
        request_undo(upload=self.upload, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blockers = find_blockers(self.upload)
        return super().get_context_data(**kwargs) | {
            "blockers": blockers,
            "effects": [] if blockers else foretell_undo(self.upload),
            "tabs": outcome_tabs(self.upload),
        }


class RejectUploadView(OwnUploadMixin, FormView):
    """Sends the file back with a reason."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/register_uploads/reject.html"
    form_class = SendBackForm

    def form_valid(self, form: SendBackForm) -> HttpResponse:
        try:
            services.reject_upload(
                upload=self.upload, by=self.request.user, reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            messages.warning(self.request, " ".join(error.messages))
            say_typed_words(self.request, form)
        else:
            messages.success(self.request, _("The file is sent back."))
        return redirect(DETAIL, pk=self.upload.pk)
