"""Tasks about what producers send in: look at listings and pages, enter the certificate that came with it."""

from datetime import date, timedelta
from typing import TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import ListingDraft, ProducerPageDraft, Proof
from shop.dashboard.tasks.sources import TaskSource, TaskText, day_of
from shop.users.models import User

Sent = TypeVar("Sent", ListingDraft, ProducerPageDraft, Proof)
#: A producer who has photographed, written and sent should not wait longer.
LOOKED_AT_WITHIN = timedelta(days=3)
#: Nor should the certificate of what is approved.
ENTERED_WITHIN = timedelta(days=3)


def _of_others(rows: QuerySet[Sent], user: User) -> QuerySet[Sent]:
    """What others have sent in; whoever works for its producer does not look at it."""
    others = rows.exclude(submitted_by=user)
    return others.exclude(producer__partner__memberships__user=user)


def _submitted(user: User, on: date) -> QuerySet[ListingDraft]:
    drafts = _of_others(ListingDraft.objects.submitted(), user)
    return drafts.select_related("producer", "province", "submitted_by")


def _look_at(draft: ListingDraft, on: date) -> TaskText:
    why = (
        _("A new product, sent in by %(name)s.")
        if draft.is_new
        else _("A change of what buyers see, sent in by %(name)s.")
    )
    return TaskText(
        title=draft.title,
        detail=f"{draft.producer.name} · {draft.province.name}",
        why=why % {"name": draft.submitted_by},
        since=day_of(draft.submitted_at or draft.updated_at),
        url=reverse("dashboard:listing-draft-detail", kwargs={"pk": draft.pk}),
        action=_("Look at it and answer"),
    )


def _submitted_pages(user: User, on: date) -> QuerySet[ProducerPageDraft]:
    drafts = _of_others(ProducerPageDraft.objects.submitted(), user)
    return drafts.select_related("producer", "province", "submitted_by")


def _look_at_page(draft: ProducerPageDraft, on: date) -> TaskText:
    return TaskText(
        title=draft.producer.name,
        detail=draft.province.name,
        why=_("The producer's own page, sent in by %(name)s.") % {"name": draft.submitted_by},
        since=day_of(draft.submitted_at or draft.updated_at),
        url=reverse("dashboard:page-draft-detail", kwargs={"pk": draft.pk}),
        action=_("Look at it and answer"),
    )


def _with_papers(user: User, on: date) -> QuerySet[ListingDraft]:
    return ListingDraft.objects.with_papers().select_related("producer", "province")


def _enter(draft: ListingDraft, on: date) -> TaskText:
    return TaskText(
        title=draft.title,
        detail=f"{draft.producer.name} · {draft.province.name}",
        why=_("Its producer has sent in the certificate of decision %(number)s.")
        % {"number": draft.decision_number},
        since=day_of(draft.decided_at or draft.updated_at),
        url=reverse("dashboard:certificate-submit", kwargs={"product_pk": draft.product_id}),
        action=_("Compare and enter it"),
    )


def _proofs(user: User, on: date) -> QuerySet[Proof]:
    proofs = _of_others(Proof.objects.submitted(), user)
    return proofs.select_related("producer__province", "submitted_by")


def _look_at_proof(proof: Proof, on: date) -> TaskText:
    return TaskText(
        title=f"{capfirst(proof.get_kind_display())} {proof.number}",
        detail=f"{proof.producer.name} · {proof.producer.province.name}",
        why=_("Sent in by %(name)s.") % {"name": proof.submitted_by},
        since=day_of(proof.submitted_at),
        url=reverse("dashboard:proof-detail", kwargs={"pk": proof.pk}),
        action=_("Compare and verify it"),
    )


LISTING_SOURCES = (
    TaskSource(
        kind="tieu-chuan",
        label=gettext_lazy("Other certificates to verify"),
        permissions=("catalogue.change_certificate",),
        pending=_proofs,
        text=_look_at_proof,
        due="submitted_at",
        grace=LOOKED_AT_WITHIN,
        provinces=("producer__province",),
    ),
    TaskSource(
        kind="tin-dang",
        label=gettext_lazy("Listings to look at"),
        permissions=("catalogue.change_certificate", "catalogue.change_product"),
        pending=_submitted,
        text=_look_at,
        due="submitted_at",
        grace=LOOKED_AT_WITHIN,
        provinces=("province",),
    ),
    TaskSource(
        kind="trang-nha-san-xuat",
        label=gettext_lazy("Producers' pages to look at"),
        permissions=("catalogue.change_certificate", "catalogue.change_product"),
        pending=_submitted_pages,
        text=_look_at_page,
        due="submitted_at",
        grace=LOOKED_AT_WITHIN,
        provinces=("province",),
    ),
    TaskSource(
        kind="giay-chung-nhan",
        label=gettext_lazy("Certificates sent in by producers"),
        permissions=("catalogue.add_certificate",),
        pending=_with_papers,
        text=_enter,
        due="decided_at",
        grace=ENTERED_WITHIN,
        provinces=("province",),
    ),
)
