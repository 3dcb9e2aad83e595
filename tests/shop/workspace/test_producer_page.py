"""A producer writes its own page in steps; it is saved by itself and sent to the province."""

import re

import pytest

from catalogue.models import Producer, ProducerPageDraft
from catalogue.places.proposals import name_place
from catalogue.producer_pages.drafts import write_page
from catalogue.reviewed_drafts.steps import ask_for_changes
from tests import makers
from tests.photo_files import photo, upload
from tests.producer_page_makers import FILM, PEOPLE, WORDS, page_draft, submitted_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(partner, owner):
    return page_draft(partner.producer, by=owner.user)


def path_of(partner, step: str = "") -> str:
    return f"/nguoi-ban/{partner.pk}/trang/" + (f"{step}/" if step else "")


def now_of(draft) -> ProducerPageDraft:
    return ProducerPageDraft.objects.get(pk=draft.pk)


def hidden(browser, path: str) -> dict:
    """What a browser sends that opened the step."""
    text = browser.get(path).content.decode()
    found = re.findall(r'name="(seen|page)"[^>]*?value="([^"]*)"', text)
    return {name: value.replace("&quot;", '"') for name, value in found}


def test_a_press_begins_the_draft_with_the_picture(owner, partner):
    assert "Viết trang của tôi" in owner.get(path_of(partner)).content.decode()
    answer = owner.post(path_of(partner), {"viec": "viet"})
    assert answer["Location"] == path_of(partner, "anh")
    assert ProducerPageDraft.objects.get().producer == partner.producer


def test_each_step_saves_and_leads_to_the_next(owner, partner, draft):
    answer = owner.post(path_of(partner, "loi"), {"about": "Lời mới", "about_english": ""})
    assert answer["Location"] == path_of(partner, "nguoi")
    assert now_of(draft).about == "Lời mới"


