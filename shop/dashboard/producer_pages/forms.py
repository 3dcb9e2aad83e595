"""What is asked for most often of a page that is sent back."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from shop.dashboard.reviewed_drafts.forms import ReturnDraftForm


class PageChangeReason(TextChoices):
    """Reasons for which a tick is enough."""

    PORTRAIT = "portrait", gettext_lazy("The picture is blurred or shows something else.")
    WORDS = "words", gettext_lazy("The words promise more than can be proven.")
    PEOPLE = "people", gettext_lazy("Somebody named there does not belong to the producer.")
    PLACE = "place", gettext_lazy("The place is not where the producer works.")
    VIDEO = "video", gettext_lazy("The video shows something else.")


class ReturnPageForm(ReturnDraftForm):
    choices = PageChangeReason
