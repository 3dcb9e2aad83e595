"""The laptop: a key that protects nothing, mail on the console, today pinned by the demonstration."""

import os

os.environ.setdefault("DEMO_TODAY", "2026-11-21")
os.environ.setdefault("LABEL_GATE", "tell")
os.environ.setdefault("ALCOHOL_LICENCE", "số 00/GP-MH (minh họa, không có thật)")

from shop.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = SECRET_KEY or "only-for-a-laptop-never-for-a-server-0123456789-abcdef"  # noqa: F405
ALLOWED_HOSTS = ["*"]
# The server of a laptop makes a thread for each connection and would leave one of PostgreSQL with each.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
OCOP_PHONE_CODES = "console"
if not any(OCOP_SELLER.values()):  # type: ignore[used-before-def]  # noqa: F405
    OCOP_SELLER = {
        "legal_name": "Công ty mẫu Đặc sản OCOP (số liệu minh họa)",
        "address": "Số 1, đường Mẫu, phường Ba Đình, Hà Nội (minh họa)",
        "registration": "0000000000, cấp ngày 01/01/2026, Sở Tài chính Hà Nội (minh họa)",
        "representative": "Nguyễn Văn Mẫu (minh họa)",
        "phone": "024 0000 0000",
        "email": "cua-hang@cong-ty-mau.example",
    }
if not PAYMENT_BANK["account"]:  # type: ignore[used-before-def]  # noqa: F405
    PAYMENT_BANK = {
        "bin": "970436",
        "name": "Ngân hàng thử nghiệm",
        "account": "0011001234567",
        "holder": "CONG TY MAU DAC SAN OCOP",
    }
    BANK_WEBHOOK_SECRET = "only-for-a-laptop-bank"  # noqa: S105
    BANK_SIMULATION = True
PAGE_CACHE_MB = 0  # what is being written is seen at once
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
MIDDLEWARE.append("shop.operations.middleware.NotFoundPageMiddleware")  # noqa: F405
LOGGING["filters"] = {"pages": {"()": "shop.operations.logs.PageAndErrorFilter"}}  # noqa: F405
LOGGING["loggers"]["django.server"] = {  # noqa: F405
    "handlers": ["django.server"],
    "filters": ["pages"],
    "propagate": False,
}
LOGGING["handlers"]["django.server"] = {  # noqa: F405
    "class": "logging.StreamHandler",
    "formatter": "line",
}
