"""What a reader of an English page is shown in Vietnamese without being told so."""

import re
from html.parser import HTMLParser

from django.utils.translation import override

from catalogue.issuers import local_issuer
from catalogue.models import Certificate, Commune, FormerProvince, Producer, Product, Province
from cms.models import ProvincePage, StoryPage, StorySource
from shop.storefront.languages import NAMES
from theme.formats import short_producer
from theme.templatetags.theme_tags import whole_name

LETTERS = re.compile(r"[ăâđêôơưáàãéèíìóòõúùýũĩạ-ỹ]", re.IGNORECASE)
VOID = {"meta", "link", "input", "img", "br", "hr", "source", "col", "wbr"}
#: Attributes that are read aloud or shown.
SPOKEN = ("alt", "title", "placeholder", "aria-label")
#: Names that stay as they are in every language.
EXAMPLES = {"Nước mắm Lê Gia", "Phường 5, Quận 3", "Mai Châu, Hòa Bình", "Đắk Lắk"}
ISLANDS = {"Hoàng Sa", "Trường Sa"}
ALWAYS = {"Đặc sản OCOP", "đồng", *EXAMPLES, *ISLANDS, *NAMES.values()}


#: Laws are quoted by their Vietnamese numbers: NĐ 37/2026/NĐ-CP Phụ lục I, Luật 19/2023/QH15 Đ.37.1.
LAW = r"(?:Luật|NĐ|QĐ|TT|NQ) \d+/\d{4}(?:/[\w-]+)*(?: (?:Đ|Phụ lục)[. ]?[\d.IVX]+)?"


def proper_names() -> re.Pattern:
    """Names of places, goods and producers and of laws, the longest first, as one pattern."""
    names = set(ALWAYS)
    names.update(map(whole_name, Product.objects.values_list("title", flat=True)))
    for words in ProvincePage.objects.values_list("intro_en", "known_for_en"):
        names.update(line for text in words for line in text.splitlines() if line)
    for page in (*StoryPage.objects.all(), *ProvincePage.objects.all()):
        told = (
            page.title_en,
            page.intro_en,
            *page.body_en.stream_block.get_searchable_content(page.body_en),
        )
        names.update(filter(None, told))
    names.update(StorySource.objects.exclude(text_en="").values_list("text_en", flat=True))
    for producer in Producer.objects.values_list("name", flat=True):
        names |= {producer, short_producer(producer)}
    with override("en"):
        for issuer in Certificate.objects.values_list("issuer", flat=True).distinct():
            # An issuer that is not said in English is no name.
            names |= {local_issuer(issuer)} - {issuer}
    for model in (Province, FormerProvince, Commune):
        names.update(model.objects.values_list("name", flat=True))
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join([LAW, *map(re.escape, longest_first)]), re.IGNORECASE)


class Listener(HTMLParser):
    """Gathers the words that look Vietnamese and stand in no element that says so."""

    def __init__(self, names: re.Pattern):
        super().__init__()
        self.names = names
        self.inside: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Remember the language; read what is spoken of the tag itself."""
        given = dict(attrs)
        lang = given.get("lang") or (self.inside[-1][1] if self.inside else "")
        if tag not in VOID:
            self.inside.append((tag, lang))
        for name in SPOKEN:
            self.read(given.get(name) or "", lang)

    def handle_startendtag(self, tag, attrs):
        """Such a tag holds nothing."""

    def handle_endtag(self, tag):
        """Leave the element and what was left open in it."""
        if any(tag == open_tag for open_tag, _lang in self.inside):
            while self.inside.pop()[0] != tag:
                pass

    def handle_data(self, data):
        """Read text where it is shown."""
        tag, lang = self.inside[-1] if self.inside else ("", "")
        if tag not in ("script", "style", "title"):
            self.read(data, lang)

    def read(self, text: str, lang: str) -> None:
        """Keep what is Vietnamese once the proper names are taken away."""
        if lang.startswith("en") and LETTERS.search(self.names.sub("", text)):
            self.found.append(" ".join(text.split()))


def vietnamese_words(page: str, names: re.Pattern) -> list[str]:
    """Return the pieces of an English page that are Vietnamese without being marked as that."""
    listener = Listener(names)
    listener.feed(page)
    return listener.found
