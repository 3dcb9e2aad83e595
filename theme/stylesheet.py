"""Join the style files into shop.css, each in the cascade layer of its kind."""

import re
from pathlib import Path

from theme.sprite import STATIC

CSS = STATIC / "css"
SERIF = ("hero", "h1", "title", "h2", "2xl", "xl")
LAYERS = ("tokens", "base", "layout", "components", "print")


def shop_css() -> str:
    """Return the one stylesheet of the shop, without comments and indentation."""
    parts = [f"@layer {','.join(LAYERS)};", _tight(CSS / "fonts.css")]
    for layer in LAYERS:
        files = sorted((CSS / layer).glob("*.css")) or [CSS / f"{layer}.css"]
        body = "\n".join(_tight(path).replace("url(../../", "url(../") for path in files)
        parts.append(f"@layer {layer}{{\n{body}\n}}")
    return "\n".join(parts) + "\n"


def _tight(path: Path) -> str:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", "\n", text).strip()
    return re.sub(r" ?([{};]) ?", r"\1", text).replace(": ", ":").replace(";}", "}")


def guide_css() -> str:
    """Return what the style guide needs of the tokens: both modes as classes, a swatch of each."""
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    light, dark = tokens.split("@media screen and (prefers-color-scheme: dark)")
    changed = re.findall(r"--([a-z0-9-]+):", dark)
    lines = ["/* Written by manage.py build_theme from tokens.css. */"]
    for name, source in {"light": light, "dark": dark}.items():
        values = dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", source)[::-1])
        pairs = ";".join(f"--{key}:{values[key]}" for key in changed)
        lines.append(f".mode-{name}{{color-scheme:{name};{pairs}}}")
    lines += [f".swatch-{key}{{background:var(--{key})}}" for key in changed]
    lines += [f".space-{step}{{width:var(--s{step})}}" for step in range(9)]
    for size in re.findall(r"--t-([a-z0-9]+):", light):
        face = "serif" if size in SERIF else "sans"
        lines.append(f".type-{size}{{font-family:var(--{face});font-size:var(--t-{size})}}")
    return "\n".join(lines) + "\n"
