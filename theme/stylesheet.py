"""Join the style sheets of a page's sources into the one that the browser fetches, minified."""

import re
from collections.abc import Iterable
from pathlib import Path

from rcssmin import cssmin

from theme.sprite import STATIC

CSS = STATIC / "css"
GENERATED = "/* Written by manage.py build_theme. */\n"
SERIF = ("hero", "h1", "title", "h2", "2xl", "xl")
#: Cascade layers of the shop: a file css/<layer>.css, or a folder of one file a component.
LAYERS = ("tokens", "base", "layout", "components", "print")
#: The dashboard overrides Bootstrap, which knows no layers: there the order of the files decides.
DASHBOARD = (
    *("base", "header", "breadcrumb", "buttons", "fields", "select2", "cards", "tables"),
    *("facts", "lists", "images", "actions", "badges", "alerts", "tabs", "tasks", "print"),
)

WORKSPACE = (
    *("frame", "today", "orders", "goods", "listings", "producer_page", "money", "insight"),
    "notices",
    "print",
)


def shop_css() -> str:
    """Return the one style sheet of the shop: the faces, then each layer."""
    parts = [f"@layer {','.join(LAYERS)};", _read([CSS / "fonts.css"])]
    for layer in LAYERS:
        files = sorted((CSS / layer).glob("*.css")) or [CSS / f"{layer}.css"]
        parts.append(f"@layer {layer}{{{_read(files)}}}")
    return _minified("\n".join(parts))


def dashboard_css() -> str:
    """Return the style sheet of the staff's dashboard: the shop's faces and tokens, then its own."""
    own = (CSS / "dashboard" / f"{name}.css" for name in DASHBOARD)
    return _minified(_read([CSS / "tokens.css", CSS / "fonts.css", *own]))


def workspace_css() -> str:
    """Return what the producers' workspace adds to the shop's style sheet."""
    return _minified(_read(CSS / "workspace" / f"{name}.css" for name in WORKSPACE))


def guide_css() -> str:
    """Return the style guide's own sheet: its layout, both modes as classes, a swatch of each."""
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    light, dark = tokens.split("@media screen and (prefers-color-scheme: dark)")
    changed = re.findall(r"--([a-z0-9-]+):", dark)
    rules = [_read([CSS / "guide.css"])]
    for name, source in {"light": light, "dark": dark}.items():
        values = dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", source)[::-1])
        pairs = ";".join(f"--{key}:{values[key]}" for key in changed)
        rules.append(f".mode-{name}{{color-scheme:{name};{pairs}}}")
    rules += [f".swatch-{key}{{background:var(--{key})}}" for key in changed]
    rules += [f".space-{step}{{width:var(--s{step})}}" for step in range(9)]
    for size in re.findall(r"--t-([a-z0-9]+):", light):
        face = "serif" if size in SERIF else "sans"
        rules.append(f".type-{size}{{font-family:var(--{face});font-size:var(--t-{size})}}")
    return _minified("\n".join(rules))


def _read(files: Iterable[Path]) -> str:
    """Join the files; a built sheet lies one folder above the files of components."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return text.replace("url(../../", "url(../").replace('url("../../', 'url("../')


def _minified(css: str) -> str:
    """Return the rules without comments and layout, under a line that says whose work they are."""
    return GENERATED + cssmin(css) + "\n"
