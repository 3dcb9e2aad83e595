"""Templates are indented for the people who read them; a visitor downloads none of it."""

import re
from pathlib import Path

from django.template import Origin
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader

OWN = Path(__file__).parent / "templates"

_DJANGO = r"{%.*?%}|{{.*?}}|{#.*?#}"
#: Blocks of Django whose text arrives as it was written: a message is looked up by its text.
_MESSAGE = r"{% *(?:blocktrans|verbatim|comment).*?{% *end(?:blocktrans|verbatim|comment).*?%}"
_TYPESET = r"<pre\b.*?</pre>|<textarea\b.*?</textarea>"
#: An opening or closing tag, whatever Django writes among its attributes.
_ELEMENT = rf"</?[a-z](?:{_MESSAGE}|{_DJANGO}|[^>])*>"
_BREAK = r"[ \t]*\n\s*"
_PIECE = re.compile(rf"({_MESSAGE}|{_DJANGO}|{_TYPESET}|{_ELEMENT}|{_BREAK})", re.S | re.I)
_BREAK_IN_ELEMENT = re.compile(rf"({_MESSAGE}|{_DJANGO})|{_BREAK}(?P<end>/?>)?", re.S)

#: White space before and after these is never seen.
_BLOCK = re.compile(
    "</?(?:address|article|aside|blockquote|body|dd|details|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|head|header|hr|html|legend|li|link|main|meta|nav|ol|option|p|path|section|"
    "summary|table|tbody|td|tfoot|th|thead|title|tr|ul|use)\\b",
    re.I,
)
_SILENT = re.compile(r"{#|{% *(?:comment|extends|load)\b")
_OPENS, _CLOSES = re.compile(r"{% *(?:if|with)\b"), re.compile(r"{% *end(?:if|with)\b")


class Loader(AppDirectoriesLoader):
    """Reads the templates of the applications; those of the shop without their layout.

    The cached loader in front of it asks once for each template, so a request pays nothing.
    """

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        path = Path(origin.name)
        if path.suffix == ".html" and path.is_relative_to(OWN):
            return without_layout(source)
        return source


def without_layout(source: str) -> str:
    """Return the source with each line break, and the indentation around it, as one line feed.

    It goes altogether where it could not be seen: beside an element that has lines of its own,
    after a tag that writes nothing, at the ends of the file, and where only an `{% if %}` or its
    end stands between it and another break. So a break between words or inline elements is a
    space, as everywhere in HTML, and a file may end with a line feed without adding one to the
    page that includes it.
    """
    pieces = ["", "", *filter(None, _PIECE.split(source)), "", ""]
    parts = []
    for place, piece in enumerate(pieces[2:-2], start=2):
        if not _is_break(piece):
            parts.append(_on_one_line(piece) if _is_element(piece) else piece)
        elif not _is_unseen(*pieces[place - 2 : place], *pieces[place + 1 : place + 3]):
            parts.append("\n")
    return "".join(parts)


def _is_unseen(before_that: str, before: str, after: str, after_that: str) -> bool:
    """Whether a break between these pieces shows nothing."""
    return bool(
        not (before and after)
        or _BLOCK.match(before)
        or _BLOCK.match(after)
        or _SILENT.match(before)
        or (_OPENS.match(before) and _is_break(before_that))
        or (_CLOSES.match(after) and _is_break(after_that))
    )


def _is_break(piece: str) -> bool:
    return piece.isspace() and "\n" in piece


def _is_element(piece: str) -> bool:
    return piece.startswith("<") and not re.match("<(?:pre|textarea)", piece, re.I)


def _on_one_line(element: str) -> str:
    return _BREAK_IN_ELEMENT.sub(lambda match: match[1] or match["end"] or " ", element)
