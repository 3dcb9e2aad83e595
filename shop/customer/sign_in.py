"""Between the password and being signed in: who still owes a code, and what follows either way."""

import time

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from shop.customer.staff_sign_in import may_enter_cms
from shop.customer.verification.services import claim_orders
from shop.partner.access import is_member
from shop.users.browsers import remember_session
from shop.users.language import store_language
from shop.users.lockout import remember_browser
from shop.users.models import User

PENDING = "second_factor_pending"
#: Seconds in which the code has to follow the password.
PATIENT_FOR = 600
#: Either opens the dashboard to who is no staff.
DASHBOARD_PERMISSIONS = ("catalogue.view_certificate", "payment.view_payoutbatch")


def remember_password_step(request: HttpRequest, user: User) -> None:
    """Remember that the password was right; nobody is signed in by that."""
    request.session[PENDING] = {"user": user.pk, "at": int(time.time())}


def pending_user(request: HttpRequest) -> User | None:
    """Return who has typed the password of an account with a second factor a moment ago."""
    pending = request.session.get(PENDING)
    if not pending or pending["at"] < time.time() - PATIENT_FOR:
        return None
    user: User | None = User.objects.filter(pk=pending["user"], is_active=True).first()
    return user


def finish_sign_in(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Do what every sign-in does: language, orders placed as a guest, this browser."""
    request.session.pop(PENDING, None)
    store_language(user)
    claim_orders(user)
    remember_browser(request, response, user)
    remember_session(request, user)


def home_of(user: User | AnonymousUser) -> str:
    """Return dashboard, workspace or CMS for those who may open them, else the account."""
    if user.is_staff or any(map(user.has_perm, DASHBOARD_PERMISSIONS)):
        return reverse("dashboard:index")
    if is_member(user):
        return reverse("workspace:index")
    if may_enter_cms(user):
        return reverse("wagtailadmin_home")
    return reverse("customer:summary")
