"""What places and goods are called is known, with its marks or without any."""

import pytest

from search.analysis.lexicon import is_place_name, words_not_doubted


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Hoàng Sa", {"hoang", "sa"}),
        ("hoang sa", {"hoang", "sa"}),
        ("huyen mai chau", {"mai", "chau"}),
        ("nghêu", {"ngheu"}),
        ("heo", {"heo"}),
        ("mua heo", set()),
        ("sầu riêmg", {"sau"}),
        ("", set()),
        ("!!!", set()),
    ],
)
def test_names_and_words_with_marks_are_sure(text, sure):
    assert words_not_doubted(text) == sure


def test_a_place_has_two_words_or_more():
    assert is_place_name(["gia", "lai"])
    assert not is_place_name(["hue"])
    assert not is_place_name([])
