"""What can go wrong with certificates, takedowns and reports, in the words of the domain."""

from django.core.exceptions import ValidationError


class CertificateError(ValidationError):
    """A certificate rule was broken; the message is fit for the person at the screen."""


class CertificateOverlap(CertificateError):
    """Two certificates would be in force for one product on the same day."""


class SameActor(CertificateError):
    """The person who submitted a certificate may not verify it."""


class TakedownError(ValidationError):
    """A takedown cannot be placed or lifted; the message is fit for the person at the screen."""


class StarReportError(ValidationError):
    """A report cannot take this step; the message is fit for the person at the screen."""


class MergeError(ValidationError):
    """Products cannot be merged or parted; the message is fit for the person at the screen."""


class ListingError(ValidationError):
    """A draft cannot take this step; the message is fit for the person at the screen."""


class ListingOutdated(ListingError):
    """What is decided about is not what was shown any more."""


class ProofError(ValidationError):
    """A proof cannot take this step; the message is fit for the person at the screen."""
