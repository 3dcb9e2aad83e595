"""Which outcome a row has, from what the import did with it and where its entry stands today."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from openpyxl.utils.cell import column_index_from_string

from catalogue.models import RegisterEntry
from catalogue.models.register_upload import OutcomeKind
from catalogue.register.entries import EntryBatch
from catalogue.register.files.contents import LeftOutRow, RowFate, SheetColumn
from catalogue.register.outcomes import RowOutcome, as_sentence
from catalogue.register.reading import RegisterLine
from catalogue.register.status import EntryReason, EntryStatus
from catalogue.register.withdrawals import is_end, read_withdrawal

_OVER = (EntryReason.EXPIRED, EntryReason.REVOKED, EntryReason.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Effects:
    """What an import did with some rows: what it made, and whose certificate it refused.

    `late` are rows whose certificate came before the one in the books: history.
    """

    batch: EntryBatch
    products: Set[int]
    certificates: Set[int]
    refused: Set[str]
    late: Set[str]

    def kind(self, entry: RegisterEntry, status: EntryStatus) -> OutcomeKind:
        """What the row of an entry did; what is not for sale says so before anything else."""
        if entry.key in self.refused:
            return OutcomeKind.REFUSED
        if not self._is_touched(entry):
            return OutcomeKind.SAME
        if read_withdrawal(decision=entry.decision, remark=entry.remark, stars=entry.stars):
            return OutcomeKind.WITHDRAWS
        if self._calls_ended(entry, status):
            return OutcomeKind.WITHDRAWS
        if entry.key in self.late or status.reason != EntryReason.ON_SALE:
            return OutcomeKind.NOT_FOR_SALE
        if entry.product_id in self.products:
            return OutcomeKind.NEW
        if entry.certificate_id in self.certificates:
            return OutcomeKind.RENEWS
        return OutcomeKind.CHANGES

    def _calls_ended(self, entry: RegisterEntry, status: EntryStatus) -> bool:
        """Whether a row calls a certificate ended that has not: a person decides."""
        is_over = status.certificate is None or status.reason in _OVER
        ends = is_end(decision=entry.decision, remark=entry.remark, stars=entry.stars)
        return ends and not is_over

    def _is_touched(self, entry: RegisterEntry) -> bool:
        batch = self.batch
        return any(entry.key in keys for keys in (batch.fresh, batch.changed, batch.linked))


def plain_outcome(kind: OutcomeKind, line: RegisterLine, reason: str) -> RowOutcome:
    """Return the outcome of a line that led to no entry."""
    return RowOutcome(
        kind,
        line.row or line.number,
        as_sentence(reason),
        sheet=line.sheet,
        product_name=line.cells.get("product_name", "")[:255],
        producer_name=line.cells.get("producer_name", "")[:255],
        cells=line.cells,
    )


def left_out_outcome(row: LeftOutRow) -> RowOutcome:
    """Return the outcome of a row that is no product, or cannot be trusted."""
    is_refused = row.fate == RowFate.REFUSED
    return RowOutcome(
        OutcomeKind.REFUSED if is_refused else OutcomeKind.LEFT_OUT,
        row.row,
        as_sentence(row.reason or str(row.fate.label)),
        sheet=row.sheet,
        product_name=row.text[:255],
    )


def refused_outcome(line: RegisterLine, entry: RegisterEntry, notes: Iterable[str]) -> RowOutcome:
    """Return the outcome of a row that was refused and is in the books nowhere; its product may be."""
    outcome = plain_outcome(OutcomeKind.REFUSED, line, " ".join(map(as_sentence, notes)))
    return replace(outcome, product_id=entry.product_id)


def row_outcome(
    line: RegisterLine,
    entry: RegisterEntry,
    status: EntryStatus,
    effects: Effects,
    notes: Iterable[str],
) -> RowOutcome:
    """Return the outcome of a row that is in the books, with all that was told about it."""
    return RowOutcome(
        effects.kind(entry, status),
        line.row or line.number,
        " ".join(map(as_sentence, (status.sentence, *notes))),
        sheet=line.sheet,
        product_name=entry.product_name,
        producer_name=entry.producer_name,
        cells=line.cells,
        product_id=entry.product_id,
        certificate_id=entry.certificate_id,
    )


def as_printed(
    outcome: RowOutcome, line: RegisterLine | None, columns: Mapping[str, Sequence[SheetColumn]]
) -> RowOutcome:
    """Return the outcome with the row's own cells by its own headings, as they stand in the file.

    Columns of one heading are told apart by their letters; a row that was no line has its text.
    """
    if line is None:
        return replace(outcome, cells={_("Text of the row"): outcome.product_name})
    cells: dict[str, str] = {}
    for column in columns.get(line.sheet, ()):
        at = column_index_from_string(column.letter) - 1
        name = f"{column.heading} ({column.letter})" if column.heading in cells else column.heading
        cells[name] = line.printed[at] if at < len(line.printed) else ""
    return replace(outcome, cells=cells) if cells else outcome
