"""The page of the star check: is this star true?"""

from typing import Any

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from catalogue.http_cache import publicly_cacheable
from catalogue.paths import absolute_url, home_crumb
from catalogue.star_check import check_star
from catalogue.text import question
from shop.users.age import audience_of


@method_decorator(publicly_cacheable, name="dispatch")
class StarCheckView(TemplateView):
    """Is this star true? Answers for every row of the register, sold here or not."""

    template_name = "storefront/star_check.html"

    def get_context_data(self, **kwargs: Any) -> dict:
        """Return the verdicts on what was asked."""
        text = question(self.request.GET.get("q", ""))
        result = check_star(text, audience_of(self.request))
        heading = _("Check a star")
        return super().get_context_data(
            asked=text,
            crumbs=[home_crumb(), (heading, "")],
            description=_(
                "Type a product, its producer or a certificate number: is its OCOP star in force, "
                "expired or revoked?"
            ),
            canonical_url=absolute_url(reverse("star_check")),
            noindex=bool(text),
            searched=result.searched,
            verdicts=result.verdicts,
            withheld=result.withheld,
            total=result.total,
            notices=result.notices,
            **kwargs,
        )
