"""A person's data: to read, to take along, to have erased."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from shop.customer.account.mixins import AccountMixin
from shop.customer.emails import account
from shop.customer.forms import DeleteAccountForm
from shop.customer.passwords.views import PasswordCheckView
from shop.customer.privacy.archive import archive_of
from shop.customer.privacy.erasure import erase_account
from shop.customer.privacy.tables import tables_of
from shop.partner.membership import MembershipRefused
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest


class DataView(AccountMixin, TemplateView):
    """All of it on one page, to read or to print."""

    template_name = "oscar/customer/privacy/data.html"
    heading = gettext_lazy("Your data")
    tab = "data"
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"tables": tables_of(self.request.user)}


class DataDownloadView(View):
    """The same as a file to keep."""

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        answer = HttpResponse(archive_of(request.user), content_type="application/zip")
        answer["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.zip"'
        return answer


class AccountEraseView(AccountMixin, PasswordCheckView):
    """Leaving. Orders stay with the shop for its books, without the account."""

    template_name = "oscar/customer/privacy/erase.html"
    form_class = DeleteAccountForm
    heading = gettext_lazy("Delete your account")
    tab = "data"
    request: AuthenticatedHttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form checks the password."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: DeleteAccountForm) -> HttpResponse:
        """Erase the account, unless decisions hang on it."""
        user = User.objects.get(pk=self.request.user.pk)
        email = user.email
        try:
            with transaction.atomic():
                waiting = erase_account(user=user)
                account.enqueue_erased(email, waiting=waiting)
        except ProtectedError:
            form.add_error(
                None, _("Records of certificates name this account, so it cannot be deleted here.")
            )
            return self.form_invalid(form)
        except MembershipRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        logout(self.request)
        messages.success(self.request, _("Your account is deleted."))
        return redirect("/")
