"""What the dashboard has beyond Oscar's: URLs and the permission each one asks for."""

from django.urls import path

from shop.dashboard.assistance import urls as assistance
from shop.dashboard.catalogue import lookups
from shop.dashboard.certificates import urls as certificates
from shop.dashboard.claims import urls as claims
from shop.dashboard.duplicates import urls as duplicates
from shop.dashboard.emails import urls as emails
from shop.dashboard.enquiries import urls as enquiries
from shop.dashboard.invoices import urls as invoices
from shop.dashboard.labels import urls as labels
from shop.dashboard.listing_drafts import urls as listing_drafts
from shop.dashboard.partners import urls as partners
from shop.dashboard.payments import urls as payments
from shop.dashboard.payouts import urls as payouts
from shop.dashboard.producer_orders import urls as producer_orders
from shop.dashboard.producer_pages import urls as producer_pages
from shop.dashboard.promotions import urls as promotions
from shop.dashboard.proofs import urls as proofs
from shop.dashboard.proposals import urls as proposals
from shop.dashboard.register.views import RegisterView
from shop.dashboard.register_uploads import urls as register_uploads
from shop.dashboard.renewals import urls as renewals
from shop.dashboard.reviews import urls as reviews
from shop.dashboard.star_reports import urls as star_reports
from shop.dashboard.takedowns import urls as takedowns
from shop.dashboard.tasks import urls as tasks

PERMISSIONS = {
    **certificates.PERMISSIONS,
    **assistance.PERMISSIONS,
    **claims.PERMISSIONS,
    **duplicates.PERMISSIONS,
    **producer_orders.PERMISSIONS,
    **register_uploads.PERMISSIONS,
    **reviews.PERMISSIONS,
    **emails.PERMISSIONS,
    **enquiries.PERMISSIONS,
    **takedowns.PERMISSIONS,
    **tasks.PERMISSIONS,
    **renewals.PERMISSIONS,
    **proposals.PERMISSIONS,
    **star_reports.PERMISSIONS,
    **labels.PERMISSIONS,
    **listing_drafts.PERMISSIONS,
    **producer_pages.PERMISSIONS,
    **proofs.PERMISSIONS,
    **partners.PERMISSIONS,
    **payments.PERMISSIONS,
    **payouts.PERMISSIONS,
    **invoices.PERMISSIONS,
    **promotions.PERMISSIONS,
    "register-list": ["catalogue.view_registerentry"],
    "producer-lookup": (["catalogue.view_product"], ["partner.dashboard_access"]),
    "commune-lookup": (["catalogue.view_product"], ["partner.dashboard_access"]),
}

urlpatterns = [
    *certificates.urlpatterns,
    *assistance.urlpatterns,
    *claims.urlpatterns,
    *duplicates.urlpatterns,
    *producer_orders.urlpatterns,
    *register_uploads.urlpatterns,
    *reviews.urlpatterns,
    *emails.urlpatterns,
    *enquiries.urlpatterns,
    *takedowns.urlpatterns,
    *tasks.urlpatterns,
    *renewals.urlpatterns,
    *proposals.urlpatterns,
    *star_reports.urlpatterns,
    *labels.urlpatterns,
    *listing_drafts.urlpatterns,
    *producer_pages.urlpatterns,
    *proofs.urlpatterns,
    *partners.urlpatterns,
    *payments.urlpatterns,
    *payouts.urlpatterns,
    *invoices.urlpatterns,
    *promotions.urlpatterns,
    path("so-dang-ky/", RegisterView.as_view(), name="register-list"),
    path("tra-cuu/nha-san-xuat/", lookups.ProducerLookupView.as_view(), name="producer-lookup"),
    path("tra-cuu/xa-phuong/", lookups.CommuneLookupView.as_view(), name="commune-lookup"),
]
