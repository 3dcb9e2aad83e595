"""The house as the tests see it: its rooms, modules, functions and public templates."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("shop", "search", "cms", "catalogue", "theme")
TEMPLATES = ROOT / "theme" / "templates"


def modules(*rooms: str) -> list[Path]:
    """Python files of the rooms (all of ours), migrations apart."""
    found = (path for room in rooms or ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function and method of a module."""
    return (
        node
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def classes(path: Path) -> Iterator[ast.ClassDef]:
    """Every class of a module."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef))


def short(path: Path) -> str:
    """The path from the front door, for messages."""
    return str(path.relative_to(ROOT))


def public_templates() -> list[Path]:
    """Templates of the shop, as against the back office's."""
    found = TEMPLATES.rglob("*.html")
    return sorted(path for path in found if "dashboard" not in path.parts)


def tracked() -> list[str]:
    """Files that git keeps, or that it would keep when added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]
