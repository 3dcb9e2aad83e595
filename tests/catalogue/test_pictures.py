"""Photographs: every size made once, upright and without the place where they were taken."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from catalogue.cards import photos, product_cards
from catalogue.image_renditions import make_missing
from catalogue.models import Product, ProductImage
from catalogue.photos.decode import FORMATS, MOST_WEIGHT
from catalogue.pictures import PictureSlot, delete_renditions, find_renditions, make_renditions
from search.index.outbox import drain
from shop.partner.pricing import prices_for
from tests import makers
from tests.photo_like import photo_like_jpeg

ORIENTATION, GPS = 0x0112, 0x8825


def stored(name="anh.jpg", size=(1600, 1200), mode="RGB", exif=None, **options) -> str:
    file, kind = BytesIO(), {"jpg": "JPEG", "png": "PNG", "heic": "HEIF"}[name.split(".")[-1]]
    if exif:
        options["exif"] = exif
    Image.new(mode, size, "red").save(file, kind, **options)
    return default_storage.save(name, ContentFile(file.getvalue()))


def opened(made, width, ending) -> Image.Image:
    with default_storage.open(f"{made.folder}/{width}.{ending}") as file:
        return Image.open(BytesIO(file.read()))


def test_three_formats_in_each_width():
    made = make_renditions(stored())
    widths = (160, 320, 480, 660, 1080, 1280)
    assert (made.widths, made.width, made.height) == (widths, 1280, 960)
    for ending, kind in {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}.items():
        assert (opened(made, 660, ending).format, opened(made, 660, ending).size) == (
            kind,
            (660, 495),
        )
    assert [source.type for source in made.sources] == ["image/avif", "image/webp"]
    assert made.srcset().endswith("/1280.jpg 1280w")


def test_nothing_is_enlarged():
    assert make_renditions(stored(size=(500, 400))).widths == (160, 320, 480, 500)
    assert make_renditions(stored(size=(200, 300))).widths == (160, 200)


def test_a_slot_takes_the_widths_that_fit_it():
    made = make_renditions(stored())
    slot = PictureSlot("100vw", narrowest=320, widest=660)
    assert made.within(slot).widths == (320, 480, 660)
    assert (made.within(slot).width, made.within(slot).height) == (660, 495)
    assert make_renditions(stored(size=(200, 300))).within(slot).widths == (200,)


@pytest.mark.parametrize("number", [1, 2])
def test_a_photograph_of_goods_weighs_what_its_width_may(number):
    made = make_renditions(default_storage.save("hang.jpg", ContentFile(photo_like_jpeg(number))))
    for ending, encoding in FORMATS.items():
        for width, most in MOST_WEIGHT.items():
            weight = default_storage.size(f"{made.folder}/{width}.{ending}")
            assert weight <= most * encoding.allowance, (ending, width)


def test_a_phone_lying_on_its_side_and_its_place():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (21.0, 2.0, 0.0)}
    made = make_renditions(stored(size=(800, 600), exif=exif.tobytes()))
    assert (made.width, made.height) == (600, 800)
    for ending in ("avif", "webp", "jpg"):
        assert GPS not in opened(made, 320, ending).getexif()


def test_photographs_of_iphones_are_converted():
    assert opened(make_renditions(stored("anh.heic", size=(640, 480))), 640, "jpg").format == "JPEG"


def test_what_was_transparent_is_white():
    made = make_renditions(default_storage.save("a.png", ContentFile(_clear())))
    assert opened(made, 320, "jpg").getpixel((5, 5)) == (255, 255, 255)


def _clear() -> bytes:
    file = BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 40])
def test_what_is_no_photograph_makes_nothing(content):
    assert make_renditions(default_storage.save("la.jpg", ContentFile(content))) is None


def test_finding_asks_the_cache_once_and_then_the_small_file(monkeypatch):
    name = stored(size=(400, 300))
    assert find_renditions([name]) == {}
    made = make_renditions(name)
    cache.clear()
    assert find_renditions([name, "khong-co.jpg"]) == {name: made}
    monkeypatch.setattr("catalogue.pictures._read", lambda folder: pytest.fail("read again"))
    assert find_renditions([name, "khong-co.jpg", ""]) == {name: made}


def test_a_discarded_photograph_leaves_nothing():
    made = make_renditions(name := stored(size=(400, 300)))
    delete_renditions(name)
    assert find_renditions([name]) == {}
    assert default_storage.listdir(made.folder)[1] == []
    delete_renditions(name)


@pytest.fixture
def photographed(db, clock, django_capture_on_commit_callbacks):
    """A product whose photograph has just been uploaded."""
    product = makers.product()
    with django_capture_on_commit_callbacks(execute=True):
        ProductImage.objects.create(product=product, original=stored(), caption="")
    return Product.objects.for_cards().get()


def test_an_upload_is_shown_in_all_sizes(photographed):
    (card,) = product_cards([photographed], prices_for([photographed]))
    (photo,) = photos(photographed)
    assert (card.image.width, card.image.height, len(card.image.sources)) == (660, 495, 2)
    assert card.image.sizes != photo.sizes
    assert card.image.alt == photographed.title


def test_until_it_is_made_the_woven_cover_is_shown(photographed):
    delete_renditions(photographed.images.get().original.name)
    (card,) = product_cards([photographed], prices_for([photographed]))
    assert (card.image, photos(photographed)) == (None, [])
    assert list(make_missing()) == [photographed.images.get().original.name]
    assert product_cards([photographed], prices_for([photographed]))[0].image.srcset


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 half", None])
def test_a_broken_file_in_the_store_never_breaks_a_page(photographed, client, content):
    name = photographed.images.get().original.name
    delete_renditions(name)
    default_storage.delete(name)
    if content is not None:
        default_storage.save(name, ContentFile(content))
    assert list(make_missing()) == []
    drain()
    for address in ("/san-pham/", photographed.get_absolute_url(), "/moi-duoc-cong-nhan.rss"):
        page = client.get(address)
        assert page.status_code == 200
        assert name not in page.content.decode()


def test_the_list_offers_the_formats_to_the_browser(photographed, client):
    drain()
    page = client.get("/san-pham/").content.decode()
    assert '<source type="image/avif"' in page
    assert 'width="660" height="495"' in page


def test_the_sizes_go_with_the_photograph(photographed, django_capture_on_commit_callbacks):
    name = photographed.images.get().original.name
    with django_capture_on_commit_callbacks(execute=True):
        ProductImage.objects.get().delete()
    assert find_renditions([name]) == {}
