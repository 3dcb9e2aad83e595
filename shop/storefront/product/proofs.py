"""Proofs besides the star as facts: which standard, by whom, and until when."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.labels import Fact
from catalogue.models import Proof, ProofKind
from theme.formats import vn_date

#: What a fact is made of.
FACT_FIELDS = ("kind", "number", "issuer", "valid_until")


class JSONList(Aggregate):
    """Values of many rows as one list, so that a product brings its proofs in its own query."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(
        self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def proofs_of_product() -> Subquery:
    """Return the proofs of a product that are in force today as a list of FACT_FIELDS; None for none."""
    own = Proof.objects.filter(products=OuterRef("pk"), producer=OuterRef("producer"))
    proofs = own.in_force(today()).order_by()
    facts = JSONObject(**{name: name for name in FACT_FIELDS})
    return Subquery(proofs.values("products").annotate(facts=JSONList(facts)).values("facts"))


def proof_facts(proofs: Iterable[Mapping[str, Any]]) -> list[Fact]:
    """Return one fact a proof, by standard; those given are in force and have FACT_FIELDS."""
    order = list(ProofKind.values)
    listed = sorted(proofs, key=lambda proof: (order.index(proof["kind"]), proof["number"]))
    return [
        Fact(
            capfirst(str(ProofKind(proof["kind"]).label)),
            _("%(number)s, issued by %(issuer)s") % proof,
            note=_end(proof["valid_until"]),
        )
        for proof in listed
    ]


def _end(last: date | str | None) -> str:
    """Return until when it holds; JSON brings a day as text."""
    if last is None:
        return _("Without an end.")
    day = date.fromisoformat(last) if isinstance(last, str) else last
    return _("In force until %(day)s.") % {"day": vn_date(day)}
