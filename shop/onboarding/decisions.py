"""The province's side of a claim: a code for the register's contact, and the three answers."""

import secrets
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.models import Producer
from catalogue.province_access import acts_for
from catalogue.text import slugify_vi
from shop.onboarding.claims import lock_claim, take_step
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.membership import add_member, change_role, end_membership
from shop.partner.models import (
    ClaimState,
    ClaimTransition,
    MemberRole,
    Membership,
    Partner,
    ProducerClaim,
    SellerPaper,
)
from shop.users.models import User

DECIDE = "partner.change_producerclaim"
CODE_DIGITS = 8


def may_decide(user: User, claim: ProducerClaim) -> bool:
    """Whether a person decides about a claim: of their provinces, and never their own."""
    return (
        claim.applicant_id != user.pk
        and user.has_perm(DECIDE)
        and acts_for(user, claim.province_id)
    )


@transaction.atomic
def make_contact_code(*, claim: ProducerClaim, contact: str, by: User) -> str:
    """Make a code for the contact that the register knows, and return it: nothing else holds it.

    Whoever made it reads it out by telephone or sends it in a letter; it lives for 14 days, and the
    one before is void. Raises OnboardingRefused for a claim that is closed.
    """
    locked = _lock_for_decision(claim, by)
    if not locked.is_open:
        raise OnboardingRefused(_("This application has been decided about meanwhile."))
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    locked.code_hash, locked.code_contact = make_password(code), contact
    locked.code_made_at, locked.code_made_by = now(), by
    locked.code_tries, locked.code_confirmed_at = 0, None
    locked.save()
    return code


@transaction.atomic
def ask_for_changes(*, claim: ProducerClaim, by: User, reason: str) -> ClaimTransition:
    """Send a claim back with what is missing; raises OnboardingRefused, see _lock_for_decision()."""
    locked = _lock_for_decision(claim, by)
    _refuse_wordless(reason)
    return take_step(locked, ClaimState.CHANGES_ASKED, by=by, reason=reason.strip())


@transaction.atomic
def refuse_claim(*, claim: ProducerClaim, by: User, reason: str) -> ClaimTransition:
    """Refuse a claim with the reason that the applicant reads."""
    locked = _lock_for_decision(claim, by)
    _refuse_wordless(reason)
    return _decide(locked, ClaimState.REFUSED, by=by, reason=reason.strip())


@transaction.atomic
def accept_claim(
    *, claim: ProducerClaim, version: int, by: User, reason: str = "", ends_others: bool = False
) -> Membership:
    """Make the applicant an owner of the producer's shop front, which is opened where there is none.

    `version` is the claim as it was read. `ends_others` shuts out those who work there now, at
    once. Raises OnboardingRefused where the claim has changed meanwhile or is not one's to decide.
    """
    locked = _lock_for_decision(claim, by)
    if locked.version != version:
        raise OnboardingRefused(
            _("The applicant has changed this application meanwhile; please read it again.")
        )
    locked.producer = locked.producer or _create_producer(locked)
    producer = Producer.objects.select_for_update(of=("self",)).get(pk=locked.producer.pk)
    partner = _open_shop_front(producer)
    if not producer.tax_code:
        producer.tax_code = locked.tax_code
        producer.save(update_fields=["tax_code"])
    owner = add_member(partner=partner, user=locked.applicant, role=MemberRole.OWNER, by=by)
    owner = change_role(membership=owner, role=MemberRole.OWNER)
    if ends_others:
        for other in Membership.objects.filter(partner=partner).exclude(pk=owner.pk):
            end_membership(membership=other, by=by)
    SellerPaper.objects.filter(claim=locked).update(partner=partner)
    _decide(locked, ClaimState.ACCEPTED, by=by, reason=reason.strip(), fields=["producer"])
    return owner


def _lock_for_decision(claim: ProducerClaim, by: User) -> ProducerClaim:
    """Return the claim held; raises OnboardingRefused for one's own and for another province's."""
    locked = lock_claim(claim)
    if locked.applicant_id == by.pk:
        raise OnboardingRefused(_("Nobody decides about their own application."))
    if not may_decide(by, locked):
        raise OnboardingRefused(_("This application belongs to another province."))
    return locked


def _refuse_wordless(reason: str) -> None:
    if not reason.strip():
        raise OnboardingRefused(_("Please write what the applicant is to read."), "reason")


def _decide(
    claim: ProducerClaim, after: ClaimState, *, by: User, fields: tuple | list = (), **words: Any
) -> ClaimTransition:
    claim.decided_by, claim.decided_at, claim.code_hash = by, now(), ""
    fields = ["decided_by", "decided_at", "code_hash", *fields]
    return take_step(claim, after, by=by, fields=fields, **words)


def _create_producer(claim: ProducerClaim) -> Producer:
    """Enter a producer that applied as new: without goods and without a star."""
    return Producer.objects.create(
        name=claim.name,
        slug=_free_slug(claim.name, claim.province.slug),
        kind=claim.kind,
        province=claim.province,
        commune=claim.commune,
        address=claim.address,
        tax_code=claim.tax_code,
    )


def _free_slug(name: str, province: str) -> str:
    base = slugify_vi(name, max_length=90) or "chu-the"
    taken = set(Producer.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, f"{base}-{province}", *(f"{base}-{number}" for number in range(2, 1000))]
    return next(slug for slug in candidates if slug not in taken)


def _open_shop_front(producer: Producer) -> Partner:
    """Return the producer's seller, made and linked where there is none."""
    if producer.partner is None:
        producer.partner = Partner.objects.create(name=producer.name[:128], code=producer.slug)
        producer.save(update_fields=["partner"])
    return producer.partner
