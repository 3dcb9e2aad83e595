"""What people type is stored composed, as the search folds it, whatever form it is typed into."""

from django.http import HttpRequest, QueryDict
from django.utils.deprecation import MiddlewareMixin

from catalogue.text import normalize

#: A password counts as it was typed when it was set.
SECRET = "password"  # noqa: S105 - a part of the names of fields


class ComposedTextMiddleware(MiddlewareMixin):
    """Composes every text of a form (NFC) and drops what nobody sees, before its view reads it.

    A computer of Apple sends letters and their marks apart; a mark of direction turns what stands
    behind it on a label; a name of blanks that are letters to Unicode is no name.
    """

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> None:
        if request.method == "POST":
            request.POST = _composed(request.POST)  # type: ignore[assignment]  # as tests do


def _composed(posted: QueryDict) -> QueryDict:
    """Return the form itself where nothing in it changes."""
    changed = {
        name: composed
        for name, values in posted.lists()
        if SECRET not in name
        and (composed := [normalize(str(value)) for value in values]) != values
    }
    if not changed:
        return posted
    copied = posted.copy()
    for name, values in changed.items():
        copied.setlist(name, values)
    return copied
