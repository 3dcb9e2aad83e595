"""The one map of the site. Wagtail stands last, so that no page can take a shop address."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtail_admin_urls

from cms.sharing import ShareView
from search.newly_certified import NewlyCertifiedView
from shop import sitemaps
from shop.operations.feeds import NewlyCertifiedFeed
from shop.operations.views import healthz, metrics, readyz, robots
from shop.order import urls as order_urls
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
    path("cms/", include(wagtail_admin_urls)),
    path("phong-cach/", style_guide, name="style_guide"),
    path("chia-se/<str:kind>/<slug:slug>-<slug:version>.png", ShareView.as_view(), name="share"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
urlpatterns += i18n_patterns(
    path("don-hang/", include(order_urls)),
    path("moi-duoc-cong-nhan/", NewlyCertifiedView.as_view(), name="newly_certified_page"),
    path("moi-duoc-cong-nhan.rss", NewlyCertifiedFeed(), name="newly_certified"),
    path("", include(apps.get_app_config("oscar").urls[0])),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "shop.operations.mishaps.bad_request"
handler403 = "shop.operations.mishaps.forbidden"
handler404 = "shop.operations.mishaps.not_found"
handler500 = "shop.operations.mishaps.server_error"
