"""Is this star true? Looks a name, a producer or a number up among products and register."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from catalogue.audience import Audience
from catalogue.cards import is_sourced
from catalogue.clock import today
from catalogue.models import Certificate, Product, RegisterEntry
from catalogue.paths import certificate_path, report_star_path
from catalogue.policies import is_displayable, is_for_adults, is_hidden_by_law
from catalogue.register.certificate_numbers import (
    CertificateNumber,
    entries_of_number,
    products_of_number,
    read_certificate_number,
)
from catalogue.register.classify import classify
from catalogue.register.matching.entry_keys import base_key
from catalogue.register.status import EntryReason, EntryStatus, entry_status, with_status
from catalogue.text import fold, question

LIMIT = 40
CANDIDATES = 200
MIN_LENGTH = 2

_OUTCOMES = {
    EntryReason.UNCERTAIN: "uncertain",
    EntryReason.EXPIRED: "expired",
    EntryReason.SUPERSEDED: "expired",
    EntryReason.REVOKED: "revoked",
    EntryReason.POTENTIAL_5: "pending",
    EntryReason.ON_SALE: "in_force",
    EntryReason.DISPLAY_MEDICINE: "in_force",
    EntryReason.DISPLAY_SERVICE: "in_force",
    EntryReason.DISPLAY_NAMELESS: "in_force",
    EntryReason.DISPLAY_LABEL: "in_force",
    EntryReason.DISPLAY_ALCOHOL: "in_force",
    EntryReason.WITHDRAWN: "in_force",
}

#: Outcomes that the page puts in a sentence of its own, with stars and day.
_EXPLAINED_BY_THE_DATE = (EntryReason.ON_SALE, EntryReason.EXPIRED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one product; `outcome` is one of _OUTCOMES or "refused".

    `is_sourced`: the dates are known from a public source only, which `evidence` names.
    """

    outcome: str
    title: str
    url: str
    record_url: str
    producer_name: str
    place: str
    stars: int | None
    code: str
    decision: str
    valid_until: datetime.date | None
    possible_until: datetime.date | None
    ended_on: datetime.date | None
    ended_by: datetime.date | None
    is_sourced: bool
    evidence: str
    answer: str
    reason: str
    source: str
    report_url: str = ""


@dataclass(frozen=True, slots=True)
class StarCheck:
    """All answers to one question; `verdicts` holds the first LIMIT of `total`.

    `withheld` counts alcohol, of which nobody is told before a declaration of age (NĐ 24/2020 Đ.6).
    """

    searched: bool
    total: int
    verdicts: list[Verdict]
    withheld: int = 0
    asked: bool = True

    @property
    def notices(self) -> list[str]:
        """What the reader must know of the answer beside the verdicts, in their language."""
        notices = []
        if self.asked and not self.searched:
            notices.append(_("Please type at least two letters."))
        if self.withheld:
            notices.append(_("Alcohol is left out until you have confirmed your age."))
        if self.total > len(self.verdicts):
            notices.append(
                _("Only the first %(count)d answers are shown; add a word to narrow them.")
                % {"count": len(self.verdicts)}
            )
        return notices


def check_star(text: str, audience: Audience = Audience.PUBLIC) -> StarCheck:
    """Return what the register and the shop know of a name, a producer or a number.

    All words must be found, marks and case aside; a product code or a decision number is read with
    its signs or without. A product is answered for once. Fewer than MIN_LENGTH letters ask nothing.
    """
    text = question(text)
    words = list(dict.fromkeys(fold(text).split()))
    if len("".join(words)) < MIN_LENGTH:
        return StarCheck(searched=False, total=0, verdicts=[], asked=bool(text))
    asked = read_certificate_number(text)
    entries = _once([*_entries(asked, words), *_products(asked, words)])
    public_entries = [entry for entry in entries if not _is_withheld(entry, audience)]
    verdicts = [_verdict(entry, entry_status(entry, today()), audience) for entry in public_entries]
    query = fold(text)
    verdicts.sort(
        key=lambda verdict: (query not in fold(verdict.title), verdict.outcome != "in_force")
    )
    return StarCheck(
        searched=True,
        total=len(verdicts),
        verdicts=verdicts[:LIMIT],
        withheld=len(entries) - len(public_entries),
    )


def _is_withheld(entry: RegisterEntry, audience: Audience) -> bool:
    """A row that led to no product is judged by its name, as the import would."""
    if entry.product is not None:
        return is_hidden_by_law(entry.product.legal_type, audience)
    return bool(entry.group) and (
        is_hidden_by_law(classify(entry.product_name, entry.group).legal_type, audience)
    )


