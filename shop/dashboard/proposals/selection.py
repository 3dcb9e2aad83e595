"""The two kinds of proposals, and which of them a person sees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.models import ProposedExtension, ProposedRevocation
from catalogue.models.certificate_proposal import ProposalState
from catalogue.province_access import own_province_rows
from catalogue.services import proposals as services
from shop.dashboard.proposals.forms import (
    ConfirmExtensionForm,
    ConfirmRevocationForm,
    ProposalFilter,
)
from shop.users.models import User

Proposal = ProposedRevocation | ProposedExtension
PROVINCE = "certificate__product__province"
_READ_WITH = ("certificate__product__producer", PROVINCE, "proposed_by", "decided_by")


@dataclass(frozen=True)
class ProposalKind:
    """One kind: its model, the names of its URLs, and what confirming and rejecting it is."""

    name: str
    label: str | Promise
    model: type[ProposedRevocation] | type[ProposedExtension]
    confirm_form: type[ConfirmRevocationForm] | type[ConfirmExtensionForm]
    confirm: Callable[..., Any]
    reject: Callable[..., Any]
    effect: str | Promise
    button: str | Promise

    def rows(self, user: User) -> QuerySet:
        """Return the proposals of the provinces that a person acts for."""
        rows = self.model._default_manager.select_related(*_READ_WITH)
        return own_province_rows(rows, user, province=PROVINCE)


REVOCATION = ProposalKind(
    name="proposed-revocation",
    label=_("Withdrawal"),
    model=ProposedRevocation,
    confirm_form=ConfirmRevocationForm,
    confirm=services.confirm_revocation,
    reject=services.reject_revocation,
    effect=_("Confirming it takes the star away at once: the product cannot be bought any more."),
    button=_("Confirm the withdrawal"),
)
EXTENSION = ProposalKind(
    name="proposed-extension",
    label=_("Extension"),
    model=ProposedExtension,
    confirm_form=ConfirmExtensionForm,
    confirm=services.confirm_extension,
    reject=services.reject_extension,
    effect=_("Confirming it keeps the star until that day, at most 180 days beyond its end."),
    button=_("Confirm the extension"),
)
KINDS = (REVOCATION, EXTENSION)


def proposals_of(user: User, show: str) -> list[tuple[ProposalKind, Proposal]]:
    """Return the proposals of a person's provinces, the oldest first where they wait."""
    is_open = show == ProposalFilter.OPEN
    found: list[tuple[ProposalKind, Proposal]] = []
    for kind in KINDS:
        rows = kind.rows(user)
        waiting = Q(state=ProposalState.OPEN)
        rows = rows.filter(waiting if is_open else ~waiting)
        found += [(kind, proposal) for proposal in rows]
    return sorted(found, key=lambda row: row[1].proposed_at, reverse=not is_open)


def count_proposals(user: User) -> dict[str, int]:
    """Return how many there are under each filter."""
    counts = dict.fromkeys(ProposalFilter.values, 0)
    for kind in KINDS:
        for state in kind.rows(user).order_by().values_list("state", flat=True):
            is_open = state == ProposalState.OPEN
            counts[ProposalFilter.OPEN if is_open else ProposalFilter.DECIDED] += 1
    return counts
