"""Account pages: signing in with e-mail or phone, the profile, orders."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, RedirectView, TemplateView, UpdateView, View
from django.views.generic.base import ContextMixin

from shop.customer.account.mixins import AccountMixin
from shop.customer.account.orders import read_row
from shop.customer.emails import account
from shop.customer.passwords.views import PasswordCheckView, too_many
from shop.customer.sign_in import finish_sign_in, home_of, remember_password_step
from shop.customer.wishlists.services import add_to_wish_list_by_number
from shop.order.links import order_path
from shop.order.models import Order
from shop.order.settlement import DUE_READS
from shop.users.browsers import remember_session
from shop.users.client_ip import client_network
from shop.users.forms import ChangePasswordForm, ProfileForm, SignInForm, SignUpForm
from shop.users.language import store_language
from shop.users.lockout import remember_browser
from shop.users.models import User
from shop.users.phone import local_phone
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.second_factor.services import has_second_factor
from shop.users.throttling import Limit
from theme.formats import vn_date

#: New accounts tell whether a name is taken; this keeps anybody from asking for thousands.
SIGN_UPS = Limit("sign-up", tries=20, seconds=900)
CHANGES = Limit("profile", tries=20, seconds=900)


class WishListSignInMixin(ContextMixin):
    """Carries a product through the sign-in and puts it on the wish list afterwards."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the product's number for a hidden field."""
        number = self.request.POST.get("keep") or self.request.GET.get("keep", "")
        return super().get_context_data(**kwargs) | {"keep": number if number.isdecimal() else ""}

    def add_requested_product(self, user: User) -> None:
        """Put the product on the wish list of whoever has just signed in, and say so."""
        product = add_to_wish_list_by_number(user=user, number=self.request.POST.get("keep", ""))
        if product is not None:
            messages.success(self.request, _("“%s” is on your wish list.") % product.title)


class SignInView(WishListSignInMixin, AccountMixin, auth.LoginView):
    """Signing in; staff go to the dashboard, sellers to the workspace, buyers to where they came from."""

    template_name = "oscar/customer/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    heading = gettext_lazy("Sign in")

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, and take in what was ordered as a guest since the last time.

        An account with a second factor is asked for its code first.
        """
        user = form.get_user()
        if has_second_factor(user):
            remember_password_step(self.request, user)
            self.add_requested_product(user)
            way_back = urlencode({"next": self.get_redirect_url()})
            return redirect(f"{reverse('customer:second-factor')}?{way_back}")
        response = super().form_valid(form)
        self.add_requested_product(user)
        finish_sign_in(self.request, response, user)
        return response

    def get_default_redirect_url(self) -> str:
        return home_of(self.request.user)


class SignUpView(WishListSignInMixin, AccountMixin, auth.RedirectURLMixin, FormView):
    """A new account, signed in at once."""

    template_name = "oscar/customer/sign_up.html"
    form_class = SignUpForm
    next_page = "customer:summary"
    heading = gettext_lazy("Create an account")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever has an account is at home already."""
        if request.user.is_authenticated:
            return redirect("customer:summary")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make whoever tries too often wait."""
        wait = SIGN_UPS.wait_for(client_network(request))
        form = self.get_form()
        if wait:
            return too_many(self, form, wait)
        return self.form_valid(form) if form.is_valid() else self.form_taken(form)

    def form_taken(self, form: SignUpForm) -> HttpResponse:
        """Go in by the account that the first of two presses has made; else show the form."""
        user = form.created_just_now()
        if user is None:
            return self.form_invalid(form)
        login(self.request, user, backend="shop.users.backends.EmailOrPhoneBackend")
        return super().form_valid(form)

    def form_valid(self, form: SignUpForm) -> HttpResponse:
        """Create the account; of two that arrive together the second signs in or gets an error."""
        try:
            with transaction.atomic():
                user = form.save()
                account.enqueue_account_email(account.WELCOME, user)
        except IntegrityError:
            form.add_error(None, _("This account has just been created. Please sign in."))
            return self.form_taken(form)
        login(self.request, user, backend="shop.users.backends.EmailOrPhoneBackend")
        messages.success(self.request, _("Welcome! Your account is ready."))
        self.add_requested_product(user)
        response = super().form_valid(form)
        remember_browser(self.request, response, user)
        remember_session(self.request, user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the way back through a form that comes again."""
        return super().get_context_data(**kwargs) | {"next": self.get_redirect_url()}


