"""The signed link of an invitation: nothing in the database opens it."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from shop.partner.models import Invitation

_signer = Signer(salt="shop.onboarding.invitation")


def invitation_path(invitation: Invitation) -> str:
    """Return the path that accepts the invitation; one that was sent again has another."""
    token = _signer.sign_object({"invitation": invitation.pk, "key": invitation.key})
    return reverse("workspace:invitation", kwargs={"token": token})


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation of a link, answered or expired ones too; None where it is not ours."""
    try:
        signed = _signer.unsign_object(token)
    except BadSignature:
        return None
    rows = Invitation.objects.select_related("partner", "invited_by")
    return rows.filter(pk=signed.get("invitation"), key=signed.get("key")).first()
