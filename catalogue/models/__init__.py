"""Ours first, Oscar's by star last: Django keeps the first class registered under a name."""

from catalogue.models.certificate import Certificate
from catalogue.models.certificate_event import CertificateEvent
from catalogue.models.certificate_proposal import ProposedExtension, ProposedRevocation
from catalogue.models.classification import ClassificationNode
from catalogue.models.column_mapping import ColumnMapping
from catalogue.models.duplicate import DuplicateCandidate, ProductMerge
from catalogue.models.label import LabelItem, LabelStatement
from catalogue.models.listing import ListingDraft, ListingPhoto, ListingTransition
from catalogue.models.photo import Category, ProductAttributeValue, ProductImage
from catalogue.models.place import (
    Commune,
    Designation,
    FormerCommune,
    FormerCommuneSuccessor,
    FormerProvince,
    PlaceAlias,
    Province,
    Region,
)
from catalogue.models.producer import Producer
from catalogue.models.producer_page import (
    ProducerPage,
    ProducerPageDraft,
    ProducerPageTransition,
)
from catalogue.models.product import Product
from catalogue.models.proof import Proof, ProofKind
from catalogue.models.province_assignment import ProvinceAssignment
from catalogue.models.certificate_log import CertificateLogEntry
from catalogue.models.register import RegisterEntry
from catalogue.models.register_upload import RegisterUpload, RegisterUploadRow
from catalogue.models.renewal import Renewal, RenewalNotice
from catalogue.models.star_report import StarReport, StarReportNote, StarReportTransition
from catalogue.models.takedown import Takedown, TakedownEvent
from catalogue.models.upload import PendingUpload

# Once ours is registered, Oscar's module has no Product of its own; the checker sees one there.
from oscar.apps.catalogue.models import *  # type: ignore[assignment]
