"""A session that ends while somebody writes loses nothing: the form waits behind the sign-in."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.paths import in_every_language
from shop.operations.middleware import STAFF_PATHS, GetResponse
from shop.operations.same_origin import from_this_site
from shop.users.models import UnsentForm, User
from shop.users.unsent_forms import drop_unsent_form, store_unsent_form

PATHS = (*STAFF_PATHS, *in_every_language("/tai-khoan/", "/nguoi-ban/"))
#: Who wrote last in this browser: the signed number of an account, outliving its session.
COOKIE = SALT = "nguoi_viet"
COOKIE_SECONDS = 30 * 24 * 3600


class UnsentFormMiddleware:
    """Stores a form that met a sign-in page, or a token made stale by signing in elsewhere.

    Nobody is signed in then, so a signed cookie of an earlier page says whose it is; without one
    nothing is stored. A form counts as sent from here by Django's token or the browser's headers.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and look at what became of it."""
        response = self.get_response(request)
        if not request.path_info.startswith(PATHS):
            return response
        if request.method == "POST":
            return _leave_page(request, self._after_post(request, response))
        if request.method == "GET" and request.user.is_authenticated:
            _remember_writer(request, response)
        return response

    def _after_post(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        refused = getattr(request, "csrf_refused", False)
        if request.user.is_authenticated and not refused:
            if token := request.POST.get("unsent_form"):
                drop_unsent_form(token=token, user=request.user)
            return response
        if refused and not from_this_site(request):
            return response
        asks_to_sign_in = not refused and _asks_to_sign_in(response)
        writer = request.user if request.user.is_authenticated else _writer(request)
        if writer is None or not (refused or asks_to_sign_in) or _is_door(request):
            return response
        unsent = store_unsent_form(
            user=writer,
            path=request.get_full_path(),
            posted=request.POST,
            had_files=bool(request.FILES),
        )
        return response if unsent is None else _lead_back(request, unsent)


def _lead_back(request: HttpRequest, unsent: UnsentForm) -> HttpResponseBase:
    """Lead to the stored form, through the sign-in where nobody is signed in."""
    page = reverse("customer:unsent-form", kwargs={"token": unsent.token})
    if request.user.is_authenticated:
        return HttpResponseRedirect(page)
    messages.warning(
        request,
        _("You have been signed out meanwhile. Sign in and go on; all you typed is kept."),
    )
    sign_in = resolve_url(settings.LOGIN_URL)
    return HttpResponseRedirect(f"{sign_in}?{urlencode({REDIRECT_FIELD_NAME: page})}")


def _leave_page(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let the whole page go to the sign-in where a script sent one form of it."""
    is_htmx = request.headers.get("HX-Request") == "true"
    if not is_htmx or not _asks_to_sign_in(response):
        return response
    led = HttpResponse(headers={"HX-Redirect": response.headers["Location"]})
    led.cookies.update(response.cookies)
    return led


def _asks_to_sign_in(response: HttpResponseBase) -> bool:
    names = (settings.LOGIN_URL, "dashboard:login", "wagtailadmin_login", "admin:login")
    return _path_of(response) in {resolve_url(name) for name in names}


def _is_door(request: HttpRequest) -> bool:
    """Whether the form is for signing in or up itself: nobody goes back to it."""
    return request.path_info in {reverse("customer:login"), reverse("customer:register")}


def _path_of(response: HttpResponseBase) -> str:
    """Return where a response leads, empty where it leads nowhere."""
    target = urlsplit(response.headers.get("Location", ""))
    asked = REDIRECT_FIELD_NAME in QueryDict(target.query)
    return target.path if response.status_code == 302 and asked else ""


def _writer(request: HttpRequest) -> User | None:
    number = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=COOKIE_SECONDS)
    if not number:
        return None
    return User.objects.filter(pk=number, is_active=True).first()


def _remember_writer(request: HttpRequest, response: HttpResponseBase) -> None:
    number = str(request.user.pk)
    if request.get_signed_cookie(COOKIE, default="", salt=SALT) != number:
        response.set_signed_cookie(
            COOKIE,
            number,
            salt=SALT,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
