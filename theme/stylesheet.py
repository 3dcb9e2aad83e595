"""Join the style files into shop.css, each in the cascade layer of its kind."""

import re
from pathlib import Path

from theme.sprite import STATIC

CSS = STATIC / "css"
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
