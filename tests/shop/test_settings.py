"""Settings: one description of the world outside, differences only where they are said."""

from datetime import date

import pytest
from django.conf import settings
from environs import EnvError

from shop.settings import env


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


def test_names_of_variables_are_unique():
    names = [variable.name for variable in env.VARIABLES]
    assert len(names) == len(set(names))
