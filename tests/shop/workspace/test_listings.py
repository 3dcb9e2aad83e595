"""A listing is written in steps, saved by itself, and never over what somebody else wrote."""

import re

import pytest

from catalogue.models import ListingDraft
from catalogue.reviewed_drafts.steps import ask_for_changes
from shop.workspace.listings.forms import NameForm
from tests import makers
from tests.listing_makers import FOOD_LABEL, listing_draft, submitted_draft
from tests.photo_files import photo, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(partner, owner):
    return listing_draft(partner.producer, by=owner.user, photos=0)


def path_of(draft, step: str = "") -> str:
    return f"/nguoi-ban/tin-dang/{draft.pk}/" + (f"{step}/" if step else "")


def now_of(draft) -> ListingDraft:
    draft.refresh_from_db()
    return draft


def sent(browser, draft, step: str, **typed) -> dict:
    """What a browser sends that opened the step and typed something else."""
    text = browser.get(path_of(draft, step)).content.decode()
    hidden = dict(re.findall(r'name="(seen|page)"[^>]*?value="([^"]*)"', text))
    return {name: value.replace("&quot;", '"') for name, value in hidden.items()} | typed


def name_fields(draft, **typed) -> dict:
    return {
        "title": draft.title,
        "classification": draft.classification_id or "",
        "description": draft.description,
    } | typed


def test_a_new_listing_begins_with_photographs(owner, partner):
    answer = owner.post(f"/nguoi-ban/{partner.pk}/hang/moi/")
    draft = ListingDraft.objects.get()
    assert answer.headers["Location"] == path_of(draft, "anh")
    assert draft.producer == partner.producer


def test_each_step_leads_to_the_next(owner, draft):
    answer = owner.post(path_of(draft, "ten"), name_fields(draft, title="Mật ong bạc hà"))
    assert answer.headers["Location"] == path_of(draft, "gia")
    assert now_of(draft).title == "Mật ong bạc hà"


def test_forged_fields_are_passed_over(owner, draft):
    other = makers.producer()
    typed = name_fields(draft, title="Khác") | {
        "stars": "5",
        "state": "approved",
        "producer": other.pk,
        "product": "1",
        "province": makers.province("Sơn La", code="14").pk,
        "price": "1",
        "verified": "1",
    }
    owner.post(path_of(draft, "ten"), typed)
    draft = now_of(draft)
    assert (draft.title, draft.state, draft.price) == ("Khác", "draft", 185_000)
    assert draft.producer != other
    assert draft.province == draft.producer.province


def test_a_number_that_cannot_be_read_comes_back_as_typed_and_the_rest_is_saved(owner, draft):
    page = owner.post(path_of(draft, "gia"), {"unit": "Hũ 1 kg", "price": "12.34", "stock": "5"})
    assert 'value="12.34"' in page.content.decode()
    draft = now_of(draft)
    assert (draft.unit, draft.price, draft.stock) == ("Hũ 1 kg", 185_000, 5)


