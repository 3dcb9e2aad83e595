"""Taking photographs in: content decides, nothing stays beside the picture, the bounds hold."""

import struct
from io import BytesIO

import pillow_heif
import pytest
from PIL import Image

from catalogue.photos import acceptance
from catalogue.photos.acceptance import (
    AcceptedPhoto,
    PhotoRefused,
    accept_photo,
    check_photo,
    retake_photo,
    sized_photo,
)
from tests import photo_files
from tests.heic_files import tiled_heic
from tests.photo_files import exif, from_a_phone, photo, upload


def opened(accepted: AcceptedPhoto) -> Image.Image:
    accepted.seek(0)
    return Image.open(BytesIO(accepted.read()))


def middle(accepted: AcceptedPhoto):
    image = opened(accepted)
    return image.getpixel((image.width // 2, image.height // 2))


def near(colour, wanted, within=3) -> bool:
    return all(abs(a - b) <= within for a, b in zip(colour, wanted, strict=True))


def reason(content: bytes) -> str:
    with pytest.raises(PhotoRefused) as refused:
        accept_photo(upload(content))
    assert refused.value.messages[0]
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_the_kinds_that_phones_and_computers_make_are_taken(kind):
    accepted = accept_photo(upload(photo(kind, colour=(200, 60, 40))))
    image = opened(accepted)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (640, 480))
    assert near(middle(accepted), (200, 60, 40))


def all_detail() -> Image.Image:
    """Noise in three colours, which no encoder makes small."""
    return Image.merge("RGB", [Image.effect_noise((700, 500), 150) for _colour in "rgb"])


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_is_all_detail_is_taken_and_sized(kind):
    file = BytesIO()
    all_detail().save(file, kind, quality=95)
    accepted = accept_photo(upload(file.getvalue()))
    assert opened(accepted).size == (700, 500)
    assert accepted.size > 700 * 500
    with sized_photo(accepted) as (answer, _folder):
        assert answer["widths"] == [160, 320, 480, 660, 700]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_an_upload_that_broke_off_and_was_filled_up_with_zeros_is_refused(kind):
    file = BytesIO()
    all_detail().save(file, kind)
    content = file.getvalue()
    half = len(content) // 2
    assert reason(content[:half] + bytes(len(content) - half)) == "broken"


@pytest.mark.parametrize("name", ["anh.png", "anh.html", "anh", "../../etc/passwd"])
def test_the_name_and_type_that_the_sender_gives_mean_nothing(name):
    accepted = accept_photo(upload(photo("WEBP"), name, "text/html"))
    assert len(accepted.name) == 36
    assert accepted.name.endswith(".jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_place_and_camera_are_gone(kind):
    sent = from_a_phone(kind)
    assert photo_files.PLACE in sent
    accepted = accept_photo(upload(sent))
    kept = accepted.read()
    assert photo_files.PLACE not in kept
    assert b"Exif" not in kept
    assert dict(opened(accepted).getexif()) == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_as_it_was_held(orientation):
    picture = Image.new("RGB", (360, 240), "white")
    picture.paste("black", (0, 0, 180, 120))  # the upper left quarter, as the sensor saw it
    file = BytesIO()
    picture.save(file, "JPEG", quality=95, exif=exif(orientation=orientation))
    image = opened(accept_photo(upload(file.getvalue()))).convert("L")
    width, height = image.size
    corners = [(5, 5), (width - 6, 5), (width - 6, height - 6), (5, height - 6)]
    dark = [number for number, corner in enumerate(corners) if image.getpixel(corner) < 128]
    assert dark == [{1: 0, 2: 1, 3: 2, 4: 3, 5: 0, 6: 1, 7: 2, 8: 3}[orientation]]
    assert (width > height) is (orientation < 5)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "HEIF"])
def test_other_kinds_stand_as_they_were_held_too(kind):
    sent = photo(kind, size=(360, 240), exif=exif(orientation=6))
    assert opened(accept_photo(upload(sent))).size == (240, 360)


@pytest.mark.parametrize(("gamma", "wanted"), [(2.2, (219, 37, 13)), (None, (218, 42, 23))])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_the_colours_of_a_phone_become_those_of_every_browser(kind, gamma, wanted):
    profile = photo_files.display_p3(gamma)
    sent = photo(kind, colour=(200, 60, 40), quality=95, icc_profile=profile)
    accepted = accept_photo(upload(sent))
    assert near(middle(accepted), wanted)
    assert "icc_profile" not in opened(accepted).info


