"""The picture of a shared page: its size, its weight, its letters, its version."""

import io
from time import perf_counter

import pytest
from PIL import Image

from theme.covers import WORLDS, weave
from theme.social_card import HEIGHT, TEXT_WIDTH, WIDTH, SocialCard, social_card_png
from theme.typography import HEADING, TEXT, Face, fitted, width

COVER = weave(slug="tra", world=WORLDS[0], glyph="che-bup")
CARD = SocialCard("Trà đinh Tân Cương", ("HTX chè Hảo Đạt", "Thái Nguyên"), 5, COVER)


@pytest.mark.parametrize("stars", [0, 3, 4, 5])
def test_a_picture_has_the_size_that_networks_ask_for_and_is_light(stars):
    drawn = social_card_png(SocialCard(CARD.title, CARD.lines, stars, COVER))
    picture = Image.open(io.BytesIO(drawn))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(drawn) < 150_000


def test_a_picture_takes_about_a_second_at_most():
    social_card_png(CARD)
    took = []  # a fifth of a second on an idle machine
    for _ in range(3):
        start = perf_counter()
        social_card_png(CARD)
        took.append(perf_counter() - start)
    assert min(took) < 1.5


@pytest.mark.parametrize(
    "other",
    [
        SocialCard("Trà khác", CARD.lines, 5, COVER),
        SocialCard(CARD.title, (), 5, COVER),
        SocialCard(CARD.title, CARD.lines, 4, COVER),
        SocialCard(CARD.title, CARD.lines, 5, weave(slug="a", world=WORLDS[1], glyph="che")),
    ],
)
def test_the_version_changes_with_everything_drawn(other):
    assert other.version != CARD.version
    again = SocialCard(CARD.title, CARD.lines, 5, COVER)
    assert again.version == CARD.version


def test_a_long_name_is_cut_and_stays_in_its_room():
    words = "Diệp Thanh Trà – Bạch trà Mẫu đơn Shan tuyết cổ thụ Tủa Chùa " * 3
    face, lines = fitted(words, HEADING, (58, 48), TEXT_WIDTH, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width(line, face) <= TEXT_WIDTH for line in lines)


def test_a_word_longer_than_the_line_is_cut():
    face, lines = fitted("a" * 200, TEXT, (30,), 300, most=1)
    assert width(lines[0], face) <= 300


def test_vietnamese_letters_are_in_the_faces():
    face = Face(HEADING, 40)
    blank = face.font(True).getmask("\ue000").getbbox()
    for letter in "ĂÂĐÊÔƠƯăâđêôơưẠỆỗữỹ₫":
        mask = face.font(True) if ord(letter) > 0xFF else face.font(False)
        assert mask.getmask(letter).getbbox() not in (None, blank)