def test_what_is_typed_is_saved_by_itself(owner, draft):
    typed = sent(owner, draft, "ten") | name_fields(draft, description="Ngọt hậu")
    answer = owner.post(path_of(draft, "ten"), typed, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text
    assert 'role="alert"' not in text
    assert now_of(draft).description == "Ngọt hậu"
    again = owner.post(path_of(draft, "ten"), typed | {"description": "Ngọt hậu, thơm"})
    assert again.status_code == 302
    assert now_of(draft).description == "Ngọt hậu, thơm"


def test_two_people_on_one_step_are_shown_both(owner, partner, draft):
    from tests.shop.workspace.conftest import browser_of

    colleague = browser_of(partner, "seller")
    mine = sent(owner, draft, "ten") | name_fields(draft, description="Của tôi")
    theirs = sent(colleague, draft, "ten") | name_fields(draft, description="Của chị")
    colleague.post(path_of(draft, "ten"), theirs)
    page = owner.post(path_of(draft, "ten"), mine)
    text = page.content.decode()
    assert "Của tôi" in text
    assert "Của chị" in text
    assert now_of(draft).description == "Của chị"
    choice = re.search(r'name="stays_description" value="(mine-\w+)"', text)
    assert choice
    owner.post(path_of(draft, "ten"), mine | {"stays_description": choice[1]})
    assert now_of(draft).description == "Của tôi"


def test_who_writes_another_field_leaves_theirs(owner, partner, draft):
    from tests.shop.workspace.conftest import browser_of

    colleague = browser_of(partner, "seller")
    mine = sent(owner, draft, "ten") | name_fields(draft, title="Tên mới")
    theirs = sent(colleague, draft, "ten") | name_fields(draft, description="Của chị")
    colleague.post(path_of(draft, "ten"), theirs)
    owner.post(path_of(draft, "ten"), mine)
    draft = now_of(draft)
    assert (draft.title, draft.description) == ("Tên mới", "Của chị")


def test_the_label_is_asked_item_by_item_with_a_meter(owner, draft):
    ListingDraft.objects.filter(pk=draft.pk).update(label={"storage": "Nơi mát"})
    page = owner.get(path_of(draft, "nhan")).content.decode()
    assert "Ví dụ:" in page
    assert '<meter id="nhan-do" min="0" max="6" value="2"' in page
    assert "500 ml" in page  # the net quantity, which the unit names already
    owner.post(path_of(draft, "nhan"), FOOD_LABEL)
    assert now_of(draft).label == FOOD_LABEL


def test_a_forbidden_word_warns_at_its_step_and_stops_at_the_end(owner, draft):
    owner.post(path_of(draft, "ten"), name_fields(draft, description="Chữa khỏi ho"))
    assert "chữa khỏi" in owner.get(path_of(draft, "ten")).content.decode()
    owner.post(path_of(draft), {"viec": "gui"})
    assert now_of(draft).state == "draft"


def test_photographs_come_several_at_once_and_one_that_is_none_keeps_no_other_out(owner, draft):
    files = [
        upload(photo(colour="red"), "1.jpg"),
        upload(b"x" * 200, "2.jpg"),
        upload(photo(colour="blue"), "3.jpg"),
    ]
    answer = owner.post(path_of(draft, "anh"), {"anh": files}, follow=True)
    assert "2.jpg" in answer.content.decode()
    assert draft.photos.count() == 2
    assert draft.photos.first().caption == draft.title


def test_buttons_put_photographs_in_order(owner, partner):
    draft = listing_draft(partner.producer, by=owner.user, photos=2)
    first, second = draft.photos.all()
    typed = {f"chu-thich-{first.pk}": "Mặt trước", "len": second.pk}
    owner.post(path_of(draft, "anh"), typed)
    assert list(draft.photos.all()) == [second, first]
    assert draft.photos.get(pk=first.pk).caption == "Mặt trước"
    owner.post(path_of(draft, "anh"), {"bo": first.pk})
    assert list(draft.photos.all()) == [second]


def test_a_photograph_of_another_draft_is_not_moved(owner, draft):
    other = listing_draft(photos=1)
    owner.post(path_of(draft, "anh"), {"bo": other.photos.get().pk})
    assert other.photos.count() == 1


def test_the_certificate_is_sent_as_a_photograph(owner, draft, client):
    typed = {"decision_number": "12/QĐ-UBND", "decision_date": "2026-03-05"}
    scan = upload(photo(), "giay.jpg")
    owner.post(path_of(draft, "giay"), typed | {"scan": scan})
    draft = now_of(draft)
    assert draft.decision_number == "12/QĐ-UBND"
    assert draft.scan.name.startswith("listing-papers/")
    owner.post(path_of(draft, "giay"), typed | {"code": "24-07294-1-2026"})
    assert now_of(draft).scan


def test_a_complete_listing_is_sent_and_taken_back(owner, partner):
    draft = listing_draft(partner.producer, by=owner.user)
    page = owner.get(path_of(draft)).content.decode()
    assert "Mật ong hoa tràm" in page
    owner.post(path_of(draft), {"viec": "gui"})
    assert now_of(draft).state == "submitted"
    assert owner.get(path_of(draft, "ten")).status_code == 302
    owner.post(path_of(draft), {"viec": "lay-lai"})
    assert now_of(draft).state == "draft"


def test_what_waits_for_the_province_is_not_written_by_a_form_left_open(owner, partner):
    draft = submitted_draft(partner.producer, by=owner.user)
    answer = owner.post(path_of(draft, "ten"), name_fields(draft, title="Muộn"), follow=True)
    assert now_of(draft).title != "Muộn"
    assert "Muộn" in answer.content.decode()


def test_a_draft_is_thrown_away(owner, draft):
    owner.post(path_of(draft), {"viec": "bo"})
    assert not ListingDraft.objects.exists()


def test_packers_and_strangers_find_no_draft(packer, stranger, draft, partner, honey):
    record = honey.stockrecords.get()
    for browser in (packer, stranger):
        for path in (path_of(draft), path_of(draft, "ten"), path_of(draft, "anh")):
            assert browser.get(path).status_code == 404
            assert browser.post(path, {"title": "x"}).status_code == 404
        assert browser.post(f"/nguoi-ban/{partner.pk}/hang/moi/").status_code == 404
        for word in ("sua", "chep", "hien"):
            assert browser.post(f"/nguoi-ban/hang/{record.pk}/{word}/").status_code == 404
    assert ListingDraft.objects.count() == 1


def test_a_product_is_changed_copied_and_shown_again(owner, honey):
    record = honey.stockrecords.get()
    owner.post(f"/nguoi-ban/hang/{record.pk}/sua/")
    assert ListingDraft.objects.get().product == honey
    owner.post(f"/nguoi-ban/hang/{record.pk}/chep/")
    assert ListingDraft.objects.filter(product=None, price=210_000).count() == 1
    honey.is_public = False
    honey.save()
    owner.post(f"/nguoi-ban/hang/{record.pk}/hien/")
    honey.refresh_from_db()
    assert honey.is_public


def test_the_words_of_another_producer_are_not_changed_by_its_seller(owner, partner):
    item = makers.product(price=None)
    record = makers.stock_record(item)
    record.partner = partner
    record.save()
    owner.post(f"/nguoi-ban/hang/{record.pk}/sua/")
    assert not ListingDraft.objects.exists()


def test_a_set_of_two_kinds_asks_which(owner, draft):
    node = makers.group("Thuốc", set_number=18)
    node.functional_food = node.medicine = True
    node.save()
    form = NameForm(name_fields(draft, classification=str(node.pk)), instance=draft)
    assert "legal_type" in form.fields


def test_pages_cost_the_same_for_any_number_of_photographs(
    owner, partner, django_assert_max_num_queries
):
    small = listing_draft(partner.producer, by=owner.user, photos=1)
    large = listing_draft(partner.producer, by=owner.user, photos=6, title="Mật khác")
    for draft in (small, large):
        for step in ("", "anh", "ten", "nhan", "gia", "giay"):
            with django_assert_max_num_queries(20):
                assert owner.get(path_of(draft, step)).status_code == 200


def test_what_the_province_asks_for_stands_among_todays_work(owner, partner):
    draft = submitted_draft(partner.producer, by=owner.user)
    ask_for_changes(draft=draft, by=makers.user(), reason="Ảnh mờ", seen=draft.version)
    page = owner.get(f"/nguoi-ban/{partner.pk}/").content.decode()
    assert "Tỉnh đề nghị sửa 1 tin đăng" in page
    assert path_of(draft) in page


def season_fields(**typed) -> dict:
    return {"off_season": "nhan", "where": "ca-nuoc"} | typed


def test_season_and_area_are_ticks_and_a_region_is_one(owner, draft):
    highlands = makers.region("tay-nguyen", "Tây Nguyên")
    codes = [makers.province(name, region=highlands).code for name in ("Đắk Lắk", "Gia Lai")]
    other = makers.province("Sơn La", code="14")
    typed = season_fields(months=["5", "6"], off_season="khong", where="mot-so")
    typed |= {"regions": ["tay-nguyen"], "provinces": [other.code]}
    answer = owner.post(path_of(draft, "mua-vu"), typed)
    assert answer.headers["Location"] == path_of(draft, "nhan")
    draft = now_of(draft)
    assert (draft.season_months, draft.closed_off_season) == (0b110000, True)
    assert draft.delivery_provinces == sorted([*codes, other.code])
    form = owner.get(path_of(draft, "mua-vu")).context["form"]
    assert form.initial["regions"] == ["tay-nguyen"]
    assert form.initial["provinces"] == [other.code]


def test_all_year_and_all_over_the_country_is_what_nobody_has_ticked(owner, draft):
    every = [str(month) for month in range(1, 13)]
    owner.post(path_of(draft, "mua-vu"), season_fields(months=every, off_season="khong"))
    draft = now_of(draft)
    assert (draft.season_months, draft.closed_off_season) == (0, False)
    assert draft.delivery_provinces == []


def test_some_places_have_to_be_named_and_the_months_are_kept(owner, draft):
    page = owner.post(path_of(draft, "mua-vu"), season_fields(months=["7"], where="mot-so"))
    assert page.context["form"].errors.keys() == {"regions"}
    assert now_of(draft).season_months == 0b1000000


def test_forged_months_and_provinces_are_refused(owner, draft):
    typed = season_fields(months=["13", "x"], where="mot-so", provinces=["99", "-1"])
    owner.post(path_of(draft, "mua-vu"), typed)
    draft = now_of(draft)
    assert (draft.season_months, draft.delivery_provinces) == (0, [])


def test_a_form_of_season_left_open_writes_over_nobody(owner, draft):
    opened = sent(owner, draft, "mua-vu", **season_fields())
    owner.post(path_of(draft, "mua-vu"), season_fields(months=["7"]))
    owner.post(path_of(draft, "mua-vu"), opened)
    assert now_of(draft).season_months == 0b1000000
