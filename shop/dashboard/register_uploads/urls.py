"""URLs under /quan-tri/so-dang-ky/nhap/ and the permission each one asks for."""

from django.urls import path

from shop.dashboard.register_uploads import actions, downloads, views

VIEW, SEND, DECIDE = (
    ["catalogue.view_registerupload"],
    ["catalogue.add_registerupload"],
    ["catalogue.change_registerupload"],
)
PERMISSIONS = {
    "register-upload-list": VIEW,
    "register-upload-create": SEND,
    "register-upload-template": VIEW,
    "register-upload-detail": VIEW,
    "register-upload-report": VIEW,
    "register-upload-file": VIEW,
    "register-upload-scan": VIEW,
    "register-upload-edit": SEND,
    "register-upload-submit": SEND,
    "register-upload-discard": SEND,
    "register-upload-confirm": DECIDE,
    "register-upload-reject": DECIDE,
    "register-upload-undo": DECIDE,
}
_ROOT = "so-dang-ky/nhap/"
_ONE = f"{_ROOT}<int:pk>/"

urlpatterns = [
    path(_ROOT, views.UploadListView.as_view(), name="register-upload-list"),
    path(f"{_ROOT}moi/", views.UploadCreateView.as_view(), name="register-upload-create"),
    path(f"{_ROOT}mau.xlsx", downloads.TemplateFileView.as_view(), name="register-upload-template"),
    path(_ONE, views.UploadDetailView.as_view(), name="register-upload-detail"),
    path(
        f"{_ONE}bao-cao.xlsx", downloads.OutcomeReportView.as_view(), name="register-upload-report"
    ),
    path(f"{_ONE}tep/", downloads.FileView.as_view(), name="register-upload-file"),
    path(f"{_ONE}quyet-dinh/", downloads.DecisionScanView.as_view(), name="register-upload-scan"),
    path(f"{_ONE}sua/", views.UploadEditView.as_view(), name="register-upload-edit"),
    path(f"{_ONE}gui/", actions.SubmitUploadView.as_view(), name="register-upload-submit"),
    path(f"{_ONE}bo/", actions.DiscardUploadView.as_view(), name="register-upload-discard"),
    path(f"{_ONE}xac-nhan/", actions.ConfirmUploadView.as_view(), name="register-upload-confirm"),
    path(f"{_ONE}tra-lai/", actions.RejectUploadView.as_view(), name="register-upload-reject"),
    path(f"{_ONE}hoan-tac/", actions.UndoUploadView.as_view(), name="register-upload-undo"),
]
