"""Renamed and moved pages: the old URL leads to the new one, in the language it was asked in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import EditView

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.paths import path_in_language


class MergingRedirectForm(EditConflictMixin, RedirectForm):
    """A redirect; what somebody else changed meanwhile is asked about."""


class RedirectEditView(EditView):
    """Wagtail's form of one redirect, for two people at once."""

    form_class = MergingRedirectForm


class LocalizedRedirectMiddleware(RedirectMiddleware):
    """Answers a 404 with a redirect that Wagtail keeps, whatever language its path was noted in.

    Wagtail notes the path in the language of the editor who renamed the page, and finds it in that
    language alone. A redirect to a page that is not public, or to the very URL asked for (renamed
    and renamed back), stays a 404.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Look for the requested path as it stands, then as it reads in each other language."""
        if response.status_code != 404:
            return response
        redirect = _find(request)
        if redirect is None:
            return response
        target = _target(redirect)
        if not target or target.partition("?")[0] == request.path:
            return response
        kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return kind(target)


def _find(request: HttpRequest) -> Redirect | None:
    """Return the redirect of this URL, with its query string before without."""
    languages = [get_language() or settings.LANGUAGE_CODE, *dict(settings.LANGUAGES)]
    for url in dict.fromkeys([request.get_full_path(), request.path]):
        for path in dict.fromkeys([url, *(path_in_language(url, code) for code in languages)]):
            normal = Redirect.normalise_path(path, decode_unicode=False)
            redirect = get_redirect(request, normal)
            if redirect is not None:
                return redirect
    return None


def _target(redirect: Redirect) -> str:
    """Return where it leads, in the reader's language; nothing when the page cannot be read."""
    page = redirect.redirect_page
    if page is not None and not page.live:
        return ""
    return redirect.link or ""
