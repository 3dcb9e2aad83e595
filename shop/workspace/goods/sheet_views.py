"""Price and stock in a spreadsheet: taking it along, sending it back, looking, applying, undoing."""

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.container import refuse_too_large
from catalogue.spreadsheets import XLSX
from shop.partner.access import workspace_rows
from shop.partner.forms import is_steep
from shop.partner.goods_sheets.columns import write_goods
from shop.partner.goods_sheets.models import AT_WORK
from shop.partner.goods_sheets.processing import sheet_progress
from shop.partner.goods_sheets.services import (
    apply_goods_upload,
    read_goods_upload,
    undo_goods_upload,
)
from shop.partner.models import GoodsChange, GoodsUpload, GoodsUploadState, Membership
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, too_often
from shop.workspace.page_view import WorkspacePageView

PER_PAGE = 100
#: Seconds until a page looks again how far the worker is.
LOOK_AGAIN = 3
#: Reading a large sheet takes seconds.
UPLOADS = Limit("goods-upload", tries=20, seconds=900)


class GoodsUploadForm(forms.Form):
    """The sheet as it was saved."""

    file = forms.FileField(
        label=gettext_lazy("The changed file"),
        help_text=gettext_lazy("From Excel or LibreOffice (XLSX, ODS, XLS) or as CSV."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        validators=[refuse_too_large],
    )


class GoodsSheetView(WorkspacePageView):
    """Download all goods, send the changed file; what it changes is shown before anything happens."""

    template_name = "workspace/goods_sheet.html"
    heading = gettext_lazy("Change prices in a spreadsheet")
    tab = "goods"
    for_sellers = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("dinh-dang") != "xlsx":
            return super().get(request, *args, **kwargs)
        file = BytesIO()
        write_goods(file, self.partner)
        name = f"hang-{self.partner.pk}.xlsx"
        return HttpResponse(
            file.getvalue(),
            content_type=XLSX,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uploads = self.partner.goods_uploads.select_related("uploaded_by")
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or GoodsUploadForm(),
            "uploads": list(uploads[:10]),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Read the file and show what it changes; a file that cannot be taken says why."""
        wait = UPLOADS.wait_for(str(self.partner.pk))
        form = GoodsUploadForm(request.POST, request.FILES)
        if wait:
            form.add_error(None, too_often(wait))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        file = form.cleaned_data["file"]
        try:
            upload = read_goods_upload(
                partner=self.partner, name=str(file.name), data=file.read(), by=request.user
            )
        except RegisterFileError as refusal:
            form.add_error("file", str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("workspace:goods-upload", pk=upload.pk)


class GoodsUploadView(WorkspacePageView):
    """Line by line what a sheet changes: before, afterwards, refused; applied and undone as one."""

    template_name = "workspace/goods_upload.html"
    tab = "goods"
    for_sellers = True

    def find_membership(self) -> Membership:
        return self.membership_for(self.upload.partner_id)

    @cached_property
    def upload(self) -> GoodsUpload:
        row = workspace_rows(GoodsUpload.objects.all(), self.request.user).filter(
            pk=self.kwargs["pk"]
        )
        found = row.first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While the worker is at it the page looks again by itself, without script."""
        response = super().get(request, *args, **kwargs)
        if self.upload.state in AT_WORK:
            response.headers["Refresh"] = str(LOOK_AGAIN)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload = self.upload
        rows = upload.changes.select_related("stockrecord__product")
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "heading": _("What “%(name)s” changes") % {"name": upload.name},
            "upload": upload,
            "page": page,
            "changes": [(change, _is_steep(change)) for change in page.object_list],
            "refusals": upload.refusals[:PER_PAGE],
            "progress": sheet_progress(upload) if upload.state in AT_WORK else None,
            "was_given_up": upload.attempts > 0 and upload.state not in AT_WORK,
            "may_apply": upload.state == GoodsUploadState.READ and page.paginator.count > 0,
            "may_undo": upload.state == GoodsUploadState.APPLIED,
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Have it applied, or undone, as the button says; a second press changes nothing."""
        step = request.POST.get("step", "")
        asked = (step == "apply" and apply_goods_upload(upload=self.upload)) or (
            step == "undo" and undo_goods_upload(upload=self.upload)
        )
        if not asked:
            messages.info(request, _("That has been done already; nothing was changed."))
        return redirect("workspace:goods-upload", pk=pk)


def _is_steep(change: GoodsChange) -> bool:
    """Whether a price grows or shrinks so much that it is more often a slip."""
    return (
        change.number == "price"
        and bool(change.before)
        and is_steep(change.before or 0, change.after)
    )
