"""Settings: one description of the world outside, differences only where they are said."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from environs import EnvError

from shop.settings import env
from tests.house.tree import ROOT


def test_the_shop_speaks_vietnamese_and_counts_in_dong():
    assert settings.LANGUAGE_CODE == "vi"
    assert settings.OSCAR_DEFAULT_CURRENCY == "VND"
    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"


def test_theme_stands_first_so_that_its_templates_win():
    assert settings.INSTALLED_APPS[0] == "theme.apps.ThemeConfig"


def test_a_pinned_day_is_a_date(monkeypatch):
    monkeypatch.setenv("DEMO_TODAY", "2026-11-21")
    assert env.read("DEMO_TODAY") == date(2026, 11, 21)
    monkeypatch.setenv("DEMO_TODAY", "")
    assert env.read("DEMO_TODAY") is None
    monkeypatch.setenv("DEMO_TODAY", "21/11/2026")
    with pytest.raises(ValueError, match="Invalid isoformat"):
        env.read("DEMO_TODAY")


def test_a_value_that_does_not_fit_its_kind_stops_the_start(monkeypatch):
    monkeypatch.setenv("HTTPS", "perhaps")
    with pytest.raises(EnvError):
        env.read("HTTPS")


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("sqlite:////tmp/x.sqlite3", "django.db.backends.sqlite3"),
        ("postgres://a:b@h/n", "django.db.backends.postgresql"),
        ("postgres://postgres@%2Ftmp%2Fs/n", "django.db.backends.postgresql"),
    ],
)
def test_the_database_is_chosen_by_its_address(monkeypatch, url, engine):
    monkeypatch.setenv("DATABASE_URL", url)
    assert env.read_database("DATABASE_URL")["ENGINE"] == engine


def test_emails_are_kept_in_the_folder_that_was_named(monkeypatch, tmp_path):
    folder = tmp_path / "thư đi"
    monkeypatch.setenv("EMAIL_URL", folder.as_uri())
    config = env.read_email("EMAIL_URL")
    assert config["EMAIL_BACKEND"].endswith(".filebased.EmailBackend")
    assert config["EMAIL_FILE_PATH"] == str(folder)


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ("a@b.example", "Cửa hàng <a@b.example>"),
        ("Người khác <a@b.example>", "Người khác <a@b.example>"),
    ],
)
def test_emails_come_under_the_shops_name(monkeypatch, given, sender):
    monkeypatch.setenv("FROM_EMAIL", given)
    assert env.read_sender("FROM_EMAIL", "Cửa hàng") == sender


def test_a_laptop_shows_a_seller_that_is_plainly_made_up():
    script = "from shop.settings.dev import OCOP_SELLER as s; print(s['legal_name'])"
    bare = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    told = {"SELLER_LEGAL_NAME": "Công ty thật"}

    def shown(environment):
        command = [sys.executable, "-c", script]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert "số liệu minh họa" in shown(bare)
    assert shown(bare | told).strip() == "Công ty thật"


def test_a_laptops_server_leaves_no_connection_with_each_of_its_threads():
    script = "from shop.settings.dev import DATABASES as d; print(d['default']['CONN_MAX_AGE'])"
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://a@localhost/a"}
    command = [sys.executable, "-c", script]
    shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert shown.stdout.strip() == b"0"


def test_names_of_variables_are_unique():
    names = [variable.name for variable in env.VARIABLES]
    assert len(names) == len(set(names))
