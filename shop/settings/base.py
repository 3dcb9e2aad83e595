"""What is true everywhere; the other modules hold only differences."""

from ipaddress import ip_network
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from shop.settings import env
from shop.settings.env import BASE_DIR, VAR_DIR
from shop.settings.oscar import *  # noqa: F403
from shop.settings.wagtail import *  # noqa: F403

VAR_DIR.mkdir(exist_ok=True)

SECRET_KEY = env.read("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS")
SITE_URL = env.read("SITE_URL").rstrip("/")
CANONICAL_HOST = env.read("CANONICAL_HOST")
SITE_ID = 1
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"

INSTALLED_APPS = [
    "theme.apps.ThemeConfig",
    "shop.operations.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
    "django.contrib.humanize",
    *OSCAR_APPS,  # noqa: F405
    *WAGTAIL_APPS,  # noqa: F405
    "shop.users.apps.UsersConfig",
    "shop.promotion.apps.PromotionConfig",
    "shop.mail.apps.MailConfig",
    "shop.notices.apps.NoticesConfig",
    "shop.star_reports.apps.StarReportsConfig",
    "shop.onboarding.apps.OnboardingConfig",
    "shop.demo.apps.DemoConfig",
    "shop.storefront.apps.StorefrontConfig",
    "shop.operations.apps.OperationsConfig",
    "simple_history",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "shop.operations.canonical_host.CanonicalHostMiddleware",
    "shop.operations.maintenance.MaintenanceMiddleware",
    "shop.storefront.traffic.TrafficMiddleware",
    "shop.storefront.page_cache.middleware.PageCacheMiddleware",
    "shop.operations.middleware.QuestionLimitMiddleware",
    "csp.middleware.CSPMiddleware",
    "shop.operations.middleware.AdminPolicyMiddleware",
    "shop.operations.answerable_requests.AnswerableRequestMiddleware",
    "shop.users.sessions.AnswerKeepingSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "shop.operations.composed_text.ComposedTextMiddleware",
    "shop.operations.same_origin.SameOriginMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "shop.operations.form_limits.FormLimitMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "shop.operations.unsent_forms.UnsentFormMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shop.basket.middleware.BasketMiddleware",
    "cms.redirects.LocalizedRedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "shop.operations.middleware.DatabaseUnavailableMiddleware",
    "shop.operations.middleware.StillLoadingMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["theme.template_loader.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "oscar.core.context_processors.metadata",
                "shop.storefront.context_processors.storefront",
            ],
        },
    },
]

DATABASES = {"default": env.read_database("DATABASE_URL")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
CACHES = {"default": env.read_cache("CACHE_URL")}
# Limits of tries are shared by all processes: in Redis where there is one, else in a file.
CACHES["limits"] = (
    CACHES["default"]
    if CACHES["default"]["BACKEND"].endswith(".RedisCache")
    else {
        "BACKEND": "shop.users.counters.CounterFile",
        "LOCATION": str(VAR_DIR / "limits.sqlite3"),
    }
)
BEHIND_PROXY = env.read("BEHIND_PROXY")
TRUSTED_PROXIES = [ip_network(proxy) for proxy in env.read("TRUSTED_PROXIES")]
PAGE_CACHE_MB = env.read("PAGE_CACHE_MB")
# Administrators delete the device of a lost phone; its secret is nobody's to read.
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "shop.users.backends.EmailOrPhoneBackend",
]
# axes asks the handler before each sign-in and shows the answer; the numbers stand there.
AXES_HANDLER = "shop.users.lockout.SignInLimits"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "shop.users.lockout.attempted_name"
AXES_CLIENT_IP_CALLABLE = "shop.users.client_ip.client_ip"
AXES_LOCKOUT_CALLABLE = "shop.users.lockout.locked_out_response"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "customer:login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
if env.read("CHINESE"):
    LANGUAGES.append(("zh-hans", _("Simplified Chinese")))
