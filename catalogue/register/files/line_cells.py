"""One row's cells in the register's own words, completed from ticks, sections and the title."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.register.files.columns import COLUMNS, OPTIONAL_COLUMNS, STAR_COLUMNS
from catalogue.register.files.contacts import commune_of, has_phone, producer_cell
from catalogue.register.files.titles import Title
from catalogue.register.files.values import (
    RANKS,
    day,
    group,
    kind_of_name,
    place,
    plain,
    price,
    producer_kind,
    province,
    stars,
    year,
)
from catalogue.register.printed_ends import end_in_column, end_in_remark
from catalogue.text import fold

#: Words of a status or a remark that end a certificate, as the reader of decisions knows them.
_WITHDRAWN = ("thu hoi", "huy bo", "bai bo", "cham dut", "dinh chi")
_ENDED = ("het hieu luc", "het han", "khong con hieu luc")
#: What a cell of the last day says of a certificate that has not ended.
_IN_FORCE = ("con hieu luc", "con han", "con", "dang hieu luc", "dang con hieu luc")
#: As long as the register keeps the text of a decision.
DECISION_LIMIT = 255
_WITHDRAWAL, _END = "thu hồi", "hết hiệu lực"

_FROM_SECTIONS = {
    "stars": gettext_lazy("stars were taken from section headings"),
    "group": gettext_lazy("the group was taken from section headings"),
    "province_at_certification": gettext_lazy("the province was taken from section headings"),
    "district": gettext_lazy("the district was taken from section headings"),
    "commune": gettext_lazy("the commune was taken from section headings"),
    "decision": gettext_lazy("the decision was taken from section headings"),
    "certified_year": gettext_lazy("the year was taken from section headings"),
}


@dataclass
class LineCells:
    """The cells of one row by column, as printed; `read` turns them into the register's words.

    `section` gives what the section lines above say of a column. What is taken from them or from
    the title is counted in `filled`, under a sentence for people.
    """

    printed: dict[str, str]
    section: Callable[[str], str]
    title: Title
    filled: Counter[str]

    def read(self) -> list[str]:
        """Read all cells; return sentences about what is odd in this row."""
        notes: list[str] = []
        self._cells = {
            column: self.printed.get(column, "") for column in (*COLUMNS, *OPTIONAL_COLUMNS)
        }
        self._producer()
        self._stars(notes)
        for column, reader in _READERS.items():
            self._cells[column] = reader(self._cells[column]) if self._cells[column] else ""
        self._price()
        self._fill_from_section()
        self._fill_from_title()
        self._drop_proposed_stars()
        self._decision(notes)
        return notes

    def finished(self) -> dict[str, str]:
        """Every column of the register and the optional ones."""
        return self._cells

    def _producer(self) -> None:
        cells = self._cells
        found = producer_cell(cells["producer_name"])
        cells["producer_name"] = found.name
        if found.has_contact or self.printed.get("contact", "").strip():
            self._count(_("address or telephone of the producer is not published"))
        commune = found.commune or commune_of(self.printed.get("address", ""))
        if commune and not cells["commune"].strip():
            cells["commune"] = commune
            self._count(_("the commune was taken from the address"))
        if not cells["producer_type"].strip():
            cells["producer_type"] = kind_of_name(found.name)
        if has_phone(cells["note"]):
            cells["note"] = ""
            self._count(_("address or telephone of the producer is not published"))

    def _stars(self, notes: list[str]) -> None:
        """Stars from their own column, or from the ticks under "3 sao", "4 sao", "5 sao"."""
        ticks = {STAR_COLUMNS[name] for name in STAR_COLUMNS if self._is_ticked(name)}
        own = stars(self._cells["stars"]) if self._cells["stars"].strip(" -–.\n") else ""
        if not own and len(ticks) == 1:
            own = ticks.pop()
        elif len(ticks) > 1 or (own and ticks and ticks != {own}):
            notes.append(_("several ranks are ticked; none was taken"))
            own = ""
            self.section = lambda column: ""
            self.title = replace(self.title, stars="")
        self._cells["stars"] = own

    def _is_ticked(self, column: str) -> bool:
        """Whether "x", "✓" or any other sign stands in a column for ticks."""
        text = self.printed.get(column, "").strip(" \n-–0.")
        return bool(text) and fold(text) != "khong"

    def _price(self) -> None:
        cells = self._cells
        if cells["price_vnd"].strip():
            cells["price_vnd"], unit = price(cells["price_vnd"])
            cells["unit"] = cells["unit"].strip() or unit

    def _fill_from_section(self) -> None:
        for column, sentence in _FROM_SECTIONS.items():
            value = self.section(column)
            if value and not self._cells[column].strip():
                self._cells[column] = value
                self._count(str(sentence))

    def _fill_from_title(self) -> None:
        cells, title = self._cells, self.title
        if title.stars and not cells["stars"]:
            cells["stars"] = title.stars
            self._count(_("stars were taken from the title"))
        if title.province and not cells["province_at_certification"].strip():
            cells["province_at_certification"] = title.province
            self._count(
                _("the province “%(name)s” was taken from the title") % {"name": title.province}
            )
        states_none = not cells["decision"].strip() and not cells["issued_on"].strip()
        if title.decision and states_none and self._fits_year(title.decision):
            cells["decision"] = title.decision
            self._count(
                _("the decision %(text)s was taken from the title") % {"text": title.decision}
            )
        if title.year and not cells["certified_year"].strip() and not cells["decision"].strip():
            cells["certified_year"] = title.year
            self._count(_("the year %(year)s was taken from the title") % {"year": title.year})

    def _drop_proposed_stars(self) -> None:
        """In a list of what is proposed only a row with a decision of its own has stars."""
        if self.title.is_proposal and not self._cells["decision"].strip():
            self._cells["stars"] = ""
            self._count(_("the title calls this a list of proposals: stars were not taken"))

    def _fits_year(self, decision: str) -> bool:
        """Whether a decision of the title may be that of a row that names a year."""
        stated = self._cells["certified_year"].strip()
        return not stated or stated == decision.rpartition("/")[2].rstrip(")")

    def _decision(self, notes: list[str]) -> None:
        """Bring day of issue, last day and withdrawal into the text that decisions are read from."""
        cells = self._cells
        issued = day(cells["issued_on"])
        if cells["issued_on"].strip() and issued is None:
            notes.append(
                _("the day of issue “%(text)s” is no day of the calendar")
                % {"text": plain(cells["issued_on"])[:40]}
            )
        if issued and f"{issued:%d/%m/%Y}" not in cells["decision"]:
            number = cells["decision"].strip()
            dated = any(mark in fold(number) for mark in ("ngay ", "thang ")) or "(" in number
            if dated:
                notes.append(
                    _(
                        "the day of issue %(day)s differs from the text of the decision, which counts"
                    )
                    % {"day": f"{issued:%d/%m/%Y}"}
                )
            else:
                cells["decision"] = (
                    f"{number} ({issued:%d/%m/%Y})" if number else f"{issued:%d/%m/%Y}"
                )
        until = day(cells["valid_until"])
        if until:
            cells["valid_until"] = f"{until:%d/%m/%Y}"
        elif cells["valid_until"].strip():
            stated = end_in_column(cells["valid_until"])
            self._add(self._no_end(notes) if stated is None else stated)
            cells["valid_until"] = ""
        for column in ("status", "note"):
            self._add(end_in_remark(cells[column]))
        self._ending(notes)

    def _no_end(self, notes: list[str]) -> str:
        """What a cell of the last day that says none adds: that it has ended, or nothing."""
        said = fold(self._cells["valid_until"])
        if any(word in said for word in _ENDED):
            return _END
        if said not in _IN_FORCE:
            notes.append(
                _("the last day “%(text)s” is no day of the calendar")
                % {"text": plain(self._cells["valid_until"])[:40]}
            )
        return ""

    def _add(self, phrase: str) -> None:
        """Bring a phrase into the text of the decision; what is too long is cut before it."""
        decision = self._cells["decision"].strip()
        if phrase and fold(phrase) not in fold(decision):
            kept = decision[: DECISION_LIMIT - len(phrase) - 2].rstrip("; ")
            self._cells["decision"] = f"{kept}; {phrase}".lstrip("; ")

    def _ending(self, notes: list[str]) -> None:
        """A status or remark that says that the certificate was withdrawn or has ended."""
        cells = self._cells
        rank = "" if cells["stars"] in RANKS else cells["stars"]
        printed = " ".join(filter(None, (cells["status"], cells["note"], rank)))
        said = fold(printed)
        status = "" if end_in_remark(cells["status"]) else fold(cells["status"])
        ended = status if any(map(str.isdigit, said)) else said
        phrase = next(
            (
                phrase
                for words, phrase, text in ((_WITHDRAWN, _WITHDRAWAL, said), (_ENDED, _END, ended))
                if any(word in text for word in words)
            ),
            "",
        )
        if phrase and fold(phrase) not in fold(cells["decision"]):
            self._add(phrase)
            notes.append(_("the row says “%(text)s”") % {"text": plain(printed)[:80]})

    def _count(self, sentence: str) -> None:
        self.filled[sentence] += 1


_READERS: dict[str, Callable[[str], str]] = {
    "producer_type": producer_kind,
    "group": group,
    "commune": place,
    "district": place,
    "province_at_certification": province,
    "certified_year": year,
}
