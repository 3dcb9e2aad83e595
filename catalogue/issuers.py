"""Who issued a certificate, for readers of every language.

A certificate holds the words of its day in Vietnamese, as the paper has them. What follows a known
wording is said in the reader's language; anything else stays as it was written.
"""

import re
from functools import cache

from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_noop as _

_SHORT = re.compile(r"^(?:UBND|Uỷ ban nhân dân)\b", re.IGNORECASE)
#: The wordings of catalogue.register.decisions and .ratings, the narrower first.
ISSUERS = (
    _("Ministry of Agriculture and Rural Development"),
    _("Ministry of Agriculture and Environment"),
    _("People's Committee at district level: %(district)s, %(place)s"),
    _("People's Committee at district level, %(place)s"),
    _("People's Committee of %(place)s"),
)
PLACES = (
    _("%(name)s province"),
    _("%(name)s city"),
    _("%(name)s rural district"),
    _("%(name)s urban district"),
    _("%(name)s town"),
)
NOTES_OF_DATES = (
    _(
        "The source names the year %(year)s only, and a district: there were none after "
        "30 June 2025."
    ),
    _("The source names the year %(year)s only."),
)
NOTE_OF_ISSUER = _("The issuer follows from the rules of that time.")
NOTES_OF_ENDS = (
    _("The decision states %(date)s as its last day."),
    _("The source states %(date)s as its last day."),
    _("The source states no last day, only an end from %(first)s to %(last)s."),
)
NOTES = (*NOTES_OF_DATES, *NOTES_OF_ENDS, NOTE_OF_ISSUER)


def local_issuer(issuer: str) -> str:
    """Return the issuer of a certificate in the reader's language."""
    if _reads_vietnamese():
        return issuer
    return _reworded(_SHORT.sub("Ủy ban nhân dân", issuer), ISSUERS) or issuer


def local_dates_note(note: str) -> str:
    """Return what was derived of a certificate's dates and issuer in the reader's language."""
    if _reads_vietnamese():
        return note
    for message in NOTES:
        match = _pattern(message).search(note)
        if match:
            note = note.replace(match[0], gettext(message) % match.groupdict())
    return note


def parted_note(note: str) -> tuple[str, str]:
    """Return what a note says of the dates, and what it says of the issuer, as they were written."""
    match = _pattern(NOTE_OF_ISSUER).search(note)
    if match is None:
        return note, ""
    return " ".join(note.replace(match[0], "").split()), match[0]


def without_note_of_dates(note: str) -> str:
    """Return a note without what it says of a day of issue that was not known."""
    for message in NOTES_OF_DATES:
        note = _pattern(message).sub("", note)
    return note.strip()


def without_note_of_ends(note: str) -> str:
    """Return a note without what it says of an end that a source stated."""
    for message in NOTES_OF_ENDS:
        note = _pattern(message).sub("", note)
    return note.strip()


def _reads_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def _reworded(text: str, messages: tuple[str, ...]) -> str:
    """Return a text that one of the messages says in Vietnamese in the reader's words, else ""."""
    for message in messages:
        match = _pattern(message).fullmatch(text)
        if match:
            facts = {name: _local_place(value) for name, value in match.groupdict().items()}
            return gettext(message) % facts
    return ""


def _local_place(place: str) -> str:
    for message in PLACES:
        match = _pattern(message).fullmatch(place)
        if match:
            return gettext(message) % match.groupdict()
    return place


@cache
def _pattern(message: str) -> re.Pattern[str]:
    """Return what matches the Vietnamese wording of a message, its facts as named groups."""
    with override("vi"):
        wording = re.escape(gettext(message))
    # Escaping leaves the placeholder's brackets behind a backslash.
    wording = re.sub(r"%\\\((\w+)\\\)s", lambda match: f"(?P<{match[1]}>.+?)", wording)
    return re.compile(wording)
