"""Papers of the made-up producers: a sheet that says that it is one of the demonstration."""

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from catalogue.clock import today
from shop.onboarding.papers import add_paper
from shop.partner.models import PaperKind, Partner
from shop.users.models import User

ISSUER = "Giấy minh họa, không phải giấy thật"
#: Days until each ends; the second asks to be renewed.
ENDS = {PaperKind.REGISTRATION: None, PaperKind.FOOD_SAFETY: 30}
SIZE = (800, 600)


def add_papers(*, partner: Partner, owner: User) -> None:
    """Add a registration without an end and a food-safety certificate that ends soon."""
    for kind, days in ENDS.items():
        add_paper(
            kind=kind,
            number=f"MINH-HOA-{partner.pk}",
            issuer=ISSUER,
            ends_on=None if days is None else today() + timedelta(days=days),
            file=ContentFile(plain_photo("white"), "giay-minh-hoa.jpg"),
            by=owner,
            partner=partner,
        )


def plain_photo(colour: str) -> bytes:
    """Return a picture of one colour: nobody takes it for a photograph of goods."""
    file = BytesIO()
    Image.new("RGB", SIZE, colour).save(file, "JPEG")
    return file.getvalue()
