"""Pages as a reader sees them."""

import re

SPACE = re.compile(r"[ \t\r\n]+")


def as_read(answer) -> str:
    """Return the page with its white space as a browser shows it: one space where there is any."""
    return SPACE.sub(" ", answer.content.decode())
