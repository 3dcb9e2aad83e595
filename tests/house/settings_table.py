"""The table of environment variables in docs/operations.md, written from the code.

`python -m tests.house.settings_table` writes it; a test holds it.
"""

import re

from shop.settings.env import BASE_DIR, VARIABLES

FILE = BASE_DIR / "docs" / "operations.md"
BLOCK = re.compile(r"(?<=<!-- settings: begin -->\n).*?(?=<!-- settings: end -->)", re.S)


def table() -> str:
    """The variables as a Markdown table; folders below the house are shown from its door."""
    rows = ["| Variable | Default | Meaning |", "|---|---|---|"]
    for variable in VARIABLES:
        default = _shown(variable.default)
        rows.append(f"| `{variable.name}` | {default} | {variable.description} |")
    return "\n".join(rows) + "\n"


def _shown(default) -> str:
    if default in ("", None, []):
        return "–"
    if isinstance(default, list):
        default = ",".join(default)
    return f"`{str(default).replace(f'{BASE_DIR}/', '')}`"


if __name__ == "__main__":
    document = FILE.read_text(encoding="utf-8")
    FILE.write_text(BLOCK.sub(lambda _block: table(), document), encoding="utf-8")
