"""The pages behind the e-mail that proves an e-mail address."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from shop.customer.account.mixins import AccountMixin
from shop.customer.emails import account
from shop.customer.verification.services import belongs, verify
from shop.users.throttling import Limit

RESENT = Limit("verification-letter", tries=3, seconds=3600)


class ResendView(View):
    """Sends the e-mail once more; a few an hour."""

    def get(self, request):
        """Lead a stray visitor to the profile."""
        return redirect("customer:profile-view")

    def post(self, request):
        """Send, or say when the next one may be asked for."""
        user, wait = request.user, 0
        if user.has_verified_email or not user.email:
            return redirect("customer:profile-view")
        wait = RESENT.wait_for(str(user.pk))
        if wait:
            minutes = -(-wait // 60)
            text = _("Three letters are on their way. Please ask again in %d minutes.") % minutes
            messages.warning(request, text)
        else:
            account.tell(account.VERIFY, user)
            messages.success(request, _("A letter is on its way to %s.") % user.email)
        return redirect("customer:profile-view")


class ConfirmView(AccountMixin, TemplateView):
    """Asks by GET, because programs open links in e-mails; notes the proof by POST.

    Only the account itself can do it, so that nobody proves a stranger's address for them.
    """

    template_name = "oscar/customer/verify.html"
    heading = gettext_lazy("Confirm your e-mail address")
    tab = "profile"

    def get_context_data(self, **kwargs):
        """Say whether the link still works for this account."""
        works = belongs(kwargs["token"], self.request.user)
        return super().get_context_data(**kwargs) | {"works": works}

    def post(self, request, token):
        """Note the proof; a second press is told the same."""
        if not belongs(token, request.user):
            return self.get(request, token=token)
        found = verify(request.user)
        messages.success(request, _("Your e-mail address is confirmed."))
        if found:
            text = ngettext(
                "%(count)d order that you placed as a guest is in your list now.",
                "%(count)d orders that you placed as a guest are in your list now.",
                found,
            )
            messages.info(request, text % {"count": found})
        return redirect("customer:order-list")