def named_colours(primaries: int, curve: int, colour) -> bytes:
    """A HEIC that names its colours by numbers and brings no profile, as many phones write it."""
    file = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (320, 240), colour)).save(
        file,
        quality=95,
        save_nclx_profile=True,
        color_primaries=primaries,
        transfer_characteristics=curve,
        matrix_coefficients=6,
        full_range_flag=1,
    )
    return file.getvalue()


@pytest.mark.parametrize(
    ("primaries", "curve", "sent", "wanted"),
    [
        (1, 13, (200, 60, 40), (200, 60, 40)),
        (12, 13, (200, 60, 40), (218, 42, 23)),  # Display P3
        (9, 16, (148, 148, 148), (255, 255, 255)),  # PQ: 58 % of the signal is white
        (9, 18, (191, 191, 191), (255, 255, 255)),  # HLG: 75 %
        (9, 18, (96, 96, 96), (117, 117, 117)),
    ],
)
def test_colours_that_are_only_named_become_those_of_every_browser(primaries, curve, sent, wanted):
    accepted = accept_photo(upload(named_colours(primaries, curve, sent)))
    assert near(middle(accepted), wanted)


def test_an_avif_names_its_colours_too():
    sent = photo("AVIF", colour=(200, 60, 40))
    sent = sent.replace(b"colrnclx\0\x01", b"colrnclx\0\x0c")
    assert near(middle(accept_photo(upload(sent))), (218, 42, 23))


def test_a_profile_that_fits_no_picture_changes_nothing():
    sent = photo("JPEG", colour=(200, 60, 40), quality=95, icc_profile=b"no profile at all")
    assert near(middle(accept_photo(upload(sent))), (200, 60, 40))


def test_sixteen_bits_of_grey_are_grey():
    grey = accept_photo(upload(photo_files.grey_sixteen_png(32767)))
    assert near(middle(grey), (127, 127, 127))


def test_a_grey_that_stands_for_nothing_is_white():
    sent = photo_files.grey_sixteen_png(700, chunks=[(b"tRNS", (700).to_bytes(2))])
    assert near(middle(accept_photo(upload(sent))), (255, 255, 255))


def test_a_colour_that_stands_for_nothing_is_white():
    transparent = (b"tRNS", struct.pack(">HHH", 0, 0, 0))
    sent = photo_files.png(240, 240, colour_type=2, chunks=[transparent], row=bytes(720))
    assert near(middle(accept_photo(upload(sent))), (255, 255, 255))


@pytest.mark.parametrize(
    ("mode", "colour", "wanted"),
    [
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("LA", (0, 0), (255, 255, 255)),
        ("L", 90, (90, 90, 90)),
        ("1", 1, (255, 255, 255)),
        ("P", 0, (0, 0, 0)),
    ],
)
def test_every_form_of_png_has_its_right_colour(mode, colour, wanted):
    sent = photo("PNG", mode=mode, colour=colour)
    assert near(middle(accept_photo(upload(sent))), wanted)


def test_the_inks_of_a_printer_become_colours():
    red, green, blue = middle(
        accept_photo(upload(photo("JPEG", mode="CMYK", colour=(0, 255, 255, 0))))
    )
    assert red > 200 > 80 > max(green, blue)


def test_a_large_photograph_is_shrunk():
    accepted = accept_photo(upload(photo("JPEG", size=(6000, 4000))))
    assert opened(accepted).size == (2048, 1365)


@pytest.mark.parametrize("size", [(4000, 801), (801, 4000), (2049, 2049)])
def test_odd_shapes_are_taken(size):
    assert max(opened(accept_photo(upload(photo("PNG", size=size)))).size) <= 2048


