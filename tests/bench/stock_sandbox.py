"""Stock Oscar as its sandbox sets it up: haystack with Whoosh, stock apps, stock templates.

Run by stock_oscar.py in a virtualenv of its own; knows nothing of this shop but a file of rows:
python stock_sandbox.py FOLDER DATABASE_URL BACKEND, reads FOLDER/{rows,asked}.json, prints JSON.
"""

import json
import os
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote, urlsplit

import django
from django.conf import settings
from oscar import defaults

FOLDER, DATABASE, BACKEND = Path(sys.argv[1]), urlsplit(sys.argv[2]), sys.argv[3]
ENGINES = {
    "sqlite": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE.path.removeprefix("/")},
    "postgres": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE.path.strip("/"),
        "USER": DATABASE.username,
        "PASSWORD": DATABASE.password,
        "HOST": DATABASE.hostname,
        "PORT": DATABASE.port,
    },
}
HAYSTACK = {
    "whoosh": {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(FOLDER / "whoosh"),
        "INCLUDE_SPELLING": True,
    },
    "simple": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"},
}
SHOP = [
    "oscar.config.Shop",
    *(
        f"oscar.apps.{name}"
        for name in (
            "analytics.apps.AnalyticsConfig",
            "checkout.apps.CheckoutConfig",
            "address.apps.AddressConfig",
            "shipping.apps.ShippingConfig",
            "catalogue.apps.CatalogueConfig",
            "catalogue.reviews.apps.CatalogueReviewsConfig",
            "communication.apps.CommunicationConfig",
            "partner.apps.PartnerConfig",
            "basket.apps.BasketConfig",
            "payment.apps.PaymentConfig",
            "offer.apps.OfferConfig",
            "order.apps.OrderConfig",
            "customer.apps.CustomerConfig",
            "search.apps.SearchConfig",
            "voucher.apps.VoucherConfig",
            "wishlists.apps.WishlistsConfig",
            "dashboard.apps.DashboardConfig",
            "dashboard.reports.apps.ReportsDashboardConfig",
            "dashboard.users.apps.UsersDashboardConfig",
            "dashboard.orders.apps.OrdersDashboardConfig",
            "dashboard.catalogue.apps.CatalogueDashboardConfig",
            "dashboard.offers.apps.OffersDashboardConfig",
            "dashboard.partners.apps.PartnersDashboardConfig",
            "dashboard.pages.apps.PagesDashboardConfig",
            "dashboard.ranges.apps.RangesDashboardConfig",
            "dashboard.reviews.apps.ReviewsDashboardConfig",
            "dashboard.vouchers.apps.VouchersDashboardConfig",
            "dashboard.communications.apps.CommunicationsDashboardConfig",
            "dashboard.shipping.apps.ShippingDashboardConfig",
        )
    ),
]
stock = {name: getattr(defaults, name) for name in dir(defaults) if name.isupper()}
settings.configure(
    **stock
    | {
        "SECRET_KEY": "only-for-a-measurement",
        "ALLOWED_HOSTS": ["testserver"],
        "DATABASES": {"default": ENGINES[DATABASE.scheme]},
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "ROOT_URLCONF": __name__,
        "SITE_ID": 1,
        "USE_TZ": True,
        "STATIC_URL": "/static/",
        "MEDIA_ROOT": str(FOLDER),
        "OSCAR_DEFAULT_CURRENCY": "VND",
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "HAYSTACK_CONNECTIONS": {"default": HAYSTACK[BACKEND]},
        "HAYSTACK_SIGNAL_PROCESSOR": "haystack.signals.BaseSignalProcessor",
        "INSTALLED_APPS": [
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django.contrib.sites",
            "django.contrib.flatpages",
            *SHOP,
            "widget_tweaks",
            "haystack",
            "treebeard",
            "sorl.thumbnail",
            "django_tables2",
        ],
        "MIDDLEWARE": [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
            "oscar.apps.basket.middleware.BasketMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.contrib.auth.context_processors.auth",
                        "django.template.context_processors.request",
                        "django.template.context_processors.i18n",
                        "django.template.context_processors.static",
                        "django.contrib.messages.context_processors.messages",
                        "oscar.apps.search.context_processors.search_form",
                        "oscar.apps.checkout.context_processors.checkout",
                        "oscar.apps.communication.notifications.context_processors.notifications",
                        "oscar.core.context_processors.metadata",
                    ]
                },
            }
        ],
    }
)
django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from oscar.core.loading import get_model

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
Product, Category = get_model("catalogue", "Product"), get_model("catalogue", "Category")
Partner, StockRecord = get_model("partner", "Partner"), get_model("partner", "StockRecord")


def load() -> None:
    """Lay stock tables and fill in the rows: products, categories, prices, stock."""
    call_command("migrate", verbosity=0)
    goods = get_model("catalogue", "ProductClass").objects.create(name="Goods", slug="goods")
    partner = Partner.objects.create(name="Seller", code="seller")
    rows = json.loads((FOLDER / "rows.json").read_text(encoding="utf-8"))
    groups = {name: Category.add_root(name=name) for name in sorted({row["group"] for row in rows})}
    products = Product.objects.bulk_create(
        (
            Product(title=row["title"], slug=row["slug"], upc=f"P{number}",
                    description=row["description"], product_class=goods)
            for number, row in enumerate(rows)
        ),
        batch_size=500,
    )  # fmt: skip
    pairs = list(zip(products, rows, strict=True))
    through = Product.categories.through
    through.objects.bulk_create(
        (through(product=made, category=groups[row["group"]]) for made, row in pairs),
        batch_size=500,
    )
    StockRecord.objects.bulk_create(
        (
            StockRecord(product=made, partner=partner, partner_sku=row["slug"][:120],
                        price=Decimal(row["price"]), num_in_stock=row["stock"])
            for made, row in pairs
            if row["price"]
        ),
        batch_size=500,
    )  # fmt: skip


def index() -> float:
    """Build the index as Oscar does; return the seconds."""
    started = time.perf_counter()
    call_command("rebuild_index", interactive=False, verbosity=0)
    return time.perf_counter() - started


def measure(addresses: list[str]) -> dict:
    """Return queries of the first address, times of all, and how many pages list products."""
    client, times, found = Client(), [], 0
    client.get(addresses[0])
    with CaptureQueriesContext(connection) as captured:
        client.get(addresses[0])
        queries = len(captured)
    for address in addresses:
        started = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
        found += b"product_pod" in answer.content
    p95 = statistics.quantiles(times, n=20, method="inclusive")[18]
    return {
        "queries": queries,
        "p50": statistics.median(times),
        "p95": p95,
        "found": found,
        "asked": len(addresses),
    }


def main() -> None:
    """Load, index, measure; print everything as one JSON object."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    asked = json.loads((FOLDER / "asked.json").read_text(encoding="utf-8"))
    load()
    seconds = index() if BACKEND == "whoosh" else 0.0
    searches = [f"/search/?q={quote(text)}" for text in asked["searches"]]
    print(
        json.dumps(
            {
                "products": Product.objects.count(),
                "index_seconds": seconds,
                "listing": measure(["/catalogue/"] * asked["listings"]),
                "search": measure(searches),
            }
        )
    )


if __name__ == "__main__":
    main()
