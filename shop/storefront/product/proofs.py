"""Proofs besides the star as facts: which standard, by whom, and until when."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.labels import Fact
from catalogue.models import Proof
from theme.formats import vn_date


def proof_facts(proofs: Iterable[Proof]) -> list[Fact]:
    """Return one fact a proof; those given are in force."""
    return [
        Fact(
            capfirst(proof.get_kind_display()),
            _("%(number)s, issued by %(issuer)s")
            % {"number": proof.number, "issuer": proof.issuer},
            note=_end(proof),
        )
        for proof in proofs
    ]


def _end(proof: Proof) -> str:
    if proof.valid_until is None:
        return _("Without an end.")
    return _("In force until %(day)s.") % {"day": vn_date(proof.valid_until)}
