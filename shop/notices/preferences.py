"""What somebody wants to be told, and by which channel: read, changed, and ended by a link."""

from collections.abc import Collection

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from catalogue.clock import now
from shop.notices.models import Notice, NoticeChoice
from shop.partner.models import Membership

_signer = Signer(salt="shop.notices.digest")


@transaction.atomic
def save_choice(
    *,
    membership: Membership,
    without_email: Collection[str],
    with_text: Collection[str],
    takes_digest: bool,
    digest_hour: int,
    quiet_from: int | None,
    quiet_until: int | None,
) -> NoticeChoice:
    """Keep what somebody has chosen; what waits for the e-mail of the day follows at once."""
    choice = NoticeChoice.objects.update_or_create(
        membership=membership,
        defaults={
            "without_email": sorted(without_email),
            "with_text": sorted(with_text),
            "takes_digest": takes_digest,
            "digest_hour": digest_hour,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
        },
    )[0]
    waiting = Notice.objects.filter(membership=membership, email_due_at__isnull=False)
    waiting.filter(kind__in=without_email).update(email_due_at=None)
    Notice.objects.filter(membership=membership).exclude(kind__in=with_text).update(
        text_due_at=None
    )
    in_digest = waiting.filter(in_digest=True)
    in_digest.update(email_due_at=choice.next_digest(now()) if takes_digest else None)
    return choice


@transaction.atomic
def end_digest(*, membership: Membership) -> None:
    """Send somebody no e-mail of the day any more; pressing twice changes nothing."""
    NoticeChoice.objects.update_or_create(membership=membership, defaults={"takes_digest": False})
    Notice.objects.filter(membership=membership, in_digest=True).update(email_due_at=None)


def end_digest_path(membership_id: int) -> str:
    """Return the path that ends the digest without a sign-in; it opens nothing else."""
    return reverse(
        "workspace:digest-end", kwargs={"token": _signer.sign_object({"member": membership_id})}
    )


def membership_of_token(token: str) -> Membership | None:
    """Return whose digest a link ends, or None where it is not ours or they have left."""
    try:
        signed = _signer.unsign_object(token)
    except BadSignature:
        return None
    rows = Membership.objects.select_related("partner", "user")
    return rows.filter(pk=signed.get("member")).first()
