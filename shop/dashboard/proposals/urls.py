"""URLs under /quan-tri/de-nghi/ and the permission each one asks for."""

from django.urls import URLPattern, path

from shop.dashboard.proposals import views
from shop.dashboard.proposals.selection import EXTENSION, REVOCATION, ProposalKind

VIEW, DECIDE = ["catalogue.view_certificate"], ["catalogue.change_certificate"]
PERMISSIONS = {
    "proposal-list": VIEW,
    "proposed-revocation-detail": VIEW,
    "proposed-revocation-confirm": DECIDE,
    "proposed-revocation-reject": DECIDE,
    "proposed-extension-detail": VIEW,
    "proposed-extension-confirm": DECIDE,
    "proposed-extension-reject": DECIDE,
}


def _of(kind: ProposalKind, word: str) -> list[URLPattern]:
    own = f"de-nghi/{word}/<int:pk>/"
    return [
        path(own, views.ProposalDetailView.as_view(kind=kind), name=f"{kind.name}-detail"),
        path(
            f"{own}dong-y/",
            views.ConfirmProposalView.as_view(kind=kind),
            name=f"{kind.name}-confirm",
        ),
        path(f"{own}bac/", views.RejectProposalView.as_view(kind=kind), name=f"{kind.name}-reject"),
    ]


urlpatterns = [
    path("de-nghi/", views.ProposalListView.as_view(), name="proposal-list"),
    *_of(REVOCATION, "thu-hoi"),
    *_of(EXTENSION, "gia-han"),
]
