"""The same record for software; docs/open-record.md tells every field."""

from datetime import date
from typing import Any

from catalogue.models import Certificate
from catalogue.paths import absolute_url, certificate_path
from shop.storefront.certificate.history import certificate_history
from shop.storefront.certificate.page import day_answer, has_product_page


def json_record(certificate: Certificate, on: date) -> dict[str, Any]:
    """Return a certificate as JSON, with its state on that day; days are YYYY-MM-DD."""
    product, producer = certificate.product, certificate.product.producer
    answer = day_answer(certificate, on)
    successor = certificate.superseded_by
    return {
        "id": certificate.public_id,
        "url": absolute_url(certificate_path(certificate.public_id)),
        "product": {
            "name": product.title,
            "url": absolute_url(product.get_absolute_url())
            if has_product_page(certificate)
            else None,
        },
        "producer": producer.name if producer and producer.name_is_stated else None,
        "province": product.province.name if product.province else None,
        "commune": product.commune.name if product.commune else None,
        "stars": certificate.stars,
        "code": certificate.code or None,
        "decision": {
            "number": certificate.decision_number or None,
            "date": _day(certificate.decision_date),
        },
        "issuer": certificate.issuer or None,
        "issuer_level": certificate.issuer_level,
        "issued": {
            "not_before": _day(certificate.issued_not_before),
            "not_after": _day(certificate.issued_not_after),
            "exact": certificate.day_is_exact,
        },
        "in_force": {
            "from": _day(certificate.valid_from),
            "until": _day(certificate.valid_until),
            "possibly_until": _day(certificate.possible_until),
            "extended_until": _day(certificate.extended_until),
        },
        "revoked": {
            "from": _day(certificate.revoked_on),
            "ground": certificate.revocation_ground or None,
        },
        "superseded": {
            "from": _day(certificate.superseded_on),
            "by": successor.public_id if successor and successor.verified_at else None,
        },
        "evidence": {
            "grade": certificate.evidence_grade.value,
            "text": certificate.evidence or None,
        },
        "source": certificate.source or None,
        "state": {
            "on": _day(on),
            "value": certificate.state(on).value,
            "in_force": answer.in_force,
            "text": answer.sentence,
        },
        "history": [
            {
                "entry": item.sequence,
                "kind": item.kind,
                "effective_on": _day(item.effective_on),
                "recorded_at": item.recorded_at.isoformat(timespec="seconds"),
                "decision": item.decision or None,
                "hash": item.hash,
            }
            for item in certificate_history(certificate)
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