def test_what_is_typed_is_saved_by_itself_with_a_fresh_preview(owner, partner, draft):
    typed = hidden(owner, path_of(partner, "loi")) | {"about": "Nghề của mẹ"}
    answer = owner.post(path_of(partner, "loi"), typed, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    assert re.search(r'id="page-preview".*Nghề của mẹ', text, re.S)
    assert now_of(draft).about == "Nghề của mẹ"


def test_forged_fields_are_passed_over(owner, partner, draft):
    other = makers.producer()
    typed = {"about": "Khác", "producer": other.pk, "province": "1", "state": "approved"}
    owner.post(path_of(partner, "loi"), typed | {"name": "Tên khác", "stars": "5"})
    draft = now_of(draft)
    assert (draft.about, draft.state, draft.producer) == ("Khác", "draft", partner.producer)


def test_a_picture_is_taken_in_shown_and_taken_away(owner, partner, draft):
    sent = upload(photo(size=(640, 640)), "to.jpg")
    owner.post(path_of(partner, "anh"), {"portrait": sent, "colours": "4"})
    draft = now_of(draft)
    assert draft.portrait.name.startswith("photos/")
    assert draft.colours == 4
    owner.post(path_of(partner, "anh"), {"portrait-clear": "on", "colours": ""})
    draft = now_of(draft)
    assert (draft.portrait.name, draft.drops_portrait, draft.colours) == ("", True, None)


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(owner, partner, draft):
    page = owner.post(path_of(partner, "anh"), {"portrait": upload(b"x" * 300), "colours": "1"})
    assert "Tệp này không phải" in page.content.decode()
    assert now_of(draft).colours == 1


def test_people_are_named_with_their_consent(owner, partner, draft):
    typed = {"name-0": "Trần Thị Mận", "role-0": "chủ nhiệm", "consent-0": "on", "name-1": "Ba"}
    owner.post(path_of(partner, "nguoi"), typed)
    second = {"name": "Ba", "role": "", "consent": False}
    assert now_of(draft).people == [*PEOPLE, second]
    page = owner.get(path_of(partner)).content.decode()
    assert "Ba chưa đồng ý" in page
    preview = page.split('class="page-preview"')[1]
    assert "Trần Thị Mận" in preview


def test_a_role_without_a_name_comes_back_as_typed(owner, partner, draft):
    page = owner.post(path_of(partner, "nguoi"), {"role-0": "thợ quay mật"})
    assert 'value="thợ quay mật"' in page.content.decode()


def test_a_typed_place_is_found_and_chosen_without_script(owner, partner, draft):
    commune = makers.commune("An Hóa", of=partner.producer.province)
    looked = {"place": "An Hóa", "visit": "Qua cầu", "action": "find"}
    page = owner.post(path_of(partner, "noi"), looked).content.decode()
    assert f'value="{commune.code}"' in page
    assert "Qua cầu" in page
    chosen = {"place": "An Hóa", "place_searched": "An Hóa", "commune": commune.code}
    owner.post(path_of(partner, "noi"), chosen | {"visit": "Qua cầu"})
    draft = now_of(draft)
    assert (draft.commune, draft.visit) == (commune, "Qua cầu")


def test_a_place_of_another_province_is_refused_and_the_words_are_kept(owner, partner, draft):
    commune = makers.commune("Mộc Châu", of=makers.province("Sơn La", code="14"))
    chosen = {"place": "Mộc Châu", "place_searched": "Mộc Châu", "commune": commune.code}
    page = owner.post(path_of(partner, "noi"), chosen | {"visit": "Qua cầu"})
    assert "Sổ đăng ký ghi" in page.content.decode()
    draft = now_of(draft)
    assert (draft.commune, draft.visit) == (None, "Qua cầu")


def test_who_writes_of_visits_leaves_the_place_that_a_colleague_chose(owner, partner, draft):
    commune = makers.commune("An Hóa", of=partner.producer.province)
    mine = hidden(owner, path_of(partner, "noi")) | {"place": "", "visit": "Qua cầu"}
    write_page(draft=draft, by=owner.user, facts={"commune": commune})
    owner.post(path_of(partner, "noi"), mine)
    draft = now_of(draft)
    assert (draft.commune, draft.visit) == (commune, "Qua cầu")
    page = owner.get(path_of(partner, "noi")).content.decode()
    assert name_place(commune) in page


def test_nothing_of_the_contact_is_shown_unless_it_is_ticked(owner, partner, draft):
    typed = {"phone": "0912 345 678", "zalo": "0987654321", "zalo_is_public": "on"}
    owner.post(path_of(partner, "lien-he"), typed)
    draft = now_of(draft)
    assert (draft.phone, draft.phone_is_public) == ("+84912345678", False)
    preview = owner.get(path_of(partner)).content.decode().split('class="page-preview"')[1]
    assert "0912 345 678" not in preview
    assert "https://zalo.me/0987654321" in preview


def test_a_number_that_cannot_be_read_comes_back_and_the_rest_is_saved(owner, partner, draft):
    page = owner.post(path_of(partner, "lien-he"), {"phone": "12", "opening_hours": "7–17 giờ"})
    assert 'value="12"' in page.content.decode()
    assert (now_of(draft).phone, now_of(draft).opening_hours) == ("", "7–17 giờ")


def test_only_films_of_known_hosts_are_taken(owner, partner, draft):
    page = owner.post(path_of(partner, "video"), {"video_url": "https://evil.vn/x"})
    assert "không phải video" in page.content.decode()
    owner.post(path_of(partner, "video"), {"video_url": "https://youtu.be/abcdefghijk?si=1"})
    assert now_of(draft).video_url == FILM


def test_a_forbidden_word_warns_at_its_step_and_stops_at_the_end(owner, partner, draft):
    owner.post(path_of(partner, "loi"), {"about": "Mật chữa khỏi ho"})
    assert "chữa khỏi" in owner.get(path_of(partner, "loi")).content.decode()
    owner.post(path_of(partner), {"viec": "gui"})
    assert now_of(draft).state == "draft"


def test_two_people_on_one_step_are_shown_both(owner, partner, draft):
    from tests.shop.workspace.conftest import browser_of

    colleague = browser_of(partner, "seller")
    mine = hidden(owner, path_of(partner, "loi")) | {"about": "Của tôi"}
    theirs = hidden(colleague, path_of(partner, "loi")) | {"about": "Của chị"}
    colleague.post(path_of(partner, "loi"), theirs)
    text = owner.post(path_of(partner, "loi"), mine).content.decode()
    assert "Của tôi" in text
    assert "Của chị" in text
    assert now_of(draft).about == "Của chị"


def test_it_is_sent_taken_back_and_thrown_away(owner, partner, draft):
    owner.post(path_of(partner), {"viec": "gui"})
    assert now_of(draft).state == "submitted"
    assert owner.get(path_of(partner, "loi")).status_code == 302
    owner.post(path_of(partner), {"viec": "lay-lai"})
    assert now_of(draft).state == "draft"
    owner.post(path_of(partner), {"viec": "bo"})
    assert not ProducerPageDraft.objects.exists()


def test_a_form_left_open_says_what_was_typed(owner, partner, draft):
    owner.post(path_of(partner), {"viec": "gui"})
    answer = owner.post(path_of(partner, "loi"), {"about": "Muộn"}, follow=True)
    assert "Muộn" in answer.content.decode()
    assert now_of(draft).about == WORDS


def test_what_the_province_asks_stands_on_today_and_on_every_step(owner, partner):
    draft = submitted_page(partner.producer, by=owner.user)
    ask_for_changes(draft=draft, by=makers.user(), reason="Chụp lại ảnh", seen=draft.version)
    for path in (f"/nguoi-ban/{partner.pk}/", path_of(partner), path_of(partner, "loi")):
        assert "Chụp lại ảnh" in owner.get(path).content.decode(), path


def test_packers_and_strangers_find_no_page(packer, stranger, partner, draft):
    for browser in (packer, stranger):
        for path in (path_of(partner), path_of(partner, "loi"), path_of(partner, "ap-phich")):
            assert browser.get(path).status_code == 404
            assert browser.post(path, {"viec": "bo", "about": "x"}).status_code in (404, 405)
    assert now_of(draft).about == WORDS


def test_who_sells_for_no_producer_is_told_so(owner, partner):
    Producer.objects.filter(partner=partner).update(partner=None)
    assert owner.get(path_of(partner)).status_code == 200
    assert owner.post(path_of(partner), {"viec": "viet"}).status_code == 404


@pytest.mark.parametrize("paper", ["A4", "A6"])
def test_the_poster_is_one_sheet_to_print(owner, partner, honey, paper):
    answer = owner.get(path_of(partner, "ap-phich"), {"kho": paper})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.count(b"/Type /Page\n") == 1


def test_no_poster_leads_to_a_page_that_is_not_there(owner, partner):
    assert owner.get(path_of(partner, "ap-phich")).status_code == 404
    makers.product(producer=partner.producer)
    assert owner.get(path_of(partner, "ap-phich")).status_code == 200
    assert owner.get(path_of(partner, "ap-phich"), {"kho": "A3"}).status_code == 404


def test_the_pages_cost_the_same_for_any_content(owner, partner, django_assert_max_num_queries):
    draft = page_draft(partner.producer, by=owner.user)
    steps = ("", "anh", "loi", "nguoi", "noi", "lien-he", "video")
    for facts in ({}, {"people": PEOPLE * 6, "video_url": FILM, "commune": makers.commune()}):
        write_page(draft=draft, by=owner.user, facts=facts)
        for step in steps:
            with django_assert_max_num_queries(20):
                owner.get(path_of(partner, step))
