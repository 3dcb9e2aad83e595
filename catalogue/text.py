"""Vietnamese text: one folding for index, query, slug and sort, so that they can never disagree.

People type "ca phe", "CÀ PHÊ", "cà phê" in composed or decomposed Unicode, and "hoà" or "hòa";
all of them must meet. What is stored is always composed (NFC): `normalize` at every boundary.
"""

import re
import unicodedata
from functools import lru_cache

#: Shown as nothing: marks between letters, blanks that are letters to Unicode, and what turns the
#: direction of all that follows on the line, on a parcel's label as on a page.
_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u2060\u2061\u2062"
        "\u2063\u2064\u2800\u3164\ufeff\uffa0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
_STROKED_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"})
_MARKS = re.compile("[\u0300-\u036f]+")
_GAPS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[\w\u0300-\u036f]+")
_NOT_SLUG = re.compile(r"[^a-z0-9 ]")

#: Characters and words of a question, counted after folding.
MAX_QUESTION, MAX_WORDS = 120, 24

_ONSET = re.compile("ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx]?")
#: What may follow the letters of a vowel: nothing ("-") and the closing letters. The first row
#: also serves after "qu", which is why "uy", "uyê" and the like stand in it as "y" and "yê". The k
#: is for "Đắk Lắk".
_TABLE = """
a - c ch m n ng nh p t i o u y|ă c k m n ng p t|â c m n ng p t u y|e - c m n ng p t o
ê - ch m n nh p t u|i - ch m n nh p t u|o - c m n ng p t i|ô - c m n ng p t i|ơ - m n p t i
u - c m n ng p t i|ư - c m n ng t i u|y - ch n nh t|ia -|iê c m n ng p t u|yê m n ng t u
oa - c ch m n ng nh p t i o y|oă c m n ng t|oe - m n o t|ua -|uô c m n ng p t i|ưa -
ươ c m n ng p t i u|uâ n ng t y|uê - ch n nh|uơ -|uy - ch n nh p t u|uya -|uyê n t
"""
_RHYMES = {
    vowel + (coda if coda != "-" else "")
    for row in _TABLE.strip().replace("\n", "|").split("|")
    for vowel, *codas in [row.split()]
    for coda in codas
}
_STOPPED = ("c", "ch", "k", "p", "t")
#: Acute, dot below, none: the tones of a syllable that ends in a stop.
_SHARP = ("\u0301", "\u0323", "")

#: What Oscar replaces before it slugifies: the letters that Unicode does not decompose.
SLUG_MAP = {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}


def normalize(text: str) -> str:
    """The text in composed form (NFC) without invisible characters; for every boundary."""
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE))


def one_line(text: str) -> str:
    """The text composed (NFC), without control characters, with single spaces; for form fields."""
    letters = normalize(text)
    shown = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in letters
    )
    return " ".join(shown.split())


def clean_text(text: str, max_length: int | None = None) -> str:
    """What people type, fit to keep: composed, its lines kept, no control characters, cut at
    `max_length` characters when that is given.
    """
    cleaned = "\n".join(one_line(line) for line in text.splitlines()).strip()
    return cleaned[:max_length]


def fold(text: str) -> str:
    """Lower-case words without tone and vowel marks, one space apart: "Đắk-Lắk" becomes "dak lak".

    Tone placement (hoà, hòa) and Unicode form (NFC, NFD) make no difference, and folding twice
    changes nothing more.
    """
    bare = text if text.isascii() else without_marks(text)
    return _GAPS.sub(" ", bare.lower() if bare.isascii() else bare).strip()


def without_marks(text: str) -> str:
    """The letters alone; Vietnamese goes the first, quick way, any other script the second."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_STROKED_D)
    if bare.isascii():
        return bare
    # Casefolding can undo a decomposition and the other way round; twice reaches the fixed point.
    for _ in range(2):
        letters = unicodedata.normalize("NFKD", text)
        bare = "".join(letter for letter in letters if not _is_mark(letter))
        text = bare.casefold().translate(_STROKED_D)
    return text


def tone_key(text: str) -> str:
    """Folded words, each followed by its marks: one for "hoà" and "hòa", two for "bơ" and "bò".

    For telling an exact match from a folded one wherever the writer put the tone.
    """
    letters = unicodedata.normalize("NFKD", normalize(text)).casefold()
    return " ".join(filter(None, map(_marked, _WORDS.findall(letters))))


def question(text: str, max_length: int = MAX_QUESTION, max_words: int = MAX_WORDS) -> str:
    """What people type to look something up, cut to a size that every search can afford.

    One composed line whose *folded* form has at most `max_length` characters and `max_words` words:
    one letter may unfold into eighteen (U+FDFA), so that a limit before folding limits nothing.
    Asking again with what comes out changes nothing.
    """
    line = one_line(text[: 4 * max_length])[:max_length].strip()
    if _fits(line, max_length, max_words):
        return line
    fitting, too_long = 0, len(line)
    while too_long - fitting > 1:
        middle = (fitting + too_long) // 2
        if _fits(line[:middle], max_length, max_words):
            fitting = middle
        else:
            too_long = middle
    return line[:fitting].strip()


def _fits(line: str, max_length: int, max_words: int) -> bool:
    folded = fold(line)
    return len(folded) <= max_length and folded.count(" ") < max_words


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return fold(text).split()


def slugify_vi(text: str, max_length: int | None = None, allow_unicode: bool = False) -> str:
    """The part of an address made from a name: "Mật ong Ú Minh" becomes "mat-ong-u-minh".

    Only a-z, 0-9 and hyphens; cut at a word when `max_length` (characters) is given. The last
    parameter is Oscar's and is ignored: an address is always plain.
    """
    words = _NOT_SLUG.sub("", fold(text)).split()
    slug = "-".join(words)
    if max_length is None or len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def onset(bare: str) -> str:
    """The consonants that a lower-case syllable begins with."""
    match = _ONSET.match(bare)
    return match[0] if match else ""


def is_syllable(bare: str, tone: str) -> bool:
    """Whether Vietnamese can have this syllable: lower case, composed, its tone mark apart."""
    start = onset(bare)
    cuts = [len(start)]
    if start == "gi":
        cuts.append(1)
    for cut in cuts:
        rhyme = bare[cut:]
        if rhyme in _RHYMES and _agree(bare[:cut], rhyme):
            return tone in _SHARP if rhyme.endswith(_STOPPED) else True
    return False


def _agree(start: str, rhyme: str) -> bool:
    """Spelling: k, gh and ngh before e, ê, i, y alone; c, g and ng before all others."""
    front = rhyme[0] in "eêiy"
    if start in ("k", "gh", "ngh"):
        return front
    if start in ("c", "g", "ng"):
        return not front or (start == "g" and rhyme[0] == "i")
    if start == "qu":
        return rhyme[0] not in "uưoô"
    return True


@lru_cache(maxsize=100_000)
def _marked(word: str) -> str:
    """One word as its bare letters and then its marks in a fixed order; đ counts as a mark of d."""
    bare = fold(word)
    if not bare or word.isascii():
        return bare
    marks = [letter for letter in word if letter in "đð" or unicodedata.category(letter) == "Mn"]
    return bare + "".join(sorted(marks))


def _is_mark(letter: str) -> bool:
    """Combining marks, and the format characters that nobody sees."""
    return unicodedata.category(letter) in ("Mn", "Cf")
