"""Vietnamese words on pages of another language are marked as such."""

from django.utils.translation import override

from theme.templatetags.foreign_tags import in_vietnamese, vietnamese_name

NAME = "Cty TNHH Trà Vinh FARM"


def test_one_vietnamese_letter_marks_a_name():
    with override("en"):
        assert vietnamese_name(NAME) == f'<span lang="vi">{NAME}</span>'


def test_a_sentence_that_quotes_one_name_stays_english():
    quoted = "Cashew nuts and dried fish of Cần Giờ island"
    with override("en"):
        assert in_vietnamese(quoted) == quoted


def test_no_name_is_marked_on_a_vietnamese_page():
    with override("vi"):
        assert vietnamese_name(NAME) == NAME