# The second holds corrections to the Vietnamese of Oscar, Wagtail and Django, kept by hand.
LOCALE_PATHS = [BASE_DIR / "theme" / "locale", BASE_DIR / "theme" / "corrections"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "VN"
FORMAT_MODULE_PATH = ["shop.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = env.read("STATIC_ROOT")
MEDIA_URL = "/media/"
MEDIA_ROOT = env.read("MEDIA_ROOT")
# The folders in it that a proxy may serve: photographs, their sizes, and Wagtail's sizes of them.
PUBLIC_MEDIA = ("photos", "pictures", "images")
PRIVATE_ROOT = env.read("PRIVATE_ROOT")
SOCIAL_CARD_FOLDER = (
    VAR_DIR / "chia-se"
)  # pictures of shared addresses; not public, checked by a view
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "catalogue.private_storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "theme.static_storage.MinifiedManifestStorage"},
}
WHITENOISE_MIMETYPES = {".speculationrules": "application/speculationrules+json"}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

vars().update(env.read_email("EMAIL_URL"))
# Whoever sends an e-mail writes it down; the worker alone talks to EMAIL_URL.
EMAIL_BACKEND = "shop.mail.backends.OutboxBackend"
EMAIL_DELIVERY_BACKEND = env.read_delivery_backend("EMAIL_URL")
EMAIL_DEADLINE = env.read("EMAIL_DEADLINE")
EMAIL_TIMEOUT = EMAIL_DEADLINE
DEFAULT_FROM_EMAIL = OSCAR_FROM_EMAIL  # noqa: F405

# What `manage.py worker` does: a path of a function, and seconds from one call to the next.
WORKER_LOOPS = {
    "card payments": ("shop.order.payments.card.inbox.process_due", 0.5),
    "bank": ("shop.order.payments.transfers.news.process_waiting", 1.0),
    "refunds": ("shop.order.payments.sending.send_due", 2.0),
    "invoices": ("shop.order.invoices.issuing.issue_due", 2.0),
    "emails": ("shop.mail.delivery.deliver_due", 1.0),
    "notices": ("shop.notices.delivery.send_due", 2.0),
    "register files": ("catalogue.register_uploads.processing.process_waiting", 1.0),
    "goods sheets": ("shop.partner.goods_sheets.processing.process_waiting", 1.0),
    "search index": ("search.index.maintenance.drain_waiting", 0.5),
}
WORKER_JOBS = {
    "reconcile payments": (
        "shop.order.payments.reconciliation.report.reconcile_daily",
        24 * 3600,
    ),
    "forget accounts of refunds": ("shop.order.payments.payout.forget_accounts", 24 * 3600),
    "reminders of payments": ("shop.order.payments.expiry.remind_unpaid", 60),
    "unpaid orders": ("shop.order.payments.expiry.expire_unpaid", 30),
    "pages to pay on": ("shop.order.payments.expiry.close_left_pages", 30),
    "publish scheduled pages": ("cms.schedules.publish_scheduled", 30),
    "renew search entries": ("search.index.maintenance.renew_entries", 60),
    "stock alerts": ("shop.customer.alerts.services.notify_back_in_stock", 300),
    "renewal e-mails": ("shop.dashboard.renewals.emails.enqueue_renewal_emails", 1800),
    "deadlines of orders": ("shop.workspace.orders.deadlines.tell_deadlines", 900),
    "low stock": ("shop.workspace.goods.low_stock.tell_low_stock", 300),
    "ends of papers": ("shop.workspace.papers.ending.tell_ends", 1800),
    "delete old notices": ("shop.notices.reading.delete_old_notices", 24 * 3600),
    "delete old e-mails": ("shop.mail.outbox.delete_old", 24 * 3600),
    "forget personal data": ("shop.customer.privacy.erasure.forget_due", 24 * 3600),
    "forget reporters": ("catalogue.services.star_reports.forget_reporters", 24 * 3600),
    "delete declarations of age": ("shop.users.age.delete_old_declarations", 24 * 3600),
    "traffic of the day": ("shop.partner.traffic.daily.close_day", 24 * 3600),
    "tidy uploads": ("shop.operations.jobs.tidy_uploads", 24 * 3600),
    "clear sessions": ("shop.operations.jobs.clear_sessions", 24 * 3600),
}

#: Class that issues invoices; see shop/order/invoices/ports.py.
INVOICE_PROVIDER = env.read("INVOICE_PROVIDER")
#: Class that sends short messages by SMS or Zalo; see shop/notices/short_messages.py.
NOTICE_SMS_BACKEND = env.read("NOTICE_SMS_BACKEND")
REFUND_FOUR_EYES = env.read("REFUND_FOUR_EYES")
PAYOUT_FOUR_EYES = env.read("PAYOUT_FOUR_EYES")
#: Ways of paying whose provider sends refunds by machine; the others are sent by a person.
REFUND_PORTS = {"card": "shop.payment.card.refunds.CardRefunds"}
#: Functions that ask a provider for events that never came; each returns how many it stored.
PROVIDER_CATCH_UP: tuple[str, ...] = ("shop.order.payments.card.inbox.fetch_missed_events",)

SEARCH = env.read("SEARCH")
if SEARCH not in ("embedded", "elasticsearch"):
    raise ImproperlyConfigured("SEARCH must be embedded or elasticsearch")
ELASTICSEARCH = {
    "urls": env.read("ELASTICSEARCH_URLS"),
    "api_key": env.read("ELASTICSEARCH_API_KEY"),
    "user": env.read("ELASTICSEARCH_USER"),
    "password": env.read("ELASTICSEARCH_PASSWORD"),
    "ca_file": env.read("ELASTICSEARCH_CA_FILE"),
    "timeout": env.read("ELASTICSEARCH_TIMEOUT"),
    "index": env.read("ELASTICSEARCH_INDEX"),
}
READY_FREE_MB = env.read("READY_FREE_MB")
METRICS_TOKEN = env.read("METRICS_TOKEN")
METRICS_FOLDER = env.read("PROMETHEUS_MULTIPROC_DIR")

MAINTENANCE = env.read("MAINTENANCE")
MAINTENANCE_FILE = VAR_DIR / "maintenance"
MAINTENANCE_MINUTES = env.read("MAINTENANCE_MINUTES")
OCOP_TODAY = env.read("DEMO_TODAY")
#: Empty: alcohol is shown to adults and not sold (Luật 44/2019 Đ.16).
ALCOHOL_LICENCE = env.read("ALCOHOL_LICENCE")
LABEL_GATE = env.read("LABEL_GATE")
if LABEL_GATE not in ("tell", "ask", "refuse"):
    raise ImproperlyConfigured("LABEL_GATE must be tell, ask or refuse")
OCOP_SELLER = {
    "legal_name": env.read("SELLER_LEGAL_NAME"),
    "address": env.read("SELLER_ADDRESS"),
    "registration": env.read("SELLER_REGISTRATION"),
    "representative": env.read("SELLER_REPRESENTATIVE"),
    "phone": env.read("SELLER_PHONE"),
    "email": env.read("SELLER_EMAIL"),
}
PAYMENT_BANK = {
    "bin": env.read("BANK_BIN"),
    "name": env.read("BANK_NAME"),
    "account": env.read("BANK_ACCOUNT"),
    "holder": env.read("BANK_HOLDER"),
}
BANK_WEBHOOK_SECRET = env.read("BANK_WEBHOOK_SECRET")
PROMOTION_CAP = env.read("PROMOTION_CAP")
COD_ORDER_LIMIT = env.read("COD_ORDER_LIMIT")
COD_OPEN_LIMIT = env.read("COD_OPEN_LIMIT")
COD_CALL_ABOVE = env.read("COD_CALL_ABOVE")
BANK_SIMULATION = False  # the laptop's made bank; no variable switches it on
STRIPE_SECRET_KEY = env.read("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRET = env.read("STRIPE_WEBHOOK_SECRET")
STRIPE_API_URL = env.read("STRIPE_API_URL")
#: Where Stripe's pages to pay on are; Chromium applies form-action to what a form is redirected to.
STRIPE_PAGES = (
    "https://checkout.stripe.com" if STRIPE_API_URL == "https://api.stripe.com" else STRIPE_API_URL
)
OCOP_SHIPPING_NOTE = env.read("SHIPPING_ORIGIN_NOTE")
OCOP_CUT_OFF_HOUR = env.read("CUT_OFF_HOUR")
OCOP_PHONE_CODES = env.read("PHONE_CODES")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *([STRIPE_PAGES] if STRIPE_SECRET_KEY else [])],
        "frame-ancestors": ["'none'"],
    },
}
# What no page of ours or of the dashboards asks a browser for; sharing and copying stay allowed.
PERMISSIONS_POLICY = dict.fromkeys(
    (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
        *("gyroscope", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    ),
    (),
)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "shop.storefront.error_pages.csrf_failure"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "shop.operations.logs.SecretFreeFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.read("LOG_LEVEL")},
    "loggers": {
        # Without Django's own handlers: one writes paths with their secrets, one waits for a mail server.
        "django": {"handlers": [], "level": "INFO"},
        # Says every failure of every node; search.engines.resilience says the same once.
        "elastic_transport": {"level": "ERROR"},
        # Tells of every table of a typeface that it cuts down for a PDF.
        "fontTools": {"level": "WARNING"},
    },
}

WAGTAILADMIN_BASE_URL = SITE_URL
