"""What a draft lacks, or says and may not say, before the province looks at it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.claims import find_claim
from catalogue.labels import label_meter
from catalogue.listings.content import preview_product, written_texts
from catalogue.models import ListingDraft
from catalogue.models.product import DISPLAY_ONLY_TYPES, LegalType

#: The steps in which a draft is written; the words stand in URLs.
PHOTOS, NAME, LABEL, OFFER, CERTIFICATE = "anh", "ten", "nhan", "gia", "giay"
SEASON = "mua-vu"


@dataclass(frozen=True, slots=True)
class ListingFault:
    """One thing that keeps a draft from being submitted: the step it is mended in, and a sentence."""

    step: str
    text: str


def listing_faults(draft: ListingDraft) -> list[ListingFault]:
    """Return what a draft lacks and which of its words the law forbids, in the order of the steps."""
    return [*_missing(draft), *claim_faults(draft)]


def claim_faults(draft: ListingDraft) -> list[ListingFault]:
    """Return the words of a draft that the law forbids; medicine alone may say what it heals."""
    if draft.legal_type == LegalType.MEDICINE:
        return []
    faults = []
    for name, text in written_texts(draft).items():
        if claim := find_claim(text):
            faults.append(ListingFault(_step_of(name), claim.sentence))
    return faults


def _step_of(name: str) -> str:
    if name.startswith("label."):
        return LABEL
    if name.startswith("photo."):
        return PHOTOS
    return OFFER if name == "unit" else NAME


def _missing(draft: ListingDraft) -> list[ListingFault]:
    faults = []
    if draft.is_new and not draft.photos.exists():
        faults.append(ListingFault(PHOTOS, _("At least one photograph is missing.")))
    if not draft.title:
        faults.append(ListingFault(NAME, _("The name is missing.")))
    if draft.classification is None and not draft.keeps_identity:
        faults.append(ListingFault(NAME, _("The product set is missing.")))
    if draft.is_new and draft.legal_type not in DISPLAY_ONLY_TYPES:
        if draft.price is None:
            faults.append(ListingFault(OFFER, _("The price is missing.")))
        if not draft.unit:
            faults.append(ListingFault(OFFER, _("The sales unit is missing.")))
    if draft.is_new and (meter := label_meter(preview_product(draft))).missing:
        names = ", ".join(meter.missing)
        faults.append(ListingFault(LABEL, _("Of the label: %(names)s.") % {"names": names}))
    return faults
