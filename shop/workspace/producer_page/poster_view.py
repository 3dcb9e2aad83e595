"""The poster as a file to print."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse

from catalogue.producer_pages.visibility import has_page
from shop.workspace.producer_page.poster import PosterPaper, poster_pdf
from shop.workspace.producer_page.views import OwnProducerView

PAPERS = ("A4", "A6")


class PosterView(OwnProducerView):
    """The poster on A4 or A6 (`kho` in the query string); none while there is no page to lead to."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        paper = request.GET.get("kho", "A4")
        producer = self.producer
        if producer is None or paper not in PAPERS or not has_page(producer):
            raise Http404
        return HttpResponse(
            poster_pdf(producer, cast(PosterPaper, paper)),
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="ap-phich-{producer.slug}-{paper}.pdf"',
                "X-Robots-Tag": "noindex",
            },
        )
