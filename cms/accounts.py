"""Wagtail's pages of accounts: whoever's e-mail address is changed there is told of it."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel
from wagtail.users.views.users import EditView, UserViewSet

from shop.customer.emails.account import enqueue_email_changed
from shop.users.models import User


class AccountEditView(EditView):
    """Wagtail's form of one account."""

    def save_instance(self) -> AbstractBaseUser:
        """Save, in the transaction of Wagtail's view, with the e-mails about a changed address."""
        before = User.objects.get(pk=self.object.pk)
        after: User = super().save_instance()
        enqueue_email_changed(before=before, after=after)
        return after


class AccountViewSet(UserViewSet):
    """Wagtail's pages of accounts."""

    edit_view_class = AccountEditView


class OwnAccountView(AccountView):
    """What an editor sets for themselves, without a picture of them.

    Wagtail stores such a picture past catalogue.photos: unpacked by the server itself, with its
    place, in a folder that no page shows.
    """

    def get_panels(self) -> list[BaseSettingsPanel]:
        panels = super().get_panels()
        return [panel for panel in panels if not isinstance(panel, AvatarSettingsPanel)]
