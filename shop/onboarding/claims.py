"""The applicant's side of a claim: send, complete, withdraw, and prove the register's contact."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import check_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.models import Producer
from shop.mail.outbox import enqueue_email
from shop.notices.events import SHOP_FRONT_CLAIMED
from shop.notices.posting import NoticeSubject, post_notices
from shop.onboarding.emails import CLAIM_MOVED
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.models import ClaimState, ClaimTransition, Membership, ProducerClaim
from shop.partner.onboarding.claims import CLAIM_STEPS, CODE_TRIES
from shop.users.models import User

#: Somebody with more open claims is no producer's director.
MOST_OPEN = 5
#: What an applicant states and may change while the claim is open; anything else is ignored.
STATED = (
    *("contact_name", "contact_phone", "position"),
    *("product_code", "decision_number", "tax_code", "words"),
)
STATED_AS_NEW = ("name", "kind", "province", "commune", "address")


@transaction.atomic
def send_claim(*, producer: Producer, applicant: User, **stated: Any) -> ProducerClaim:
    """Claim a producer of the register; one that waits already comes back, so a second tap is safe.

    `stated`: the fields of STATED. Who owns its shop front is told. Raises
    OnboardingRefused for one's own producer and for too many open claims.
    """
    members = Membership.objects.filter(partner__producer=producer)
    if members.filter(user=applicant).exists():
        raise OnboardingRefused(_("You work for this shop front already."))
    facts = {name: stated[name] for name in STATED}
    facts |= {"province_id": producer.province_id, "commune_id": producer.commune_id}
    facts |= {"name": producer.name, "kind": producer.kind, "address": producer.address}
    claim, is_new = _create_once(applicant, producer, facts)
    if is_new and producer.partner_id is not None:
        told = {"name": claim.name}
        post_notices(SHOP_FRONT_CLAIMED, [NoticeSubject(producer.partner_id, claim.pk, told)])
    return claim


@transaction.atomic
def apply_as_new(*, applicant: User, **stated: Any) -> ProducerClaim:
    """Apply for a shop front of a producer that the register does not hold; it makes no star.

    `stated`: the fields of STATED and STATED_AS_NEW. Raises OnboardingRefused for too many open.
    """
    facts = {name: stated[name] for name in (*STATED, *STATED_AS_NEW)}
    return _create_once(applicant, None, facts)[0]


def _create_once(
    applicant: User, producer: Producer | None, facts: dict[str, Any]
) -> tuple[ProducerClaim, bool]:
    """Create the claim unless the same waits; two presses at once are one by constraint."""
    own = ProducerClaim.objects.open().filter(applicant=applicant)
    waiting = own.filter(producer=producer).first()
    if waiting is not None:
        return waiting, False
    if own.count() >= MOST_OPEN:
        raise OnboardingRefused(
            _("You have %(most)d applications open. Please wait for an answer, or withdraw one.")
            % {"most": MOST_OPEN}
        )
    try:
        with transaction.atomic():
            claim = ProducerClaim.objects.create(applicant=applicant, producer=producer, **facts)
    except IntegrityError:
        waiting = own.filter(producer=producer).first()
        if waiting is None:
            raise
        return waiting, False
    record_step(claim, "", by=applicant)
    return claim, True


@transaction.atomic
def complete_claim(*, claim: ProducerClaim, by: User, **stated: Any) -> ProducerClaim:
    """Send a claim again with what was asked for, or correct one that nobody has decided about.

    What names the producer of the register cannot be changed. Raises OnboardingRefused once decided.
    """
    locked = lock_claim(claim)
    if not locked.is_open or locked.applicant_id != by.pk:
        raise OnboardingRefused(_("This application has been decided about meanwhile."))
    before = locked.state
    names = STATED if locked.producer_id else (*STATED, *STATED_AS_NEW)
    for name in names:
        setattr(locked, name, stated[name])
    locked.state, locked.version = ClaimState.SENT, locked.version + 1
    if before != ClaimState.SENT:
        locked.sent_at = now()
    locked.save()
    if before != ClaimState.SENT:
        record_step(locked, before, by=by)
    return locked


@transaction.atomic
def withdraw_claim(*, claim: ProducerClaim, by: User) -> None:
    """Take one's own claim back; a second tap changes nothing. Raises OnboardingRefused once decided."""
    locked = lock_claim(claim)
    if locked.state == ClaimState.WITHDRAWN:
        return
    if locked.applicant_id != by.pk:
        raise OnboardingRefused(_("This application is somebody else's."))
    take_step(locked, ClaimState.WITHDRAWN, by=by)


@transaction.atomic
def confirm_code(*, claim: ProducerClaim, code: str) -> bool:
    """Compare what was typed with the code that went to the register's contact.

    Returns whether it fits. Each wrong one counts; after CODE_TRIES a new one has to be made.
    Raises OnboardingRefused where none is under way.
    """
    locked = lock_claim(claim)
    if locked.code_confirmed_at is not None:
        return True
    if not locked.awaits_code:
        raise OnboardingRefused(
            _("This code no longer works. Please ask the province for a new one.")
        )
    if check_password("".join(letter for letter in code if letter.isdigit()), locked.code_hash):
        locked.code_confirmed_at, locked.code_hash = now(), ""
        locked.save(update_fields=["code_confirmed_at", "code_hash"])
        return True
    locked.code_tries += 1
    if locked.code_tries >= CODE_TRIES:
        locked.code_hash = ""
    locked.save(update_fields=["code_tries", "code_hash"])
    return False


def lock_claim(claim: ProducerClaim) -> ProducerClaim:
    """Return the claim as it is now, held until the transaction ends."""
    return ProducerClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)


def take_step(
    claim: ProducerClaim,
    after: ClaimState,
    *,
    by: User,
    reason: str = "",
    fields: Iterable[str] = (),
) -> ClaimTransition:
    """Move a locked claim on; raises OnboardingRefused for a step that does not follow."""
    if after not in CLAIM_STEPS[claim.state]:
        raise OnboardingRefused(
            _("Meanwhile this application is “%(state)s”; please look at it again.")
            % {"state": claim.get_state_display()}
        )
    before, claim.state = claim.state, after
    claim.save(update_fields=["state", *fields])
    return record_step(claim, before, by=by, reason=reason)


def record_step(
    claim: ProducerClaim, before: str, *, by: User, reason: str = ""
) -> ClaimTransition:
    """Write a step down; the applicant gets an e-mail of each that somebody else has to do with."""
    step = ClaimTransition.objects.create(
        claim=claim, before=before, after=claim.state, by=by, reason=reason
    )
    if claim.state != ClaimState.WITHDRAWN and claim.applicant.email:
        enqueue_email(CLAIM_MOVED, step.pk)
    return step
