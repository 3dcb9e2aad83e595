"""The laptop: a key that protects nothing, mail on the console, today pinned by the demonstration."""

import os

os.environ.setdefault("DEMO_TODAY", "2026-11-21")

from shop.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = SECRET_KEY or "only-for-a-laptop-never-for-a-server-0123456789-abcdef"  # noqa: F405
ALLOWED_HOSTS = ["*"]
OCOP_PHONE_CODES = "console"
PAGE_CACHE_MB = 0  # what is being written is seen at once
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
MIDDLEWARE.append("shop.operations.middleware.OwnPagesMiddleware")  # noqa: F405
LOGGING["filters"] = {"pages": {"()": "shop.operations.logs.OnlyPages"}}  # noqa: F405
LOGGING["loggers"]["django.server"] = {  # noqa: F405
    "handlers": ["django.server"],
    "filters": ["pages"],
    "propagate": False,
}
LOGGING["handlers"]["django.server"] = {  # noqa: F405
    "class": "logging.StreamHandler",
    "formatter": "line",
}
