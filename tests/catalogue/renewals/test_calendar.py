"""Calendar files as RFC 5545 wants them."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from catalogue.clock import VIETNAM
from catalogue.renewals.calendar import CalendarEvent, calendar_text

AT = datetime(2026, 11, 21, 9, 0, tzinfo=VIETNAM)


def written(**facts):
    facts = {"uid": "a@x", "first": date(2026, 12, 31), "summary": "Hạn"} | facts
    return calendar_text("Hạn chứng nhận", [CalendarEvent(**facts)], at=AT)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_an_event_fills_whole_days():
    lines = unfolded(written())
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20261121T020000Z" in lines
    assert "UID:a@x" in lines


def test_several_days_are_one_event_with_the_last_included():
    assert "DTEND;VALUE=DATE:20270201" in unfolded(written(last=date(2027, 1, 31)))


def test_commas_semicolons_backslashes_and_breaks_are_escaped():
    lines = unfolded(written(summary="Chè, mật; rượu\\gạo", description="Một\r\nhai"))
    assert "SUMMARY:Chè\\, mật\\; rượu\\\\gạo" in lines
    assert "DESCRIPTION:Một\\nhai" in lines


def test_every_line_ends_as_the_standard_wants():
    assert "\n" not in written(description="Một\nhai").replace("\r\n", "")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_no_line_is_longer_than_75_bytes_and_no_character_is_cut(text):
    body = calendar_text(text, [], at=AT).encode()
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    name = next(x for x in unfolded(body.decode()) if x.startswith("X-WR-CALNAME:"))
    assert (
        name.removeprefix("X-WR-CALNAME:")
        .replace("\\\\", "\0")
        .replace("\\,", ",")
        .replace("\\;", ";")
        .replace("\0", "\\")
        == text
    )
