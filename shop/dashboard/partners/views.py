"""Oscar's seller screens; a seller with a producer or orders stays."""

from oscar.apps.dashboard.partners.views import PartnerDeleteView as UpstreamPartnerDeleteView

from shop.dashboard.deletion import ProtectedDeleteMixin


class PartnerDeleteView(ProtectedDeleteMixin, UpstreamPartnerDeleteView):
    """Deletes a seller without history."""
