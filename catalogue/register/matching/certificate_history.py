"""The certificates that products had and have, while a file adds to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from catalogue.batches import in_batches
from catalogue.models import Certificate, RegisterEntry
from catalogue.text import fold


@dataclass
class CertificateHistory:
    """Verified certificates by product, which of them an entry made, and the codes in use."""

    by_product: dict[int, list[Certificate]] = field(default_factory=lambda: defaultdict(list))
    claimed: set[int] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, product_ids: Iterable[int], codes: Iterable[str]) -> "CertificateHistory":
        """Read the history of these products, and which of these codes are in use."""
        history = cls()
        for batch in in_batches(set(product_ids)):
            for certificate in Certificate.objects.ever_verified().filter(product__in=batch):
                history.by_product[certificate.product_id].append(certificate)
            entries = RegisterEntry.objects.filter(certificate__product__in=batch).order_by()
            history.claimed.update(entries.values_list("certificate", flat=True))
        for some in in_batches(set(codes) - {""}):
            coded = Certificate.objects.filter(code__in=some, withdrawn_at__isnull=True)
            history.codes.update(coded.order_by().values_list("code", flat=True))
        return history

    def same(self, new: Certificate) -> Certificate | None:
        """The certificate of the product that a new one is, None where it is another."""
        certificates = self.by_product[new.product_id]
        return next((known for known in certificates if is_same_certificate(known, new)), None)

    def add(self, certificate: Certificate) -> None:
        """Remember a certificate that is about to be entered."""
        self.by_product[certificate.product_id].append(certificate)

    def claim(self, certificate: Certificate) -> bool:
        """Take a certificate for an entry; False where another entry has it, or it is to be made."""
        if certificate.pk is None or certificate.pk in self.claimed:
            return False
        self.claimed.add(certificate.pk)
        return True

    def take_code(self, new: Certificate) -> str:
        """Use the code of a new certificate; return it where it is in use, and leave it out."""
        code = new.code
        if not code:
            return ""
        if code in self.codes:
            new.code = ""
            return code
        self.codes.add(code)
        return ""


def is_same_certificate(one: Certificate, other: Certificate) -> bool:
    """Whether two speak of one certificate: stars, and days and numbers that do not differ."""
    if one.stars != other.stars:
        return False
    if one.issued_not_before > other.issued_not_after:
        return False
    if other.issued_not_before > one.issued_not_after:
        return False
    numbers = {fold(one.decision_number), fold(other.decision_number)} - {""}
    return len(numbers) < 2


def in_rounds(certificates: Sequence[Certificate]) -> Iterator[list[Certificate]]:
    """Certificates in rounds that hold one of each product, in the order in which they come."""
    rest = list(certificates)
    while rest:
        products: set[int] = set()
        now: list[Certificate] = []
        later: list[Certificate] = []
        for certificate in rest:
            (later if certificate.product_id in products else now).append(certificate)
            products.add(certificate.product_id)
        yield now
        rest = later
