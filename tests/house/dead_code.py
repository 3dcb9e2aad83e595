"""Nothing is written that nobody calls: vulture, which here reads the templates as well.

    python -m tests.house.dead_code

Settings, migrations and tests do not count; hooks that a framework calls are named in
pyproject.toml under [tool.vulture].
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parents[2]
#: Fields and constants are left out: frameworks, forms and tables read most of them by name.
KINDS = {"class", "function", "method", "property"}
_NAME = re.compile(r"\w+")


def unused() -> list[str]:
    """Return what nothing in the code and no template names, with its place."""
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["vulture"]
    paths = [ROOT / path for path in options["paths"]]
    scanner = Vulture(
        ignore_names=options["ignore_names"], ignore_decorators=options["ignore_decorators"]
    )
    scanner.scavenge(paths, exclude=options["exclude"])
    named = set(_named(paths))
    return [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: unused {item.typ} “{item.name}”"
        for item in scanner.get_unused_code(min_confidence=options["min_confidence"])
        if item.typ in KINDS and item.name not in named
    ]


def _named(paths: list[Path]) -> Iterator[str]:
    """Yield the words of templates, and of strings that name things: settings, get_class()."""
    for template in (ROOT / "theme/templates").rglob("*.*"):
        yield from _NAME.findall(template.read_text())
    for path in paths:
        for module in path.rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from _NAME.findall(node.value) if " " not in node.value else ()


if __name__ == "__main__":
    found = unused()
    print("\n".join(found))
    sys.exit(bool(found))
