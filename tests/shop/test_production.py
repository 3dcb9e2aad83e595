"""The server's settings: nothing guessed, nothing lax."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from tests.house.tree import ROOT

#: Put together, as no key may stand in the tree.
CARD_KEY = "sk_live" + "_1"
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "shop.settings.production",
    "SECRET_KEY": "khong-phai-khoa-that-chi-de-thu-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "dacsan.example.vn",
    "SITE_URL": "https://dacsan.example.vn",
    "EMAIL_URL": "smtp://localhost:25",
    "SELLER_LEGAL_NAME": "Công ty thử",
    "SELLER_ADDRESS": "Hà Nội",
    "SELLER_REGISTRATION": "0000000000",
    "SELLER_REPRESENTATIVE": "Nguyễn Văn Thử",
    "SELLER_PHONE": "024 0000 0000",
    "SELLER_EMAIL": "quay@cong-ty-thu.example",
}
HEADERS = """
import django; django.setup()
from django.test import Client
for path in {paths!r}:
    answer = Client(SERVER_NAME="dacsan.example.vn").get(path, secure={secure})
    print(path, answer.status_code, dict(answer.headers))
"""


def run(*command, **changed):
    """Run Python in the production settings, apart from the test run's own."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    environment = {key: value for key, value in (COMPLETE | changed).items() if value is not None}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folders(tmp_path):
    (tmp_path / "static").mkdir()
    return {"STATIC_ROOT": str(tmp_path / "static"), "MEDIA_ROOT": str(tmp_path / "media")}


def test_the_deployment_check_is_clean():
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    assert "no issues (2 silenced)" in checked.stdout  # HSTS of subdomains and preload


def test_the_deployment_check_names_what_is_missing_of_the_seller():
    checked = run("manage.py", "check", "--deploy", SELLER_ADDRESS=None, SELLER_PHONE="")
    assert checked.returncode != 0
    assert "shop.E001" in checked.stderr
    assert "SELLER_ADDRESS, SELLER_PHONE\n" in checked.stderr


def test_the_deployment_check_wants_cards_whole_and_at_stripe():
    checked = run(
        "manage.py",
        "check",
        "--deploy",
        STRIPE_SECRET_KEY=CARD_KEY,
        STRIPE_API_URL="http://127.0.0.1:9",
    )
    assert checked.returncode != 0
    assert {"shop.E002", "shop.E003"} <= set(re.findall(r"shop\.E\d+", checked.stderr))
    assert CARD_KEY not in checked.stderr


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
    ],
)
def test_a_missing_secret_or_host_stops_the_start(missing, named):
    stopped = run("manage.py", "check", **missing)
    assert stopped.returncode != 0
    assert named in stopped.stderr.splitlines()[-1]


def test_the_day_is_not_pinned():
    asked = run("-c", "from shop.settings import production as p; print(p.OCOP_TODAY, p.DEBUG)")
    assert asked.stdout.split() == ["None", "False"]


def test_headers_are_strict(folders):
    script = HEADERS.format(paths=["/healthz"], secure=True)
    seen = run("-c", script, **folders)
    assert seen.returncode == 0, seen.stderr
    for header in (
        "'Strict-Transport-Security': 'max-age=31536000'",
        "camera=(), ",
        "geolocation=(), ",
        "'X-Content-Type-Options': 'nosniff'",
        "'X-Frame-Options': 'DENY'",
        "'Referrer-Policy': 'strict-origin-when-cross-origin'",
        "script-src 'self'",
    ):
        assert header in seen.stdout


def hsts(**chosen):
    names = ["SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"]
    script = f"from shop.settings import production as p; print([getattr(p, n) for n in {names}])"
    return run("-c", script, **chosen).stdout.strip()


def test_subdomains_and_preload_are_the_owners_choice():
    assert hsts(HSTS_PRELOAD="True") == "[False, False]"
    assert hsts(HSTS_SUBDOMAINS="True") == "[True, False]"
    assert hsts(HSTS_SUBDOMAINS="True", HSTS_PRELOAD="True") == "[True, True]"


@pytest.mark.parametrize(("behind", "believed"), [(None, 301), ("True", 200)])
def test_a_proxy_is_believed_only_where_the_environment_names_one(folders, behind, believed):
    script = HEADERS.format(paths=["/robots.txt"], secure=False).replace(
        "secure=False", 'HTTP_X_FORWARDED_PROTO="https"'
    )
    seen = run("-c", script, **folders, BEHIND_PROXY=behind)
    assert seen.stdout.startswith(f"/robots.txt {believed}"), seen.stdout + seen.stderr


def test_plain_http_is_sent_to_https_but_health_is_answered(folders):
    script = HEADERS.format(paths=["/healthz", "/gio-hang/"], secure=False)
    seen = run("-c", script, **folders).stdout.splitlines()
    assert seen[0].startswith("/healthz 200")
    assert seen[1].startswith("/gio-hang/ 301")
    assert "https://dacsan.example.vn/gio-hang/" in seen[1]


def test_every_file_that_a_style_sheet_names_is_there(settings, folders):
    settings.STATIC_ROOT = folders["STATIC_ROOT"]
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}
    call_command("collectstatic", interactive=False, verbosity=0)
    sheet = staticfiles_storage.stored_name("theme/css/shop.css")
    text = Path(staticfiles_storage.path(sheet)).read_text(encoding="utf-8")
    assert re.search(r'url\("?[^")]+\.[0-9a-f]{12}\.woff2', text)


def test_cookies_travel_by_https_only():
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "OSCAR_BASKET_COOKIE_SECURE"]
    script = f"from shop.settings import production as p; print([getattr(p, n) for n in {names}])"
    assert run("-c", script).stdout.strip() == "[True, True, True]"
