"""Oscar: which apps are ours and why, and the words and numbers it asks for."""

from django.urls import reverse_lazy
from oscar.defaults import *  # noqa: F403

from catalogue.text import SLUG_MAP
from shop.basket.limits import MOST_PIECES
from shop.dashboard.navigation import NAVIGATION
from shop.settings import env

# Each fork stands here once, with the first class it replaced.
OSCAR_APPS = [
    "shop.apps.ShopConfig",  # URL words in Vietnamese, no "home" redirect
    "oscar.apps.analytics.apps.AnalyticsConfig",
    "shop.checkout.apps.CheckoutConfig",  # guest order in the two levels of address in force
    "oscar.apps.address.apps.AddressConfig",
    "shop.shipping.apps.ShippingConfig",  # Repository: delivery cost by zone and weight
    "catalogue.apps.CatalogueConfig",  # Product: producer, certificate, place
    "catalogue.reviews.apps.CatalogueReviewsConfig",  # ProductReview: by who received the product
    "oscar.apps.communication.apps.CommunicationConfig",
    "shop.partner.apps.PartnerConfig",  # Selector: only certified products are for sale
    "shop.basket.apps.BasketConfig",  # Line: says why it is blocked
    "shop.payment.apps.PaymentConfig",  # Payment: one for an order, with a ledger
    "oscar.apps.offer.apps.OfferConfig",
    "shop.order.apps.OrderConfig",  # OrderCreator: locks stock before it counts it
    "shop.customer.apps.CustomerConfig",  # account pages: only those that are whole
    "search.apps.SearchConfig",  # our engines instead of haystack
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "shop.dashboard.apps.DashboardConfig",  # certificates and the register
    "oscar.apps.dashboard.reports.apps.ReportsDashboardConfig",
    "oscar.apps.dashboard.users.apps.UsersDashboardConfig",
    "shop.dashboard.orders.apps.OrdersDashboardConfig",  # whole orders are not for sellers
    "oscar.apps.dashboard.catalogue.apps.CatalogueDashboardConfig",
    "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
    "oscar.apps.dashboard.partners.apps.PartnersDashboardConfig",
    "oscar.apps.dashboard.pages.apps.PagesDashboardConfig",
    "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
    "oscar.apps.dashboard.reviews.apps.ReviewsDashboardConfig",
    "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
    "oscar.apps.dashboard.communications.apps.CommunicationsDashboardConfig",
    "oscar.apps.dashboard.shipping.apps.ShippingDashboardConfig",
    "widget_tweaks",
    "treebeard",
    "django_tables2",
    "sorl.thumbnail",
]

# Oscar's search modules import haystack; it is not installed as an app and never runs.
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}

OSCAR_SHOP_NAME = "Đặc sản OCOP"
OSCAR_SHOP_TAGLINE = "Mỗi xã một sản phẩm"
OSCAR_HOMEPAGE = reverse_lazy("wagtail_serve", args=[""])  # in the language of the page
OSCAR_DEFAULT_CURRENCY = "VND"
OSCAR_CURRENCY_FORMAT = {"VND": {"currency_digits": False, "format": "#,##0\xa0¤"}}
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_MODERATE_REVIEWS = True
OSCAR_OFFERS_INCL_TAX = True
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = MOST_PIECES
OSCAR_SLUG_MAP = SLUG_MAP
OSCAR_PRODUCTS_PER_PAGE = 24
OSCAR_EAGER_ALERTS = False
OSCAR_SAVE_SENT_EMAILS_TO_DB = False  # they hold links that reset passwords
OSCAR_FROM_EMAIL = env.read_sender("FROM_EMAIL", OSCAR_SHOP_NAME)
OSCAR_URL_SCHEMA = env.read("SITE_URL").partition(":")[0]
OSCAR_BASKET_COOKIE_OPEN = "gio_hang"
OSCAR_REQUIRED_ADDRESS_FIELDS = (  # type: ignore[assignment]  # Oscar asks for six
    *("first_name", "line1", "line4", "country"),
)
OSCAR_DASHBOARD_NAVIGATION = NAVIGATION
