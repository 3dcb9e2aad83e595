"""The order of rows: what was issued first comes first, among the rows of one product."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from catalogue.register.lookups import Lookups
from catalogue.register.product_index import identity_of
from catalogue.register.ratings import RatedRow
from catalogue.register.rows import RegisterRow
from catalogue.register.withdrawals import read_withdrawal


def in_order_of_issue(
    rows: Sequence[RegisterRow], rated: Mapping[str, RatedRow], lookups: Lookups
) -> list[RegisterRow]:
    """Return the rows, those of one product by day of issue in the places they had; ends come last."""
    places: dict[object, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        known = rated.get(row.key)
        if known is None and not _withdraws(row):
            continue
        origin = (
            known.origin
            if known
            else lookups.origin(row.commune, row.district, row.province, row.certified_year)
        )
        places[identity_of(row, origin) or row.key].append(at)
    ordered = list(rows)
    for positions in places.values():
        of_product = sorted((rows[at] for at in positions), key=lambda row: _issued(row, rated))
        for at, row in zip(positions, of_product, strict=True):
            ordered[at] = row
    return ordered


def _withdraws(row: RegisterRow) -> bool:
    return read_withdrawal(decision=row.decision, remark=row.remark, stars=row.stars) is not None


def _issued(row: RegisterRow, rated: Mapping[str, RatedRow]) -> tuple[date, date]:
    known = rated.get(row.key)
    if known is None:
        return date.max, date.max
    issued = known.issued
    return issued.not_after or date.max, issued.not_before or date.max
