"""Calendar files (iCalendar, RFC 5545): all-day events that a phone or an office program takes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse

#: A line is at most so many bytes long, its line break apart (RFC 5545, 3.1).
LINE_BYTES = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class CalendarEvent:
    """One day, or several with `last` (included); the same `uid` is the same event for ever."""

    first: date
    summary: str
    description: str = ""
    last: date | None = None
    uid: str = ""
    url: str = ""


def calendar_text(name: str, events: Iterable[CalendarEvent], *, at: datetime) -> str:
    """Return the file; `at` is the moment (aware) at which it was made."""
    return "".join(f"{folded}\r\n" for line in _lines(name, events, at) for folded in _fold(line))


def calendar_response(filename: str, text: str) -> HttpResponse:
    """Return a download for one person's eyes."""
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "private, no-store",
        },
    )


def _lines(name: str, events: Iterable[CalendarEvent], at: datetime) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//OCOP//certificate deadlines//VI"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(name)}"
    for event in events:
        yield from _event_lines(event, at)
    yield "END:VCALENDAR"


def _event_lines(event: CalendarEvent, at: datetime) -> Iterator[str]:
    after = (event.last or event.first) + timedelta(days=1)  # DTEND is not included (3.6.1)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Escape a value of type TEXT (RFC 5545, 3.3.11)."""
    return value.translate(_ESCAPES)


def _fold(line: str) -> Iterator[str]:
    """Break a line after at most LINE_BYTES bytes, never within a character (RFC 5545, 3.1)."""
    if len(line.encode()) <= LINE_BYTES:
        yield line
        return
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE_BYTES:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
