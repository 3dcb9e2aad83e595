"""Links to pages inside written text: only to what anyone may read today."""

from django.db.models import Q
from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.models.province import ProvincePage


class PublicPageLinkHandler(PageLinkHandler):
    """Links to a page that anyone may read today; not to drafts, private or deleted pages."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the opening tag of each link, without a target where nothing can be read.

        A province's URL is answered by the shop, with or without a page of the editors.
        """
        public = Page.objects.live().public()
        # An alias of a private page is private with it.
        public = public.filter(Q(alias_of=None) | Q(alias_of__in=Page.objects.live().public()))
        wanted = {attrs.get("id") for attrs in attrs_list}
        readable = Q(pk__in=public.values("pk")) | Q(pk__in=ProvincePage.objects.values("pk"))
        pages = Page.objects.filter(readable, pk__in=wanted).defer_streamfields().specific()
        url_by_id = {str(page.pk): page.url for page in pages}
        urls = [url_by_id.get(str(attrs.get("id"))) for attrs in attrs_list]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in urls]
