"""The test run: quick hashes, plain static names, mail in memory, cache emptied between tests."""

from shop.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests-never-for-a-server-0123456789-abcdefghij"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
CANONICAL_HOST = False
OCOP_TODAY = None
LABEL_GATE = "tell"
ALCOHOL_LICENCE = ""
SEARCH = "embedded"
BANK_WEBHOOK_SECRET = ""
PAYMENT_BANK = {"bin": "", "name": "", "account": "", "holder": ""}
METRICS_TOKEN = METRICS_FOLDER = ""
AXES_ENABLED = False  # tests of the lock-out turn it on
OCOP_PHONE_CODES = "console"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "limits")
}
BEHIND_PROXY, TRUSTED_PROXIES = False, []
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
LOGGING["root"]["level"] = "ERROR"  # noqa: F405
PAGE_CACHE_MB = 0  # tests of the cache switch it on
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - a thread of a test leaves nothing open
