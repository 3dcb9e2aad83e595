"""Deciding about a proof: never one's own, and with news to its holder."""

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.models import Proof
from catalogue.models.proof import ProofState
from catalogue.services.exceptions import SameActor
from catalogue.services.proofs import return_proof, verify_proof, withdraw_proof
from shop.dashboard.own_work import is_own_work
from shop.notices import events
from shop.notices.posting import NoticeSubject, post_notices
from shop.users.models import User


@transaction.atomic
def verify_sent_proof(*, proof: Proof, by: User) -> Proof:
    """Show a proof to buyers; raises SameActor for the holder's own people, else as verify_proof()."""
    _refuse_own(proof, by)
    return _told(verify_proof(proof=proof, by=by))


@transaction.atomic
def return_sent_proof(*, proof: Proof, by: User, reason: str) -> Proof:
    """Send a proof back with the reason; raises as verify_sent_proof()."""
    _refuse_own(proof, by)
    return _told(return_proof(proof=proof, by=by, reason=reason))


@transaction.atomic
def withdraw_shown_proof(*, proof: Proof, by: User, reason: str) -> Proof:
    """Stop showing a proof, because its issuer or an authority took it back; raises as above."""
    _refuse_own(proof, by)
    return _told(withdraw_proof(proof=proof, by=by, reason=reason))


def is_own_proof(proof: Proof, user: User) -> bool:
    """Whether somebody works for the holder of a proof, in whatever role, or has sent it in."""
    return is_own_work(user, producer=proof.producer, writers=[proof.submitted_by_id])


def _refuse_own(proof: Proof, by: User) -> None:
    if is_own_proof(proof, by):
        raise SameActor(_("Nobody verifies what they have sent in; ask a second person."))


def _told(proof: Proof) -> Proof:
    partner = proof.producer.partner_id
    if partner is not None:
        is_verified = proof.state == ProofState.VERIFIED
        event = events.PROOF_VERIFIED if is_verified else events.PROOF_REFUSED
        facts = {"number": proof.number}
        post_notices(event, [NoticeSubject(partner, proof.pk, facts)])
    return proof
