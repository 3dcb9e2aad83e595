"""The table of environment variables in the README, written from the code.

`python -m tests.house.readme` writes it; a test holds it.
"""

import re
from pathlib import Path

from shop.settings.env import BASE_DIR, VARIABLES

README = BASE_DIR / "README.md"
BLOCK = re.compile(r"(?<=<!-- settings: begin -->\n).*?(?=<!-- settings: end -->)", re.S)


def table() -> str:
    """The variables as a Markdown table; folders below the house are shown from its door."""
    rows = ["| Variable | Default | Meaning |", "|---|---|---|"]
    for each in VARIABLES:
        rows.append(f"| `{each.name}` | {_shown(each.default)} | {each.description} |")
    return "\n".join(rows) + "\n"


def _shown(default) -> str:
    if default in ("", None, []):
        return "–"
    if isinstance(default, list):
        default = ",".join(default)
    return f"`{str(default).replace(f'{BASE_DIR}/', '')}`"


if __name__ == "__main__":
    Path(README).write_text(
        BLOCK.sub(lambda _found: table(), README.read_text(encoding="utf-8")), encoding="utf-8"
    )
