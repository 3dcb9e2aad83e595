"""Taking phones, e-mails and links out of messages: what is agreed outside the shop is not protected by it.

Prices, dates and numbers of orders stay.
"""

import re
import unicodedata

#: Stands where something was taken out.
MASK = "•••"
_GAP = r"[\s.\-()\ufe0f\u20e3]{0,3}"
_EMAIL = r"[\w.+\-]+\s?(?:@|\(at\)|\[at\])\s?[\w\-]+(?:\s?\.\s?\w{2,})+"
_ENDINGS = "com|vn|net|org|shop|me|info|io|ly|app|store|online|xyz|site|link"
_LINK = rf"(?:https?://|www\.)\S+|(?<![\w.])(?:[a-z0-9\-]+\.)+(?:{_ENDINGS})(?![\w])(?:/\S*)?"
#: With 0 or +84 in front, of any other country with +, a hotline, and a mobile without its 0.
_PHONE = (
    r"(?<![\w.,])(?!\d{1,2}[\-.]\d{1,2}[\-.]\d{4})"  # no day
    rf"(?:\+?84|0084|0)(?:{_GAP}\d){{9,10}}?(?!\d)"
    rf"|(?<!\w)\+(?:{_GAP}\d){{8,15}}"
    rf"|(?<![\w.,])1[89]00(?:{_GAP}\d){{4,6}}(?!\d)"
    r"|(?<![\w.,])[35789]\d{2}[ \-]?\d{3}[ \-]?\d{3}(?!\w|[.,]\d| ?(?:đ|₫))"
)
_CONTACT = re.compile(f"{_EMAIL}|{_LINK}|{_PHONE}", re.I)


def mask_contacts(text: str) -> tuple[str, int]:
    """Return the text without phones, e-mails and links, and how many were taken out."""
    masked, hidden = _CONTACT.subn(MASK, unicodedata.normalize("NFKC", text))
    return (masked, hidden) if hidden else (text, 0)
