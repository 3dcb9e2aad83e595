"""Tasks beside certificates: register files and what they say of ends, doubles, false stars, takedowns."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import (
    DuplicateCandidate,
    Product,
    ProposedExtension,
    ProposedRevocation,
    RegisterUpload,
    StarReport,
    Takedown,
)
from shop.dashboard.tasks.sources import TaskSource, TaskText, day_of
from shop.users.models import User

#: A province that has sent its register should not wait longer for the second person.
CONFIRMED_WITHIN = timedelta(days=5)
#: A seller whose goods may be shown again should not wait longer for the second person.
REVIEWED_WITHIN = timedelta(days=5)
#: A withdrawal is to be decided within 15 days (QĐ 26/2026 Đ.8).
DECIDED_WITHIN = timedelta(days=15)
#: A double splits the stars and reviews of a product; it harms nobody at once.
COMPARED_WITHIN = timedelta(days=30)
WITH_PRODUCT = ("product__producer", "product__province")


def _register_files(user: User, on: date) -> QuerySet[RegisterUpload]:
    files = RegisterUpload.objects.awaiting_confirmation().light()
    others = files.exclude(uploaded_by=user).exclude(submitted_by=user)
    return others.select_related("province", "uploaded_by")


def _confirm_file(upload: RegisterUpload, on: date) -> TaskText:
    return TaskText(
        title=upload.name,
        detail=upload.province.name if upload.province else _("the whole country"),
        why=_("%(name)s has sent it in; a second person looks at the preview and confirms it.")
        % {"name": upload.uploaded_by},
        since=day_of(upload.submitted_at or upload.uploaded_at),
        url=reverse("dashboard:register-upload-detail", kwargs={"pk": upload.pk}),
        action=_("Look at it and confirm"),
    )


def _star_reports(user: User, on: date) -> QuerySet[StarReport]:
    """What nobody else has taken on."""
    free = Q(assignee=None) | Q(assignee=user)
    return StarReport.objects.unsettled().filter(free).select_related(*WITH_PRODUCT)


def _settle_report(report: StarReport, on: date) -> TaskText:
    return TaskText(
        title=report.goods or report.number,
        detail=_detail(report.product) or report.place_seen,
        why=_("%(number)s: %(fault)s. To be settled within 15 days (QĐ 26/2026 Đ.8).")
        % {"number": report.number, "fault": report.get_fault_display()},
        since=day_of(report.received_at),
        url=reverse("dashboard:star-report-detail", kwargs={"pk": report.pk}),
        action=_("Look into it"),
    )


def _takedowns(user: User, on: date) -> QuerySet[Takedown]:
    takedowns = Takedown.objects.awaiting_second_person().exclude(lift_requested_by=user)
    return takedowns.select_related(*WITH_PRODUCT, "lift_requested_by")


def _review_takedown(takedown: Takedown, on: date) -> TaskText:
    asked_by, asked_at = takedown.lift_requested_by, takedown.lift_requested_at
    return TaskText(
        title=takedown.product.title,
        detail=_detail(takedown.product),
        why=_("%(name)s asks that it be shown again: %(reason)s")
        % {"name": asked_by, "reason": takedown.lift_reason},
        since=day_of(asked_at or takedown.placed_at),
        url=reverse("dashboard:takedown-detail", kwargs={"pk": takedown.pk}),
        action=_("Decide about it"),
    )


def _detail(product: Product | None) -> str:
    if product is None:
        return ""
    parts = (
        product.producer.name if product.producer else "",
        product.province.name if product.province else "",
    )
    return " · ".join(part for part in parts if part)


def _revocations(user: User, on: date) -> QuerySet[ProposedRevocation]:
    return _proposals(ProposedRevocation.objects.open(), user)


def _extensions(user: User, on: date) -> QuerySet[ProposedExtension]:
    return _proposals(ProposedExtension.objects.open(), user)


def _proposals(proposals: QuerySet, user: User) -> QuerySet:
    paths = (f"certificate__{path}" for path in WITH_PRODUCT)
    return proposals.exclude(proposed_by=user).select_related(*paths)


def _decide_revocation(proposal: ProposedRevocation, on: date) -> TaskText:
    why = _("A register says that it was withdrawn or has ended: %(source)s")
    return _proposal_text(proposal, why, "dashboard:proposed-revocation-detail")


def _decide_extension(proposal: ProposedExtension, on: date) -> TaskText:
    why = _("A register says that it was extended: %(source)s")
    return _proposal_text(proposal, why, "dashboard:proposed-extension-detail")


def _proposal_text(
    proposal: ProposedRevocation | ProposedExtension, why: str, url: str
) -> TaskText:
    product = proposal.certificate.product
    return TaskText(
        title=product.title,
        detail=_detail(product),
        why=why % {"source": proposal.source},
        since=day_of(proposal.proposed_at),
        url=reverse(url, kwargs={"pk": proposal.pk}),
        action=_("Compare and decide"),
    )


def _doubles(user: User, on: date) -> QuerySet[DuplicateCandidate]:
    sides = ("first__producer", "first__province", "second")
    return DuplicateCandidate.objects.open().select_related(*sides)


def _decide_double(candidate: DuplicateCandidate, on: date) -> TaskText:
    return TaskText(
        title=candidate.first.title,
        detail=_detail(candidate.first),
        why=_("Perhaps the same product as “%(name)s”: %(reason)s.")
        % {"name": candidate.second.title, "reason": candidate.get_reason_display()},
        since=day_of(candidate.found_at),
        url=reverse("dashboard:duplicate-detail", kwargs={"pk": candidate.pk}),
        action=_("Compare"),
    )


CASE_SOURCES = (
    TaskSource(
        kind="thu-hoi",
        label=gettext_lazy("Withdrawals named by registers"),
        permissions=("catalogue.change_certificate",),
        pending=_revocations,
        text=_decide_revocation,
        due="proposed_at",
        grace=DECIDED_WITHIN,
        provinces=("certificate__product__province",),
    ),
    TaskSource(
        kind="so-ghi-gia-han",
        label=gettext_lazy("Extensions named by registers"),
        permissions=("catalogue.change_certificate",),
        pending=_extensions,
        text=_decide_extension,
        due="proposed_at",
        grace=DECIDED_WITHIN,
        provinces=("certificate__product__province",),
    ),
    TaskSource(
        kind="so-dang-ky",
        label=gettext_lazy("Register files to confirm"),
        permissions=("catalogue.change_registerupload",),
        pending=_register_files,
        text=_confirm_file,
        due="submitted_at",
        grace=CONFIRMED_WITHIN,
        provinces=("province",),
    ),
    TaskSource(
        kind="sao-sai",
        label=gettext_lazy("Reports of false stars"),
        permissions=("catalogue.change_starreport",),
        pending=_star_reports,
        text=_settle_report,
        due="due_on",
    ),
    TaskSource(
        kind="go-san-pham",
        label=gettext_lazy("Takedowns to review"),
        permissions=("catalogue.change_takedown",),
        pending=_takedowns,
        text=_review_takedown,
        due="lift_requested_at",
        grace=REVIEWED_WITHIN,
    ),
    TaskSource(
        kind="trung-lap",
        label=gettext_lazy("Doubles"),
        permissions=("catalogue.change_certificate",),
        pending=_doubles,
        text=_decide_double,
        due="found_at",
        grace=COMPARED_WITHIN,
        provinces=("first__province", "second__province"),
    ),
)
