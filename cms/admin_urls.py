"""The rooms of the editors: Wagtail's own URLs under one guard, before them those that ask more of who asks."""

from django.urls import include, path
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.accounts import OwnAccountView
from cms.editor_rights import (
    ChosenPagesView,
    PageTypesReport,
    View,
    act_on_many,
    findable_pages_only,
)
from cms.link_choosers import EmailLinkView, ExternalLinkView
from cms.page_editor import leads_to_paths, one_address_at_a_time
from cms.workflows import WorkflowEditView


def _guarded(view: View) -> View:
    return findable_pages_only(leads_to_paths(one_address_at_a_time(view)))


REPORT = "reports/page-types-usage/"

urlpatterns = [
    path(
        "account/",
        require_admin_access(OwnAccountView.as_view()),
        name="wagtailadmin_account",
    ),
    path(
        "choose-page/chosen-multiple/",
        require_admin_access(ChosenPagesView.as_view()),
        name="wagtailadmin_choose_page_chosen_multiple",
    ),
    path(
        "choose-external-link/",
        require_admin_access(ExternalLinkView.as_view()),
        name="wagtailadmin_choose_page_external_link",
    ),
    path(
        "choose-email-link/",
        require_admin_access(EmailLinkView.as_view()),
        name="wagtailadmin_choose_page_email_link",
    ),
    path(
        "bulk/<str:app_label>/<str:model_name>/<str:action>/",
        require_admin_access(leads_to_paths(one_address_at_a_time(act_on_many))),
        name="wagtail_bulk_action",
    ),
    path("workflows/edit/<int:pk>/", require_admin_access(WorkflowEditView.as_view())),
    path(REPORT, require_admin_access(PageTypesReport.as_view())),
    path(f"{REPORT}results/", require_admin_access(PageTypesReport.as_view(results_only=True))),
    path("", include(decorate_urlpatterns(wagtail_admin_urls.urlpatterns, _guarded))),
]
