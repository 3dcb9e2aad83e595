"""Oscar's forms of a seller and of its people; what others changed meanwhile stays."""

from oscar.apps.dashboard.partners.forms import ExistingUserForm as UpstreamExistingUserForm
from oscar.apps.dashboard.partners.forms import PartnerAddressForm as UpstreamPartnerAddressForm

from catalogue.edit_conflicts import EditConflictMixin


class PartnerAddressForm(EditConflictMixin, UpstreamPartnerAddressForm):
    """Name and address of a seller."""

    def edits(self) -> bool:
        """The seller exists, and so does its name, even where there is no address yet."""
        return True


class ExistingUserForm(EditConflictMixin, UpstreamExistingUserForm):
    """One of the people who sign in for a seller."""
