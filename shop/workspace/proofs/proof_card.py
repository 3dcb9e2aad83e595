"""A proof as its holder reads it: how it stands today, and what to do."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.models import Proof
from catalogue.models.proof import ProofState
from theme.formats import vn_date

#: A new audit takes this long to be ordered and made.
ENDS_SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class ProofCard:
    """One proof of the list; `kind` is "late" where something is to be done, else empty."""

    pk: int
    title: str
    number: str
    issuer: str
    products: list[str]
    standing: str
    reason: str
    kind: str
    can_be_removed: bool


def proof_card(proof: Proof, on: date) -> ProofCard:
    """Return a proof with its standing on a day of Vietnam; reads its products, best prefetched."""
    standing, kind = _standing(proof, on)
    return ProofCard(
        pk=proof.pk,
        title=capfirst(proof.get_kind_display()),
        number=proof.number,
        issuer=proof.issuer,
        products=[product.title for product in proof.products.all()],
        standing=standing,
        reason=proof.reason,
        kind=kind,
        can_be_removed=proof.state != ProofState.WITHDRAWN,
    )


def _standing(proof: Proof, on: date) -> tuple[str, str]:
    if proof.state == ProofState.SUBMITTED:
        return _("waits for the province"), ""
    if proof.state == ProofState.RETURNED:
        return _("sent back: buyers do not see it"), "late"
    if proof.state == ProofState.WITHDRAWN:
        return _("withdrawn: buyers do not see it"), ""
    if proof.valid_from > on:
        return _("verified; buyers see it from %(day)s") % {"day": vn_date(proof.valid_from)}, ""
    if proof.valid_until is None:
        return _("buyers see it, without an end"), ""
    day = {"day": vn_date(proof.valid_until)}
    if proof.valid_until < on:
        return _("ended on %(day)s: buyers do not see it") % day, "late"
    if proof.valid_until < on + ENDS_SOON:
        return _("buyers see it until %(day)s: it ends soon") % day, "late"
    return _("buyers see it until %(day)s") % day, ""
