"""The one map of the site. Wagtail stands last, so that no page can take a shop address."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.documents import urls as wagtail_document_urls

from cms import admin_urls as cms_admin_urls
from cms import urls as cms_urls
from cms.private_pages import unlock_documents
from shop.customer.staff_sign_in import StaffSignInView, may_enter_admin, may_enter_cms
from shop.operations.views import healthz, metrics, readyz, robots
from shop.order import urls as order_urls
from shop.order.enquiries import urls as enquiry_urls
from shop.order.payments.card.views import stripe_webhook
from shop.payment.transfer.webhook import BankWebhookView
from shop.storefront import sitemaps
from shop.storefront import urls as storefront_urls
from shop.storefront.social_cards import SocialCardView
from shop.workspace import urls as workspace_urls
from theme.styleguide.views import style_guide

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.section, name="sitemap-section"),
    path("webhooks/ngan-hang/", BankWebhookView.as_view(), name="bank-webhook"),
    path("i18n/", include("django.conf.urls.i18n")),
    path(
        "django-admin/login/",
        StaffSignInView.as_view(home="admin:index", may_enter=may_enter_admin),
    ),
    path(
        "django-admin/password_change/",
        RedirectView.as_view(pattern_name="customer:change-password"),
    ),
    path(
        "cms/login/",
        StaffSignInView.as_view(home="wagtailadmin_home", may_enter=may_enter_cms),
    ),
    path("django-admin/", admin.site.urls),
    path("cms/", include(cms_admin_urls)),
    path("webhooks/stripe/", stripe_webhook, name="stripe-webhook"),
    path("phong-cach/", style_guide, name="style_guide"),
    path(
        "chia-se/<str:kind>/<slug:slug>-<slug:version>.png",
        SocialCardView.as_view(),
        name="social_card",
    ),
    path(
        "tai-lieu/authenticate_with_password/<int:restriction_id>/",
        unlock_documents,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("tai-lieu/", include(wagtail_document_urls)),
]
for folder in settings.PUBLIC_MEDIA:
    root = Path(settings.MEDIA_ROOT) / folder
    urlpatterns += static(f"{settings.MEDIA_URL}{folder}/", document_root=root)
urlpatterns += i18n_patterns(
    path("don-hang/", include(order_urls)),
    path("hoi-nguoi-ban/", include(enquiry_urls)),
    path("nguoi-ban/", include(workspace_urls)),
    path("", include(storefront_urls)),
    path("", include(apps.get_app_config("oscar").urls[0])),  # type: ignore[attr-defined]
    path("", include(cms_urls)),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "shop.storefront.error_pages.bad_request"
handler403 = "shop.storefront.error_pages.forbidden"
handler404 = "shop.storefront.error_pages.not_found"
handler500 = "shop.storefront.error_pages.server_error"
