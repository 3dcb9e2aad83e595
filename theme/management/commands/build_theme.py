"""Writing the files that are made from others."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from theme.province_shapes import map_svg
from theme.sprite import STATIC, cover_css, selvedge, sprite
from theme.stylesheet import CSS, dashboard_css, guide_css, shop_css, workspace_css


class Command(BaseCommand):
    """Joins the style sheets and draws the pictures, so that the browser fetches few files."""

    help = "Write the sprite, the map, the selvedge and the stylesheet from their sources."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the dry run."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail if stale")

    def handle(self, *, check: bool, **options: Any) -> None:
        """Write what is stale, or with `check` fail when something is."""
        stale = []
        for path, make in FILES.items():
            text = make()
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8")
        if check and stale:
            raise CommandError(f"Run manage.py build_theme: stale {', '.join(stale)}")
        self.stdout.write(f"written: {', '.join(stale) or 'nothing, all up to date'}")


FILES = {
    STATIC / "sprite.svg": sprite,
    STATIC / "map.svg": map_svg,
    STATIC / "selvedge.svg": selvedge,
    CSS / "components" / "worlds.css": cover_css,
    CSS / "shop.css": shop_css,
    CSS / "dashboard.css": dashboard_css,
    CSS / "workspace.css": workspace_css,
    CSS / "styleguide.css": guide_css,
}