@pytest.mark.parametrize("percent", [10, 50, 99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_a_file_that_broke_off_is_called_what_it_is(kind, percent):
    file = BytesIO()
    all_detail().save(file, kind)
    sent = file.getvalue()
    assert reason(sent[: len(sent) * percent // 100]) == "broken"


@pytest.mark.parametrize(
    "content",
    [
        *(b"x", b"<svg onload=alert(1)>", b"%PDF-1.7", b"GIF89a" + b"\0" * 40, photo("BMP")),
        b"\0\0\0\x18ftypisom\0\0\0\0mp42" + bytes(9000),
    ],
    ids=["byte", "svg", "pdf", "gif", "bmp", "film"],
)
def test_what_is_no_photograph_is_refused(content):
    assert reason(content) == "unknown"


def test_too_many_bytes_are_refused_unread(monkeypatch):
    monkeypatch.setattr(acceptance, "MAX_BYTES", 10)
    monkeypatch.setattr(acceptance, "_run", lambda *args: pytest.fail("read"))
    assert reason(photo()) == "bytes"


def test_refusals_are_sentences_in_vietnamese_that_say_what_to_do():
    with pytest.raises(PhotoRefused) as refused:
        accept_photo(upload(photo_files.bits_png(13000)))
    (sentence,) = refused.value.messages
    assert sentence == (
        "Ảnh PNG này có 169 triệu điểm ảnh, cửa hàng chỉ nhận được đến 110 triệu."
        " Hãy gửi ảnh JPEG chụp bằng điện thoại, hoặc thu nhỏ ảnh lại."
    )


def test_one_at_a_time_and_the_next_is_told_to_wait(monkeypatch):
    monkeypatch.setattr(acceptance, "TURN_WITHIN", 0.1)
    with acceptance._turn():
        assert reason(photo()) == "busy"
    assert accept_photo(upload(photo()))


def test_a_program_that_dies_refuses(monkeypatch, tmp_path):
    program = tmp_path / "dies.py"
    program.write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr(acceptance, "PROGRAM", program)
    assert reason(photo()) == "heavy"


def test_a_program_that_hangs_refuses(monkeypatch, tmp_path):
    program = tmp_path / "hangs.py"
    program.write_text("import time; time.sleep(30)")
    monkeypatch.setattr(acceptance, "PROGRAM", program)
    monkeypatch.setattr(acceptance, "ANSWER_WITHIN", 0.2)
    assert reason(photo()) == "heavy"


def test_looking_at_a_scan_tells_its_kind_and_whether_it_is_whole():
    assert check_photo(upload(photo("PNG"))) == "PNG"
    with pytest.raises(PhotoRefused):
        check_photo(upload(photo("PNG", size=(900, 900))[:-40]))


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ((1, 1), "small"),
        ((2048, 1), "small"),
        ((199, 900), "small"),
        ((1001, 200), "narrow"),
        ((300, 2400), "narrow"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_dot_or_a_line_is_no_picture_of_goods(kind, size, code):
    assert reason(photo(kind, size=size)) == code


def test_the_refusal_says_how_large_a_picture_must_be():
    with pytest.raises(PhotoRefused, match="1 × 1") as refused:
        check_photo(upload(photo(size=(1, 1))))
    assert "200" in refused.value.messages[0]


@pytest.mark.parametrize("size", [(200, 200), (1000, 200), (200, 1000)])
def test_small_and_long_pictures_that_show_something_are_taken(size):
    assert opened(accept_photo(upload(photo(size=size)))).size == size


def test_what_the_shop_holds_already_stays_however_small():
    assert opened(retake_photo(upload(photo(size=(80, 60))))).size == (80, 60)


def quarters(column: int, row: int) -> tuple[int, int, int]:
    """Red and green above blue and yellow."""
    above = ((220, 30, 30), (30, 220, 30))
    return (above, ((30, 30, 220), (220, 220, 30)))[row > 0][column > 0]


class TestTiles:
    """HEIC as phones write it."""

    def test_a_picture_held_upright_stands_upright_and_is_turned_once(self):
        sent = tiled_heic(
            (1000, 900), quarters, quarter_turns=3, exif=exif(orientation=6), gain_map=True
        )
        assert photo_files.PLACE in sent
        accepted = accept_photo(upload(sent))
        image = opened(accepted)
        assert image.size == (900, 1000)
        assert near(image.getpixel((5, 5)), (30, 30, 220))
        assert near(image.getpixel((890, 5)), (220, 30, 30))
        accepted.seek(0)
        assert photo_files.PLACE not in accepted.read()

    def test_one_that_broke_off_is_refused_and_not_stored_with_a_blank_rest(self):
        sent = tiled_heic((2000, 1500), lambda column, row: (40 * column, 60 * row, 90))
        assert opened(accept_photo(upload(sent))).size == (2000, 1500)
        for percent in (60, 90, 99):
            assert reason(sent[: len(sent) * percent // 100]) == "broken"

    def test_what_a_camera_adds_behind_it_breaks_nothing(self):
        sent = tiled_heic((1000, 900), quarters) + b"\0\0\x40\0mpvd" + bytes(100) + b"SEFH"
        assert opened(accept_photo(upload(sent))).size == (1000, 900)
