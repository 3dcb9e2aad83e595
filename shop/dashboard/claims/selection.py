"""Which claims a person sees, and what the register says beside each."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from catalogue.models import Certificate, Producer, RegisterEntry
from catalogue.province_access import own_province_rows
from catalogue.register.identity import producer_key
from catalogue.text import fold
from shop.dashboard.claims.forms import ClaimFilter
from shop.partner.models import ClaimState, Membership, ProducerClaim
from shop.users.models import User
from shop.users.phone import local_phone

_CONDITIONS = {
    ClaimFilter.WAITING: Q(state=ClaimState.SENT),
    ClaimFilter.CHANGES: Q(state=ClaimState.CHANGES_ASKED),
    ClaimFilter.DONE: ~Q(state__in=[ClaimState.SENT, ClaimState.CHANGES_ASKED]),
}
#: Certificates of a producer that are compared with what was typed.
MOST_CERTIFICATES = 200


@dataclass(frozen=True)
class ClaimEvidence:
    """One line of the comparison: what was stated, what the register has, and whether they agree.

    `agrees` is None where the register has nothing to compare with.
    """

    label: str
    stated: str
    known: str
    agrees: bool | None


def claims_of(user: User) -> QuerySet[ProducerClaim]:
    """Return the claims of the provinces that a person acts for."""
    rows = ProducerClaim.objects.select_related(
        "applicant", "producer", "province", "commune", "decided_by"
    )
    return own_province_rows(rows, user, province="province")


def select_claims(user: User, show: str) -> QuerySet[ProducerClaim]:
    """Return the claims of one filter: the oldest first, decided ones newest first."""
    rows = claims_of(user).filter(_CONDITIONS[ClaimFilter(show)])
    return rows.order_by("-decided_at", "-pk") if show == ClaimFilter.DONE else rows


def count_claims(user: User) -> dict[str, int]:
    """Return how many claims each filter holds, in one query."""
    counts = {f"n{i}": Count("pk", filter=rule) for i, rule in enumerate(_CONDITIONS.values())}
    totals = claims_of(user).aggregate(**counts)
    return {show: totals[f"n{i}"] for i, show in enumerate(_CONDITIONS)}


def evidence_of(claim: ProducerClaim) -> list[ClaimEvidence]:
    """Return what was stated beside what the register holds of that producer."""
    producer = claim.producer
    rows: list[tuple[str, str, str]] = []
    if producer is not None:
        certificates = Certificate.objects.filter(product__producer=producer)
        rows = list(
            certificates.order_by("-pk").values_list("code", "decision_number", "product__title")[
                :MOST_CERTIFICATES
            ]
        )
        entries = RegisterEntry.objects.filter(product__producer=producer)
        rows += entries.values_list("product_code", "decision", "product_name")[:MOST_CERTIFICATES]
    codes = [code for code, _number, _title in rows if code]
    numbers = [number for _code, number, _title in rows if number]
    asked = fold(claim.decision_number)
    return [
        ClaimEvidence(
            _("Tax code"),
            claim.tax_code,
            producer.tax_code if producer else "",
            producer.tax_code == claim.tax_code if producer and producer.tax_code else None,
        ),
        ClaimEvidence(
            _("Product code"),
            claim.product_code,
            _some(codes),
            claim.product_code in codes if codes and claim.product_code else None,
        ),
        ClaimEvidence(
            _("Decision"),
            claim.decision_number,
            _some(numbers),
            any(f" {asked} " in f" {fold(number)} " for number in numbers)
            if numbers and asked
            else None,
        ),
    ]


def contacts_of(producer: Producer | None) -> list[str]:
    """Return the contacts that the register knows: the code goes to one of these."""
    if producer is None:
        return []
    phone = local_phone(producer.phone) if producer.phone else ""
    return [contact for contact in (phone, producer.email, producer.address) if contact]


def rivals_of(claim: ProducerClaim) -> list[ProducerClaim]:
    """Return the other open claims of the same producer, to be read side by side."""
    if claim.producer_id is None:
        return []
    rows = ProducerClaim.objects.open().filter(producer=claim.producer_id).exclude(pk=claim.pk)
    return list(rows.select_related("applicant").prefetch_related("papers")[:10])


def members_of(claim: ProducerClaim) -> list[Membership]:
    """Return who works for the producer's shop front now."""
    if claim.producer is None or claim.producer.partner_id is None:
        return []
    rows = Membership.objects.filter(partner=claim.producer.partner_id)
    return list(rows.select_related("user")[:20])


def similar_producers(claim: ProducerClaim) -> list[Producer]:
    """Return producers that an application as new may mean: of the same name or tax code."""
    if claim.producer_id is not None:
        return []
    key = producer_key(claim.name)
    rows = Producer.objects.filter(province=claim.province).only("name", "slug", "tax_code")
    return [row for row in rows if row.tax_code == claim.tax_code or producer_key(row.name) == key]


def _some(values: list[str]) -> str:
    distinct = list(dict.fromkeys(values))
    return "; ".join(distinct[:6]) + (" …" if len(distinct) > 6 else "")
