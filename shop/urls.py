"""The one map of the site. Wagtail stands last, so that no page can take a shop address."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls

from cms import urls as cms_urls
from shop.operations.views import healthz, metrics, readyz, robots
from shop.order import urls as order_urls
from shop.storefront import sitemaps
from shop.storefront import urls as storefront_urls
from shop.storefront.social_cards import SocialCardView
from theme.styleguide.views import style_guide

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.section, name="sitemap-section"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("django-admin/", admin.site.urls),
    path("cms/", include(cms_urls)),
    path("phong-cach/", style_guide, name="style_guide"),
    path(
        "chia-se/<str:kind>/<slug:slug>-<slug:version>.png",
        SocialCardView.as_view(),
        name="social_card",
    ),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
urlpatterns += i18n_patterns(
    path("don-hang/", include(order_urls)),
    path("", include(storefront_urls)),
    path("", include(apps.get_app_config("oscar").urls[0])),  # type: ignore[attr-defined]
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "shop.storefront.error_pages.bad_request"
handler403 = "shop.storefront.error_pages.forbidden"
handler404 = "shop.storefront.error_pages.not_found"
handler500 = "shop.storefront.error_pages.server_error"