def _once(entries: list[RegisterEntry]) -> list[RegisterEntry]:
    """Keep one row of each product, the one that its newest certificate was made of, if any was.

    Rows of the same words that led to no product tell what was before it: they are left out.
    """
    newest: dict[int, RegisterEntry] = {}
    for entry in entries:
        if entry.product_id is not None:
            known = newest.setdefault(entry.product_id, entry)
            if _age(entry) > _age(known):
                newest[entry.product_id] = entry
    answered = {base_key(entry.key) for entry in newest.values() if entry.key}
    return [
        entry
        for entry in entries
        if newest.get(entry.product_id or 0) is entry
        or (entry.product_id is None and base_key(entry.key) not in answered)
    ]


def _age(entry: RegisterEntry) -> datetime.date:
    """The day from which the certificate of a row holds; rows without one are the oldest."""
    verified = getattr(entry.product, "verified", [])
    made = (each.valid_from for each in verified if each.pk == entry.certificate_id)
    return next(made, datetime.date.min)


def _entries(asked: CertificateNumber | None, words: list[str]) -> list[RegisterEntry]:
    """Return rows of the register with all the words, or with the number."""
    named = Q()
    for word in words:
        named &= Q(folded__contains=word)
    if asked:
        named |= Q(pk__in=entries_of_number(asked)) | Q(product__in=products_of_number(asked))
    entries = list(with_status(RegisterEntry.objects.filter(named))[:CANDIDATES])
    return entries if asked else _whole_words(entries, words)


def _whole_words(entries: list[RegisterEntry], words: list[str]) -> list[RegisterEntry]:
    """Keep the rows that have the words whole; where none has, parts of words will do."""
    wanted = set(words)
    whole = [
        entry
        for entry in entries
        if wanted <= set(fold(f"{entry.product_name} {entry.producer_name}").split())
    ]
    return whole or entries


def _products(asked: CertificateNumber | None, words: list[str]) -> list[RegisterEntry]:
    """Return certified products that no row of the register led to, as rows that are not saved."""
    named = Q()
    for word in words:
        named &= Q(slug__contains=word) | Q(producer__slug__contains=word)
    if asked:
        named |= Q(pk__in=products_of_number(asked))
    verified = Prefetch("certificates", Certificate.objects.ever_verified(), to_attr="verified")
    products = (
        Product.objects.filter(
            named, register_entries=None, certificates__verified_at__isnull=False
        )
        .select_related("producer", "province")
        .prefetch_related(verified)
        .with_takedowns()
        .with_strength()
        .distinct()
        .order_by("slug")[:CANDIDATES]
    )
    rows = [_as_entry(product) for product in products]
    return rows if asked else _whole_words(rows, words)


def _as_entry(product: Product) -> RegisterEntry:
    producer = product.producer
    return RegisterEntry(
        product=product,
        product_name=product.title,
        producer_name=producer.name if producer and producer.name_is_stated else "",
        province=product.province.name if product.province else "",
    )


def _verdict(entry: RegisterEntry, status: EntryStatus, audience: Audience) -> Verdict:
    certificate, product = status.certificate, entry.product
    url = _url(product, status.reason, audience)
    outcome = _OUTCOMES.get(status.reason, "refused")
    ended = ended_by = None
    if certificate and outcome in ("expired", "revoked"):
        stopped = certificate.revoked_on or certificate.superseded_on
        ended = stopped or certificate.last_day
        ended_by = stopped or certificate.possible_last_day
    return Verdict(
        outcome=outcome,
        title=entry.product_name,
        url=url,
        record_url=_record_url(certificate, product, url),
        producer_name=entry.producer_name,
        place=", ".join(filter(None, [entry.commune, entry.district, entry.province])),
        stars=certificate.stars if certificate else None,
        code=certificate.code if certificate else "",
        decision=certificate.decision_number if certificate else entry.decision,
        valid_until=certificate.last_day if certificate else None,
        possible_until=certificate.possible_last_day if certificate else None,
        ended_on=ended,
        ended_by=ended_by,
        is_sourced=is_sourced(certificate),
        evidence=certificate.evidence if certificate else "",
        answer="",
        reason="" if status.reason in _EXPLAINED_BY_THE_DATE else status.sentence,
        source=entry.source,
        report_url=report_star_path(
            product.slug if product and url and not is_for_adults(product) else ""
        ),
    )


def _url(product: Product | None, reason: EntryReason, audience: Audience) -> str:
    """Return the product's page if it has one for the audience."""
    if product is None or reason in (EntryReason.UNVERIFIED, EntryReason.NOT_YET_VALID):
        return ""
    if not is_displayable(product, audience):
        return ""
    return product.get_absolute_url()


def _record_url(certificate: Certificate | None, product: Product | None, page_url: str) -> str:
    """Return the certificate's public record: where the product has a page that anybody may see."""
    if certificate is None or product is None or not page_url or is_for_adults(product):
        return ""
    return certificate_path(certificate.public_id)
