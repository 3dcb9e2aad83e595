"""Imports point down, and stand where a reader looks for them."""

import ast

from importlinter.cli import lint_imports

from tests.house.tree import ROOMS, classes, functions, modules, parsed, short

# Django and Oscar ask for these before the models are there.
EARLY = {"ready", "get_urls", "configure_permissions"}


def test_imports_point_down_only(capsys):
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_our_own_code_is_not_imported_inside_functions():
    hidden = [
        f"{short(path)}:{node.name}"
        for path in modules()
        for node in functions(path)
        if any(_is_ours(each) for each in ast.walk(node)) and not _is_early(path, node)
    ]
    assert hidden == []


def _is_ours(node) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").split(".")[0] in ROOMS
    if isinstance(node, ast.Import):
        return any(alias.name.split(".")[0] in ROOMS for alias in node.names)
    return False


def _is_early(path, function) -> bool:
    return function.name in EARLY and any(function in owner.body for owner in classes(path))


def test_nothing_is_imported_by_a_relative_path():
    relative = [
        short(path)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_theme_knows_no_model_and_no_query():
    learned = [
        short(path)
        for path in modules("theme")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.db")
    ]
    assert learned == []
