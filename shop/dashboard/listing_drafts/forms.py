"""What is asked for most often of a listing that is sent back."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from shop.dashboard.reviewed_drafts.forms import ReturnDraftForm


class ListingChangeReason(TextChoices):
    """Reasons for which a tick is enough."""

    PHOTOS = "photos", gettext_lazy("The photographs are blurred or show something else.")
    LABEL = "label", gettext_lazy("The label here is not what stands on the pack.")
    WORDS = "words", gettext_lazy("The words promise more than can be proven.")
    NAME = "name", gettext_lazy("Name or kind are not those of the certificate.")
    PAPERS = "papers", gettext_lazy("The certificate cannot be read.")


class ReturnListingForm(ReturnDraftForm):
    choices = ListingChangeReason
