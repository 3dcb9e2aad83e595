"""Where things are and what they are called."""

import ast
import re

import pytest

from tests.house.tree import ROOT, classes, modules, short, tracked

FRONT_DOOR = {
    *("catalogue", "cms", "search", "shop", "tests", "theme", "docs"),
    *("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"),
    *("manage.py", "pyproject.toml", "Makefile"),
    *("requirements.lock", "requirements-dev.lock"),
    *(".ci", ".typings", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"),
}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "core", "lib"}
#: Photographs are converted when they arrive.
RENDITIONS = {"catalogue/image_renditions.py"}
#: How a record stood is read before the first save that django-simple-history, all signals, follows.
HISTORY = {"catalogue/change_history.py"}
NAMED_BY_OSCAR = {
    "shop/order/utils.py",  # get_class("order.utils", "OrderCreator")
    "shop/dashboard/catalogue/utils.py",  # its "partner_product_visibility_q"
}


def test_nothing_else_stands_at_the_front_door():
    assert {name.split("/")[0] for name in tracked()} == FRONT_DOOR


def test_everything_has_a_noun():
    nameless = [
        name
        for name in tracked()
        if NAMELESS & {part.removesuffix(".py") for part in name.split("/")}
        and name not in NAMED_BY_OSCAR
    ]
    assert nameless == []


def test_save_is_not_overridden():
    overridden = [
        f"{short(path)}:{owner.name}"
        for path in modules()
        for owner in classes(path)
        for node in owner.body
        if isinstance(node, ast.FunctionDef) and node.name == "save" and not _is_no_model(owner)
    ]
    assert overridden == []


def _is_no_model(owner: ast.ClassDef) -> bool:
    return owner.name.endswith(("Form", "FormSet", "FieldFile"))


def test_signals_only_make_caches_and_indexes_stale():
    users = {
        short(path)
        for path in modules()
        if re.search(
            r"^from django\.(db\.models|dispatch).*\b(signals|receiver)\b", _text(path), re.M
        )
    }
    assert {name for name in users if "invalidation" not in name} == RENDITIONS | HISTORY


def _text(path):
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME", "X" + "XX"])
def test_nothing_is_left_for_later(mark):
    kinds = (".py", ".html", ".css", ".js", ".md", ".toml")
    found = [
        name
        for name in tracked()
        if name.endswith(kinds) and re.search(rf"\b{mark}\b", _text(ROOT / name))
    ]
    assert found == []
