"""Every environment variable the shop reads: typed, described, defaulted, in one table."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"


@dataclass(frozen=True)
class Variable:
    """One environment variable, so that the table in docs/operations.md cannot drift from the code."""

    name: str
    kind: str
    default: Any
    description: str


VARIABLES = (
    Variable(
        "SECRET_KEY", "str", "", "Signing key, at least 50 characters. Required in production."
    ),
    Variable(
        "ALLOWED_HOSTS", "list", [], "Host names served, comma separated. Required in production."
    ),
    Variable(
        "SITE_URL",
        "str",
        "http://127.0.0.1:8000",
        "Public address with scheme, used in e-mails and the sitemap.",
    ),
    Variable(
        "CANONICAL_HOST",
        "bool",
        False,
        "Leads readers who come by another of ALLOWED_HOSTS (www.…) to the host of SITE_URL.",
    ),
    Variable(
        "DATABASE_URL",
        "str",
        f"sqlite:///{VAR_DIR / 'shop.sqlite3'}",
        "sqlite:///… or postgres://user:password@host/name.",
    ),
    Variable(
        "CACHE_URL",
        "str",
        "locmem://",
        "Django cache: locmem://, redis://host:6379/0 or dummy://. Limits of tries stand there when it is Redis, else in the file var/limits.sqlite3.",
    ),
    Variable(
        "LABEL_GATE",
        "str",
        "refuse",
        "What becomes of goods whose label lacks what the law wants known before buying: tell (sold, the page lists it), ask (the buyer accepts it before ordering) or refuse (shown, not sold).",
    ),
    Variable(
        "ALCOHOL_LICENCE",
        "str",
        "",
        "Number, day and office of the shop's licence to sell alcohol, printed on its pages. Empty: alcohol is shown to adults and not sold.",
    ),
    Variable(
        "PAGE_CACHE_MB",
        "int",
        64,
        "Memory a process may use for whole pages kept for visitors without a session. 0: none.",
    ),
    Variable(
        "EMAIL_URL",
        "str",
        "console:",
        "Outgoing mail: smtp://user:password@host:587/?tls=True, console: or file:///folder.",
    ),
    Variable(
        "EMAIL_DEADLINE",
        "float",
        60.0,
        "Seconds a mail server has for one e-mail, all its answers together; then it is tried later.",
    ),
    Variable(
        "FROM_EMAIL",
        "str",
        "cua-hang@example.vn",
        "Sender of letters; an address alone is shown under the shop's name.",
    ),
    Variable(
        "MEDIA_ROOT",
        "str",
        str(VAR_DIR / "media"),
        "Folder of public files: photographs as they were taken in, in all sizes. A proxy serves it.",
    ),
    Variable(
        "PRIVATE_ROOT",
        "str",
        str(VAR_DIR / "private"),
        "Folder of files that no proxy serves: scans of certificates, uploads of unfinished forms.",
    ),
    Variable("STATIC_ROOT", "str", str(VAR_DIR / "static"), "Folder collectstatic writes to."),
    Variable(
        "DEMO_TODAY",
        "date",
        None,
        "Pins today (YYYY-MM-DD) for a demonstration and shows a banner. Empty in production.",
    ),
    Variable(
        "CUT_OFF_HOUR",
        "int",
        15,
        "From this hour on (0–24, in Vietnam) an order counts for the next working day.",
    ),
    Variable(
        "SHIPPING_ORIGIN_NOTE",
        "str",
        "",
        "Sentence shown beside delivery costs. Empty: nothing is shown.",
    ),
    Variable("SELLER_LEGAL_NAME", "str", "", "Seller's registered name, footer (NĐ 248/2026 Đ.4)."),
    Variable("SELLER_ADDRESS", "str", "", "Seller's registered address."),
    Variable("SELLER_REGISTRATION", "str", "", "Business registration: number, date, issuer."),
    Variable("SELLER_REPRESENTATIVE", "str", "", "Legal representative."),
    Variable("SELLER_PHONE", "str", "", "Phone for buyers."),
    Variable("SELLER_EMAIL", "str", "", "E-mail for buyers."),
    Variable(
        "PHONE_CODES",
        "str",
        "desk",
        "Who brings the code for a new password to an account without e-mail: desk (SELLER_EMAIL "
        "gets it and calls back), console, or package.function of an SMS gateway.",
    ),
    Variable(
        "BANK_BIN", "str", "", "The shop's bank for transfers by VietQR: NAPAS number, 6 digits."
    ),
    Variable("BANK_NAME", "str", "", "Its name, as buyers know it."),
    Variable("BANK_ACCOUNT", "str", "", "The account. Empty: transfers are not offered."),
    Variable("BANK_HOLDER", "str", "", "In whose name the account is, without marks."),
    Variable(
        "REFUND_FOUR_EYES",
        "int",
        2_000_000,
        "From this sum in đồng a second person has to agree before an order's money goes back.",
    ),
    Variable(
        "PAYOUT_FOUR_EYES",
        "int",
        20_000_000,
        "From this sum in đồng that one person pays out to sellers in a day a second one has to agree.",
    ),
    Variable(
        "INVOICE_PROVIDER",
        "str",
        "shop.order.invoices.file_provider.FileProvider",
        "Class that issues invoices. The shipped one writes trial invoices without legal force into "
        "PRIVATE_ROOT. Empty: invoices are written down and wait.",
    ),
    Variable(
        "NOTICE_SMS_BACKEND",
        "str",
        "shop.notices.short_messages.ConsoleBackend",
        "Class that sends sellers short messages by SMS or Zalo. The shipped one prints them. "
        "Empty: none are sent.",
    ),
    Variable(
        "BANK_WEBHOOK_SECRET",
        "str",
        "",
        "Signs what the bank's messenger tells of money that came. Empty: statements only.",
    ),
    Variable(
        "PROMOTION_CAP",
        "int",
        50,
        "Percentage of the price before it that promotions may take off goods at most (NĐ 81/2018 as amended).",
    ),
    Variable(
        "COD_ORDER_LIMIT",
        "int",
        10_000_000,
        "Up to how many đồng an order may be paid in cash; 0: any sum.",
    ),
    Variable(
        "COD_OPEN_LIMIT",
        "int",
        15_000_000,
        "Up to how many đồng the cash orders of one buyer may be that are not delivered; 0: any sum.",
    ),
    Variable(
        "COD_CALL_ABOVE",
        "int",
        3_000_000,
        "Above how many đồng staff confirms a cash order by phone before its sellers see it; 0: never.",
    ),
    Variable("STRIPE_SECRET_KEY", "str", "", "Stripe's secret key. Empty: cards are not offered."),
    Variable("STRIPE_WEBHOOK_SECRET", "str", "", "Signs what Stripe tells; required with the key."),
    Variable(
        "STRIPE_API_URL",
        "str",
        "https://api.stripe.com",
        "Where Stripe answers; tests have a peer.",
    ),
    Variable("HTTPS", "bool", True, "Production only: redirect to HTTPS, secure cookies, HSTS."),
    Variable(
        "HSTS_SUBDOMAINS",
        "bool",
        False,
        "Production only: HTTPS for all subdomains too; browsers remember it for a year.",
    ),
    Variable(
        "HSTS_PRELOAD",
        "bool",
        False,
        "Production only: asks to stand in browsers' own lists; needs HSTS_SUBDOMAINS, hard to undo.",
    ),
    Variable(
        "BEHIND_PROXY",
        "bool",
        False,
        "Believe X-Forwarded-For and (in production) X-Forwarded-Proto of whoever connects. Only "
        "where nobody but a proxy can. A proxy on the same machine, or one named in "
        "TRUSTED_PROXIES, needs it not.",
    ),
    Variable(
        "TRUSTED_PROXIES",
        "list",
        [],
        "Addresses or networks of proxies on other machines, comma separated: 10.0.0.5,10.1.0.0/24. "
        "The client is the entry of X-Forwarded-For, read from the right, that is none of them.",
    ),
    Variable(
        "MAINTENANCE",
        "bool",
        False,
        "Closes the shop with a friendly 503; staff may pass. A file var/maintenance does the same.",
    ),
    Variable("MAINTENANCE_MINUTES", "int", 15, "When the 503 asks visitors to come back."),
    Variable(
        "CHINESE",
        "bool",
        False,
        "Serves /zh-hans/ and shows it in the switch. Off until theme/locale/zh_Hans is complete.",
    ),
    Variable("LOG_LEVEL", "str", "INFO", "Level of the log on standard error."),
    Variable(
        "SEARCH",
        "str",
        "embedded",
        "Who answers searches: embedded (the site's database) or elasticsearch (a cluster).",
    ),
    Variable(
        "ELASTICSEARCH_URLS",
        "list",
        ["http://127.0.0.1:9201", "http://127.0.0.1:9202", "http://127.0.0.1:9203"],
        "Addresses of the cluster's nodes, comma separated. The default is `make cluster`.",
    ),
    Variable(
        "ELASTICSEARCH_API_KEY",
        "str",
        "",
        "API key of the cluster; wins over user and password.",
    ),
    Variable("ELASTICSEARCH_USER", "str", "", "User of the cluster."),
    Variable("ELASTICSEARCH_PASSWORD", "str", "", "Password of that user."),
    Variable(
        "ELASTICSEARCH_CA_FILE",
        "str",
        "",
        "File with the authority that signed the cluster's certificate. Empty: the usual ones.",
    ),
    Variable(
        "ELASTICSEARCH_TIMEOUT",
        "float",
        0.4,
        "Seconds the cluster has for one answer; after that the site's database answers.",
    ),
    Variable(
        "ELASTICSEARCH_INDEX",
        "str",
        "ocop",
        "Beginning of the names of the indexes, so that several shops can share a cluster.",
    ),
    Variable(
        "READY_FREE_MB",
        "int",
        200,
        "Free space in MB that /readyz asks for where database, media and var lie.",
    ),
    Variable(
        "METRICS_TOKEN",
        "str",
        "",
        "Secret that opens /metrics: `Authorization: Bearer …`. Empty: there is no /metrics.",
    ),
    Variable(
        "PROMETHEUS_MULTIPROC_DIR",
        "str",
        "",
        "Empty folder in which several server processes add up their metrics.",
    ),
)

_environment = Env()
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> Any:
    """Return the typed value of a variable listed in VARIABLES.

    Raises KeyError for a name that is not listed and environs.EnvError for a value
    that does not fit its kind, so that a bad deployment stops at start.
    """
    variable = _BY_NAME[name]
    if variable.kind == "date":
        raw = _environment.str(name, default="")
        return date.fromisoformat(raw) if raw else variable.default
    return getattr(_environment, variable.kind)(name, default=variable.default)


def read_database(name: str) -> dict[str, Any]:
    """Return Django's DATABASES entry for the URL held by a variable."""
    return _environment.dj_db_url(
        name, default=_BY_NAME[name].default, conn_max_age=60, conn_health_checks=True
    )


def read_cache(name: str) -> dict[str, Any]:
    """Return Django's CACHES entry for the URL held by a variable."""
    return _environment.dj_cache_url(name, default=_BY_NAME[name].default)


def read_email(name: str) -> dict[str, Any]:
    """Return Django's EMAIL_* settings for the URL held by a variable."""
    config = _environment.dj_email_url(name, default=_BY_NAME[name].default)
    url = urlsplit(_environment.str(name, default=_BY_NAME[name].default))
    if url.scheme == "file":  # the library takes the first slash away
        config["EMAIL_FILE_PATH"] = unquote(url.path)
    return {key: value for key, value in config.items() if value is not None}


def read_delivery_backend(name: str) -> str:
    """Return the backend that sends to the URL held by a variable; SMTP gets one with a deadline."""
    backend = read_email(name)["EMAIL_BACKEND"]
    is_smtp = backend == "django.core.mail.backends.smtp.EmailBackend"
    return "shop.mail.smtp.DeadlineEmailBackend" if is_smtp else backend


def read_sender(name: str, shop: str) -> str:
    """Return the sender held by a variable, under the shop's name unless it brings a name."""
    address = read(name)
    return address if "<" in address else f"{shop} <{address}>"