class SignOutView(AccountMixin, TemplateView):
    """Asks by GET, signs out by POST: a link or picture elsewhere cannot do it."""

    template_name = "oscar/customer/sign_out.html"
    heading = gettext_lazy("Sign out")

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        return redirect("/")


class AccountSummaryView(RedirectView):
    """Nothing of its own: the orders are what people come for."""

    pattern_name = "customer:order-list"


class ProfileView(AccountMixin, TemplateView):
    """Who you are to us."""

    template_name = "oscar/customer/profile/profile.html"
    heading = gettext_lazy("Profile")
    tab = "profile"
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the facts as plain text."""
        user = self.request.user
        facts = [
            (_("Full name"), user.get_full_name()),
            (_("E-mail"), email_fact(user)),
            (_("Phone number"), local_phone(user.phone) if user.phone else ""),
            (_("Member since"), vn_date(user.date_joined)),
        ]
        return super().get_context_data(**kwargs) | {"facts": facts}


def email_fact(user: User) -> str:
    """Return the address with its state in words."""
    if not user.email:
        return ""
    state = _("confirmed") if user.has_verified_email else _("not confirmed")
    return f"{user.email} ({state})"


class ProfileUpdateView(AccountMixin, UpdateView):
    """Changing name, e-mail or phone."""

    template_name = "oscar/customer/profile/profile_form.html"
    form_class = ProfileForm
    success_url = reverse_lazy("customer:profile-view")
    heading = gettext_lazy("Edit your profile")
    tab = "profile"
    request: AuthenticatedHttpRequest

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make whoever tries too often wait: the form tells which names are taken."""
        wait = CHANGES.wait_for(str(request.user.pk))
        if not wait:
            return super().post(request)
        self.object = self.get_object()
        return too_many(self, self.get_form(), wait)

    def get_object(self, queryset: QuerySet | None = None) -> User:
        """A copy, so that a wrong form does not change the person on the page; held while judged."""
        users = User.objects.all()
        if self.request.method == "POST":
            users = users.select_for_update(no_key=True)
        return users.get(pk=self.request.user.pk)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Save, and tell the old address of a new one.

        Of two that want the same address at the same moment the second is told that it is taken.
        """
        before = User.objects.get(pk=self.request.user.pk)
        try:
            with transaction.atomic():
                after: User = form.save()
                if before.email != after.email:
                    store_language(after)
                account.enqueue_email_changed(before=before, after=after)
        except IntegrityError:
            self.object = self.get_object()
            return self.form_invalid(self.get_form())
        messages.success(self.request, _("Your profile is saved."))
        return redirect(self.success_url)


class ChangePasswordView(AccountMixin, PasswordCheckView, auth.PasswordChangeView):
    """A new password; other browsers are signed out."""

    form_class = ChangePasswordForm
    template_name = "oscar/customer/profile/change_password_form.html"
    success_url = reverse_lazy("customer:profile-view")
    heading = gettext_lazy("Change password")
    tab = "password"
    request: AuthenticatedHttpRequest

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            account.enqueue_account_email(account.CHANGED, self.request.user)
            remember_session(self.request, self.request.user)
        messages.success(self.request, _("Your password is changed."))
        return response


class OrderHistoryView(AccountMixin, ListView):
    """The person's orders, newest first, each with what may be done with it."""

    template_name = "oscar/customer/order/order_list.html"
    paginate_by = 20
    heading = gettext_lazy("Your orders")
    tab = "orders"
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> QuerySet[Order]:
        """Orders with the number of their items and what amount_due() reads."""
        orders = Order.objects.filter(user=self.request.user).annotate(items=Sum("lines__quantity"))
        return (
            orders.select_related("payment")
            .prefetch_related(*DUE_READS)
            .order_by("-date_placed", "-pk")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": [read_row(order, items=order.items or 0) for order in context["object_list"]]
        }


class OrderRedirectView(View):
    """One order of this person: its own page is the one that the e-mail links to."""

    def get(self, request: AuthenticatedHttpRequest, order_number: str) -> HttpResponse:
        """Go to the order's signed URL; other people's orders are not found."""
        order = get_object_or_404(Order, user=request.user, number=order_number)
        return redirect(order_path(order))
