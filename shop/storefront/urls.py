"""URLs of the storefront; `catalogue` and `search` have the namespaces that Oscar knows."""

from django.urls import URLPattern, URLResolver, include, path

from shop.order.reviews.views import ReportView
from shop.storefront.age_gate.views import AgeGateView
from shop.storefront.certificate import views as certificate
from shop.storefront.feeds import NewlyCertifiedFeed
from shop.storefront.listing.views import CatalogueView, GroupView, SearchView, SuggestView
from shop.storefront.newly_certified import NewlyCertifiedView
from shop.storefront.place.views import ProvinceView, RegionsView, RegionView
from shop.storefront.producer.views import ProducerView
from shop.storefront.product.review_list import ProductReviewList
from shop.storefront.product.views import ProductDetailView
from shop.storefront.star_check import StarCheckView
from shop.storefront.star_report.views import StarReportStatusView, StarReportView

catalogue: list[URLPattern | URLResolver] = [
    path("san-pham/", CatalogueView.as_view(), name="index"),
    path("san-pham/<slug:product_slug>/", ProductDetailView.as_view(), name="detail"),
    path(
        "san-pham/<slug:product_slug>/nhan-xet/",
        include(
            [
                path("", ProductReviewList.as_view(), name="reviews"),
                path("<int:pk>/bao-cao/", ReportView.as_view(), name="review-report"),
            ]
        ),
    ),
    path("nhom/<slug:slug>/", GroupView.as_view(), name="group"),
    path("vung/", RegionsView.as_view(), name="regions"),
    path("vung/<slug:slug>/", RegionView.as_view(), name="region"),
    path("tinh/<slug:slug>/", ProvinceView.as_view(), name="province"),
    path("nha-san-xuat/<slug:slug>/", ProducerView.as_view(), name="producer"),
    path("chung-nhan/so-cai/", certificate.LedgerView.as_view(), name="ledger"),
    path("chung-nhan/so-cai.jsonl", certificate.ledger_download, name="ledger-lines"),
    path("chung-nhan/so-cai/verify_log.py", certificate.ledger_script, name="ledger-script"),
    path("chung-nhan/<str:code>.json", certificate.certificate_json, name="certificate-json"),
    path("chung-nhan/<str:code>/", certificate.CertificateView.as_view(), name="certificate"),
]
search = [
    path("tim-kiem/", SearchView.as_view(), name="search"),
    path("tim-kiem/goi-y", SuggestView.as_view(), name="suggest"),
]

urlpatterns = [
    path("", include((catalogue, "catalogue"))),
    path("", include((search, "search"))),
    path("kiem-tra-sao/", StarCheckView.as_view(), name="star_check"),
    path("do-tuoi/", AgeGateView.as_view(), name="age_gate"),
    path("bao-sao-sai/", StarReportView.as_view(), name="star_report"),
    path("bao-sao-sai/<slug:token>/", StarReportStatusView.as_view(), name="star_report_status"),
    path("moi-duoc-cong-nhan/", NewlyCertifiedView.as_view(), name="newly_certified_page"),
    path("moi-duoc-cong-nhan.rss", NewlyCertifiedFeed(), name="newly_certified"),
]
