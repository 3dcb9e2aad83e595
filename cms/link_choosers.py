"""The dialogs for links in a text: what they are sent may be anything."""

import json
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField
from wagtail.admin.views import chooser

from cms.editor_rights import findable_pages


class LinkField(URLOrAbsolutePathField):
    """An address; a form without it is an empty one."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value or "")


class LinkForm(ExternalLinkChooserForm):
    """Asks for the address."""

    url = LinkField(label=ExternalLinkChooserForm.base_fields["url"].label)


class ExternalLinkView(chooser.ExternalLinkView):
    """Offers the page of an address only to those who may find it; to others it is an address."""

    form_class = LinkForm

    def post(self, request: HttpRequest) -> HttpResponseBase:
        answer = super().post(request)
        told = json.loads(answer.content)
        page = told.get("internal") or told.get("result") or {}
        key = page.get("id")
        if key and not findable_pages(request.user).filter(pk=key).exists():
            return self.render_chosen_response(self.get_result_data())
        return answer


class EmailLinkView(chooser.EmailLinkView):
    """Begins empty for an address that cannot be read."""

    def parse_email_link(self, mailto: str) -> dict[str, str]:
        try:
            return super().parse_email_link(mailto)
        except ValueError:
            return super().parse_email_link("")
