"""Register files: the list with the form, one file with what it does, and its decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, ListView

from catalogue.models import RegisterUpload, RegisterUploadRow
from catalogue.models.register_upload import EFFECTIVE, OutcomeKind, UploadState
from catalogue.register_uploads.exceptions import SameFileHeld
from catalogue.register_uploads.progress import read_progress
from catalogue.register_uploads.services import (
    DISCARDABLE,
    EDITABLE,
    OPEN,
    lock_upload,
    read_again,
    receive_file,
)
from catalogue.register_uploads.undo import tell_undo
from shop.dashboard.register_uploads.access import OwnUploadMixin, visible_uploads
from shop.dashboard.register_uploads.forms import (
    DECISION,
    EditForm,
    OutcomeFilterForm,
    UploadForm,
    decision_of,
)
from shop.dashboard.register_uploads.selection import outcome_tabs, sheet_summaries
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, too_often
from shop.users.typed_words import say_typed_words

DETAIL = "dashboard:register-upload-detail"
FILES_PER_PAGE, ROWS_PER_PAGE = 20, 50
#: Seconds until a page looks again how far the worker is.
LOOK_AGAIN = 3
#: How many files one person may send; a province has a handful a year.
SENDING = Limit("register-files", tries=60, seconds=600)
AT_WORK = (UploadState.RECEIVED, UploadState.CONFIRMED, UploadState.UNDOING)
#: Kinds of rows that are of the province that sends.
TAKEN = (*EFFECTIVE, OutcomeKind.SAME, OutcomeKind.DOUBLED, OutcomeKind.REFUSED)


class UploadListView(ListView):
    """The files of one's own provinces, the newest first, and the form for another."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/register_uploads/list.html"
    context_object_name = "uploads"
    paginate_by = FILES_PER_PAGE

    def get_queryset(self) -> QuerySet[RegisterUpload]:
        return visible_uploads(self.request.user).exclude(state=UploadState.DISCARDED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"form": UploadForm(user=self.request.user)}


class UploadCreateView(FormView):
    """Takes a file in; the same file leads to where it is already."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/register_uploads/create.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        if wait := SENDING.wait_for(str(self.request.user.pk)):
            form.add_error("file", too_often(wait))
            return self.form_invalid(form)
        facts = dict(form.cleaned_data)
        file = facts.pop("file")
        try:
            upload = receive_file(
                file=file, name=str(file.name), by=self.request.user, **_without_scan(facts)
            )
        except SameFileHeld as error:
            messages.info(self.request, " ".join(error.messages))
            return redirect(DETAIL, pk=error.earlier.pk)
        except ValidationError as error:
            form.add_error("file", error.messages)
            return self.form_invalid(form)
        return redirect(DETAIL, pk=upload.pk)


class UploadDetailView(OwnUploadMixin, ListView):
    """One file: what was understood, what each row does, and what may be done now."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/register_uploads/detail.html"
    context_object_name = "rows"
    paginate_by = ROWS_PER_PAGE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While the worker is at it the page looks again by itself, without script."""
        response = super().get(request, *args, **kwargs)
        if self.upload.state in AT_WORK:
            response.headers["Refresh"] = str(LOOK_AGAIN)
        return response

    def get_queryset(self) -> QuerySet[RegisterUploadRow]:
        self.show = OutcomeFilterForm(self.request.GET).value()
        rows = self.upload.rows.select_related("product")
        return rows.filter(kind=self.show) if self.show else rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload, user = self.upload, self.request.user
        sends = user.has_perm("catalogue.add_registerupload")
        decides = user.has_perm("catalogue.change_registerupload")
        is_sender = user.pk in (upload.uploaded_by_id, upload.submitted_by_id)
        awaits = upload.state == UploadState.SUBMITTED
        applied = upload.state == UploadState.APPLIED
        return super().get_context_data(**kwargs) | {
            "tabs": outcome_tabs(upload, self.show),
            "sheets": sheet_summaries(upload),
            "notes": upload.understood.get("notes", []),
            "show": self.show,
            "total": sum(upload.counts.values()),
            "at_work": upload.state in AT_WORK,
            "progress": read_progress(upload),
            "before_it": self._files_before(),
            "is_all_elsewhere": bool(upload.counts.get(OutcomeKind.OTHER_PROVINCE))
            and not any(upload.counts.get(kind) for kind in TAKEN),
            "may_submit": sends and upload.state in OPEN,
            "may_edit": sends and upload.state in EDITABLE,
            "may_discard": sends and upload.state in DISCARDABLE,
            "may_decide": decides and awaits and not is_sender,
            "is_sender": is_sender and awaits,
            "may_undo": decides and applied,
            "undone": tell_undo(upload.undone),
        }

    def _files_before(self) -> int:
        """How many files are applied before this one."""
        if self.upload.state != UploadState.CONFIRMED:
            return 0
        waiting = RegisterUpload.objects.waiting_to_be_applied()
        return waiting.filter(confirmed_at__lt=self.upload.confirmed_at).count()


class UploadEditView(OwnUploadMixin, FormView):
    """Another decision for the whole file, or other columns; it is read anew with them."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/register_uploads/edit.html"
    form_class = EditForm

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and write the form while nobody else changes this file."""
        self.upload = lock_upload(self.upload)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return decision_of(self.upload)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user, "upload": self.upload}

    def form_valid(self, form: EditForm) -> HttpResponse:
        """Have it read anew; the page shows the preview as soon as the worker has made it."""
        decision = {name: form.cleaned_data[name] for name in DECISION}
        try:
            read_again(
                upload=self.upload,
                by=self.request.user,
                columns=form.chosen_columns(),
                **_without_scan(decision),
            )
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            say_typed_words(self.request, form)
        return redirect(DETAIL, pk=self.upload.pk)


def _without_scan(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a form; where no new scan was sent the stored one stays."""
    scan = facts.get("scan")
    kept = {name: value for name, value in facts.items() if name != "scan"}
    return kept | {"scan": scan} if scan and not hasattr(scan, "instance") else kept
