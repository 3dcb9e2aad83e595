"""Where things are, how big they are and what they are called."""

import ast
import re

import pytest

from tests.house.tree import ROOT, classes, functions, modules, parsed, short, tracked

FRONT_DOOR = {
    *("catalogue", "cms", "search", "shop", "tests", "theme"),
    *("manage.py", "pyproject.toml", "README.md", "Makefile", "LICENSE"),
    *("requirements.lock", "requirements-dev.lock"),
    *(".ci", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"),
}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "core", "lib"}
NAMED_BY_OSCAR = {"shop/order/utils.py"}  # get_class("order.utils", "OrderCreator")
MODULE_LINES, FUNCTION_LINES = 400, 40


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


def test_no_module_is_too_long():
    long = {
        short(path): length
        for path in modules("shop", "search", "cms", "catalogue", "theme", "tests")
        if (length := path.read_text(encoding="utf-8").count("\n")) > MODULE_LINES
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{short(path)}:{node.name}": length
        for path in modules("shop", "search", "cms", "catalogue", "theme", "tests")
        for node in functions(path)
        if (length := node.end_lineno - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_every_public_thing_says_why_it_is_there():
    silent = []
    for path in modules():
        if path.name != "__init__.py" and not ast.get_docstring(parsed(path)):
            silent.append(short(path))
        silent += [f"{short(path)}:{name}" for name in _undocumented(parsed(path))]
    assert silent == []


def _undocumented(node, prefix=""):
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.ClassDef):
            continue
        name = prefix + child.name
        if child.name.startswith("_") or child.name == "Meta":
            continue
        if not ast.get_docstring(child):
            yield name
        if isinstance(child, ast.ClassDef):
            yield from _undocumented(child, f"{name}.")


def test_save_is_not_overridden():
    overridden = [
        f"{short(path)}:{owner.name}"
        for path in modules()
        for owner in classes(path)
        for node in owner.body
        if isinstance(node, ast.FunctionDef) and node.name == "save" and not _is_form(owner)
    ]
    assert overridden == []


def _is_form(owner: ast.ClassDef) -> bool:
    return owner.name.endswith(("Form", "FormSet"))


def test_signals_only_make_caches_and_indexes_stale():
    users = {
        short(path)
        for path in modules()
        if re.search(
            r"^from django\.(db\.models|dispatch).*\b(signals|receiver)\b", _text(path), re.M
        )
    }
    assert {name for name in users if "invalidation" not in name} == set()


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
