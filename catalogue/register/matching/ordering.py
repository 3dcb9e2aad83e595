"""The order of rows: those of one product side by side, what was issued first before the others."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from catalogue.register.lookups import Lookups
from catalogue.register.matching.product_index import identity_of
from catalogue.register.ratings import RatedRow
from catalogue.register.rows import RegisterRow
from catalogue.register.withdrawals import is_end


def chunks_by_product(
    rows: Sequence[RegisterRow], rated: Mapping[str, RatedRow], lookups: Lookups, *, size: int
) -> Iterator[list[RegisterRow]]:
    """Yield the rows in chunks of about `size`, none of which parts the rows of one product.

    Those stand where its first row stands, by day of issue; what ends a certificate comes last.
    """
    chunk: list[RegisterRow] = []
    for of_product in _by_product(rows, rated, lookups):
        if chunk and len(chunk) + len(of_product) > size:
            yield chunk
            chunk = []
        chunk += sorted(of_product, key=lambda row: _issued(row, rated))
    if chunk:
        yield chunk


def _by_product(
    rows: Sequence[RegisterRow], rated: Mapping[str, RatedRow], lookups: Lookups
) -> list[list[RegisterRow]]:
    groups: dict[object, list[RegisterRow]] = {}
    for row in rows:
        known = rated.get(row.key)
        key: object = row.key
        if known is not None or is_end(decision=row.decision, remark=row.remark, stars=row.stars):
            place = (row.commune, row.district, row.province, row.certified_year)
            origin = known.origin if known else lookups.origin(*place)
            key = identity_of(row, origin) or row.key
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _issued(row: RegisterRow, rated: Mapping[str, RatedRow]) -> tuple[date, date]:
    known = rated.get(row.key)
    if known is None:
        return date.max, date.max
    issued = known.issued
    return issued.not_after or date.max, issued.not_before or date.max
