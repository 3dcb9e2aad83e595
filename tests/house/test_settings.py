"""Everything from outside comes through one module, which says what it is."""

import re
import subprocess

import pytest

from shop.settings.env import VARIABLES, read
from tests.house.tree import ROOT, modules, short, tracked

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\b(sk|rk)_live_\w+|\bAKIA[0-9A-Z]{16}\b|\bghp_\w{36}\b"
)


def test_every_variable_has_a_description_and_a_readable_default():
    for variable in VARIABLES:
        assert variable.description.endswith("."), variable.name
        if not variable.name.endswith("_URL") or variable.name == "SITE_URL":
            read(variable.name)


def test_the_example_names_only_variables_that_are_read():
    lines = (ROOT / "shop/deploy/environment.example").read_text(encoding="utf-8").splitlines()
    named = {line.split("=")[0] for line in lines if not line.startswith("#")}
    assert named - {variable.name for variable in VARIABLES} == {"DJANGO_SETTINGS_MODULE"}


def test_a_variable_that_is_not_listed_cannot_be_read():
    with pytest.raises(KeyError):
        read("HOME")


def test_the_environment_is_read_in_one_place():
    allowed = {"shop/settings/env.py", "shop/settings/dev.py", "shop/wsgi.py"}
    readers = {
        short(path)
        for path in modules()
        if re.search(r"os\.(environ(?!\[\"DJANGO_RUNSERVER)|getenv)", path.read_text("utf-8"))
    }
    assert readers <= allowed


def test_no_secret_is_kept_in_the_tree():
    listed = [ROOT / name for name in tracked() if not name.endswith((".woff2", ".mo", ".png"))]
    found = [short(path) for path in listed if SECRETS.search(path.read_text("utf-8", "ignore"))]
    assert found == []


def test_the_lock_files_hold_what_the_project_asks_for():
    asked = subprocess.run(
        ["git", "grep", "-hoE", r'^    "[a-z0-9-]+', "--", "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {name.strip(' "') for name in asked.stdout.splitlines()}
    locked = (ROOT / "requirements-dev.lock").read_text("utf-8")
    known = set(re.findall(r"^([a-z0-9-]+)(?:\[.*\])?==", locked, re.M))
    assert {"django", "django-oscar", "wagtail", "pytest"} <= known & names
    assert all("--hash=sha256:" in block for block in locked.split("\n\n") if block.strip())
