"""axe finds nothing on any type of page, in the light and in the dark colours."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.page_types import page_types, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The style guide shows a component several times on one page: its landmarks are not unique there.
REPEATED = {"landmark-unique", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo"}
WCAG_22 = {"rules": {"target-size": {"enabled": True}}}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_page_shuts_anybody_out(browser, live_server, shop, colours):
    violations_by_page = {}
    phone = {"width": 390, "height": 844}
    with readers(
        browser,
        live_server.url,
        shop,
        color_scheme=colours,
        viewport=phone,
        reduced_motion="reduce",
    ) as pages:
        for kind in page_types(shop):
            page = pages[kind.reader]
            page.goto(kind.path)
            violations = Axe().run(page, options=WCAG_22).response["violations"]
            for violation in violations:
                if kind.name == "style guide" and violation["id"] in REPEATED:
                    continue
                nodes = [node["target"] for node in violation["nodes"]]
                violations_by_page.setdefault(violation["id"], {})[kind.name] = nodes[:3]
    assert violations_by_page == {}
