"""What is to be done about a seller's proofs, for the page of today."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Proof
from catalogue.models.proof import ProofState
from shop.partner.models import Partner
from shop.workspace.proofs.proof_card import ENDS_SOON, proof_card
from shop.workspace.today.work_item import WorkItem

#: Whoever has not renewed by then does not mean to.
FORGOTTEN_AFTER = ENDS_SOON


def proofs_to_renew(partner: Partner, on: date) -> WorkItem | None:
    """Return proofs that were sent back, end within 60 days or ended lately; None where none did."""
    ends = Q(valid_until__lt=on + ENDS_SOON, valid_until__gte=on - FORGOTTEN_AFTER)
    waits = Q(state=ProofState.RETURNED) | (Q(state=ProofState.VERIFIED) & ends)
    rows = Proof.objects.filter(waits, producer__partner=partner).order_by("valid_until", "pk")
    proofs = list(rows[:21])
    if not proofs:
        return None
    n = len(proofs)
    text = ngettext(
        "%(n)d other certificate to look after", "%(n)d other certificates to look after", n
    )
    first = proof_card(proofs[0], on)
    hint = f"{first.title}: {first.standing}"
    url = reverse("workspace:proofs", kwargs={"pk": partner.pk})
    return WorkItem(text % {"n": n}, hint, _("Have a look"), url, "")
