"""Proofs besides the star: sent in by their holder, looked at by somebody else, taken away again."""

from collections.abc import Collection
from datetime import date
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import now
from catalogue.models import Producer, Product
from catalogue.models.proof import Proof, ProofKind, ProofState
from catalogue.services.exceptions import ProofError, SameActor
from catalogue.signals import products_changed

#: More proofs than any producer has; each is a file on our disk.
MOST_PROOFS = 60


@transaction.atomic
def submit_proof(
    *,
    producer: Producer,
    products: Collection[Product],
    by: User,
    kind: ProofKind | str,
    number: str,
    issuer: str,
    valid_from: date,
    valid_until: date | None,
    file: File,
) -> Proof:
    """Hand in a proof of some of a producer's products; buyers see nothing before it is verified.

    One that stands already is that one. Raises ProofError for products of somebody else or too many
    proofs.
    """
    list(Producer.objects.select_for_update(no_key=True).filter(pk=producer.pk).values_list("pk"))
    if not products or any(product.producer_id != producer.pk for product in products):
        raise ProofError(_("Please choose which of your products it covers."))
    rows = Proof.objects.filter(producer=producer)
    facts = {"kind": kind, "number": number, "valid_from": valid_from}
    same = rows.standing().filter(**facts).first()
    if same is not None:
        return same
    if rows.count() >= MOST_PROOFS:
        raise ProofError(_("There are %(most)d proofs already.") % {"most": MOST_PROOFS})
    proof = Proof(producer=producer, issuer=issuer, valid_until=valid_until, **facts)
    proof.submitted_by, proof.submitted_at = by, now()
    proof.file.save(str(file.name), file, save=False)
    proof.save()
    proof.products.set(products)
    return proof


@transaction.atomic
def remove_proof(*, proof: Proof, by: User) -> None:
    """Take a proof away by its holder; one that buyers have seen is kept as withdrawn."""
    locked = _lock(proof)
    if locked.state in (ProofState.SUBMITTED, ProofState.RETURNED):
        file = locked.file
        locked.delete()
        transaction.on_commit(partial(file.storage.delete, str(file.name)), robust=True)
    elif locked.state == ProofState.VERIFIED:
        _withdraw(locked, by, _("Taken away by its holder."))


@transaction.atomic
def verify_proof(*, proof: Proof, by: User) -> Proof:
    """Tell buyers of a proof for as long as it runs.

    Raises SameActor for whoever sent it in, ProofError for one that does not wait or has ended.
    """
    locked = _waiting(proof, by)
    locked.state = ProofState.VERIFIED
    return _decide(locked, by)


@transaction.atomic
def return_proof(*, proof: Proof, by: User, reason: str) -> Proof:
    """Send a proof back with the reason, as its holder will read it; raises as verify_proof()."""
    locked = _waiting(proof, by)
    locked.state, locked.reason = ProofState.RETURNED, _stated(reason)
    return _decide(locked, by)


@transaction.atomic
def withdraw_proof(*, proof: Proof, by: User, reason: str) -> Proof:
    """Stop telling buyers of a verified proof from now on; raises ProofError for any other."""
    locked = _lock(proof)
    if locked.state != ProofState.VERIFIED:
        raise ProofError(_("It is not shown any more: look at how it stands now."))
    return _withdraw(locked, by, _stated(reason))


def _lock(proof: Proof) -> Proof:
    locked = Proof.objects.select_for_update(of=("self",)).filter(pk=proof.pk).first()
    if locked is None:
        raise ProofError(_("Its holder has taken it away meanwhile."))
    return locked


def _waiting(proof: Proof, by: User) -> Proof:
    locked = _lock(proof)
    if locked.state != ProofState.SUBMITTED:
        raise ProofError(_("It does not wait any more: look at how it stands now."))
    if locked.submitted_by_id == by.pk:
        raise SameActor(_("Nobody verifies what they have sent in; ask a second person."))
    return locked


def _stated(reason: str) -> str:
    if not reason.strip():
        raise ProofError({"reason": _("Please say why.")})
    return reason.strip()[:1000]


def _decide(proof: Proof, by: User) -> Proof:
    proof.decided_by, proof.decided_at = by, now()
    proof.save()
    _announce(proof)
    return proof


def _withdraw(proof: Proof, by: User, reason: str) -> Proof:
    proof.state, proof.reason = ProofState.WITHDRAWN, reason
    proof.withdrawn_by, proof.withdrawn_at = by, now()
    proof.save()
    _announce(proof)
    return proof


def _announce(proof: Proof) -> None:
    """Let the index and stored pages follow."""
    products_changed.send(Proof, ids=list(proof.products.values_list("pk", flat=True)))
