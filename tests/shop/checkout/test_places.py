"""The place of delivery: typed and found, or chosen from lists; with script by suggestions."""

import re
from datetime import date

import pytest

from catalogue.models import FormerCommune, FormerCommuneSuccessor
from catalogue.places import forget_index
from shop.order.models import Order
from tests import makers
from tests.shop.conftest import TYPED

pytestmark = pytest.mark.django_db

FORM, PLACES = "/thanh-toan/", "/thanh-toan/noi-nhan/"


@pytest.fixture(autouse=True)
def _own_places():
    forget_index()
    yield
    forget_index()


@pytest.fixture
def old_ward(commune):
    """Phường 5, Quận 3 of old, which became two wards."""
    city = makers.province("Hồ Chí Minh")
    wards = [makers.commune(name, of=city) for name in ("Bàn Cờ", "Xuân Hòa")]
    old = FormerCommune.objects.create(
        name="Phường 5",
        kind="phuong",
        district="Quận 3",
        district_code="770",
        code="27154",
        former_province=makers.former_province("Hồ Chí Minh", current=city),
    )
    for position, ward in enumerate(wards):
        FormerCommuneSuccessor.objects.create(former_commune=old, commune=ward, position=position)
    forget_index()
    return wards


def typed(buyer, place, **extra):
    """Fill the form with a typed place instead of the lists."""
    return buyer.fill(**{"province": "", "commune": "", "place": place} | extra)


def test_a_place_that_can_mean_one_commune_is_proposed_and_never_taken(buyer):
    buyer.add(makers.product())
    page = typed(buyer, "bến tre, vĩnh long")
    assert page.status_code == 200
    assert "commune" in page.context["form"].errors
    text = page.content.decode()
    (marked,) = re.findall(r'<input type="radio"[^>]*checked', text)
    assert f'value="{buyer.commune.code}"' in marked
    for kept in ("bến tre, vĩnh long", "Nguyễn Thị Sáu", "0912 345 678", "12 ấp Phú Nhuận"):
        assert kept in text
    assert buyer.client.get("/thanh-toan/xem-lai/").url == FORM
    answer = typed(buyer, "bến tre, vĩnh long", commune=buyer.commune.code)
    assert answer.url == "/thanh-toan/xem-lai/"
    buyer.place(buyer.review())
    assert Order.objects.get().submission.commune == buyer.commune


def test_an_old_ward_offers_the_wards_of_today_and_takes_the_chosen_one(buyer, old_ward):
    buyer.add(makers.product())
    page = typed(buyer, "Phường 5, Quận 3")
    assert page.status_code == 200
    assert "commune" in page.context["form"].errors
    text = page.content.decode()
    assert "Phường Bàn Cờ" in text
    assert "Phường Xuân Hòa" in text
    assert 'value="Phường 5, Quận 3"' in text
    assert "12 ấp Phú Nhuận" in text
    assert not re.findall(r'<input type="radio"[^>]*checked', text)
    answer = typed(buyer, "Phường 5, Quận 3", commune=old_ward[1].code)
    assert answer.url == "/thanh-toan/xem-lai/"
    buyer.place(buyer.review())
    submission = Order.objects.get().submission
    assert submission.commune == old_ward[1]
    assert submission.former_place == "Phường 5, Quận 3, Hồ Chí Minh"


def test_words_changed_after_choosing_count_and_ask_again(buyer, old_ward):
    buyer.add(makers.product())
    chosen = {"commune": old_ward[1].code, "place_searched": "Phường 5, Quận 3"}
    page = typed(buyer, "bến tre, vĩnh long", **chosen)
    assert "commune" in page.context["form"].errors
    page = typed(buyer, "Quận 3", **chosen)
    assert "commune" in page.context["form"].errors
    assert buyer.client.get("/thanh-toan/xem-lai/").url == FORM


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_suggestion_that_was_chosen_is_accepted_in_either_language(buyer, old_ward, language):
    buyer.add(makers.product())
    (item,) = buyer.client.get(f"{language}{PLACES}", {"q": "Xuân Hòa"}).json()["items"]
    posted = TYPED | {"place": item["label"], "commune": item["code"]}
    answer = buyer.client.post(f"{language}{FORM}", posted)
    assert answer.url == f"{language}/thanh-toan/xem-lai/"
    answer = buyer.client.post(f"{language}{FORM}", posted | {"place": item["label"] + " 2"})
    assert answer.status_code == 200


def test_the_old_name_is_seen_on_every_page_and_in_the_emails(
    buyer, old_ward, emails_go, mailoutbox
):
    buyer.add(makers.product())
    was = "(trước là Phường 5, Quận 3, Hồ Chí Minh)"
    (item, _other) = buyer.client.get(PLACES, {"q": "p5 q3"}).json()["items"]
    typed(buyer, item["label"], commune=item["code"], place_searched="p5 q3")
    assert was in " ".join(buyer.client.get("/thanh-toan/xem-lai/").content.decode().split())
    order_page = buyer.place(buyer.review()).url
    for url in (order_page, f"{order_page}bien-nhan/"):
        assert was in " ".join(buyer.client.get(url).content.decode().split())
    (letter,) = (each for each in mailoutbox if each.to == ["sau@example.vn"])
    assert was in letter.body
    assert all(was in content for content, _type in letter.alternatives)


def test_a_province_alone_offers_its_communes_in_a_list(buyer, old_ward):
    buyer.add(makers.product())
    page = typed(buyer, "TP Hồ Chí Minh").content.decode()
    assert '<select name="commune"' in page
    assert "Phường Bàn Cờ" in page
    assert typed(buyer, "TP Hồ Chí Minh", commune=old_ward[0].code).url == "/thanh-toan/xem-lai/"


def test_a_commune_that_is_not_in_its_district_is_said_to_be_missing(buyer, old_ward):
    buyer.add(makers.product())
    page = typed(buyer, "Xã Tân Lập, Quận 3").content.decode()
    assert "“Xã Tân Lập”" in page
    assert "Phường Bàn Cờ" in page


def test_the_button_find_shows_the_places_and_keeps_what_was_typed(buyer, old_ward):
    buyer.add(makers.product())
    facts = {"place": "phuong 5 quan 3", "name": "Sáu", "gift": "Chúc mừng", "action": "find"}
    assert buyer.client.post(FORM, facts).url == "/thanh-toan/#where"
    page = buyer.client.get(FORM).content.decode()
    assert f'value="{old_ward[0].code}"' in page
    for text in ("Sáu", "Chúc mừng", "phuong 5 quan 3"):
        assert text in page


def test_an_unknown_place_is_said_beside_the_field(buyer):
    buyer.add(makers.product())
    assert "place" in typed(buyer, "Xứ sở thần tiên").context["form"].errors
    assert "place" in typed(buyer, "").context["form"].errors


def test_a_commune_that_the_place_does_not_mean_is_refused(buyer, old_ward):
    buyer.add(makers.product())
    page = typed(buyer, "Phường 5, Quận 3", commune=buyer.commune.code)
    assert "commune" in page.context["form"].errors


def test_a_place_typed_anew_puts_the_chosen_province_aside(buyer, old_ward):
    buyer.add(makers.product())
    buyer.fill(name="")
    page = buyer.fill(place="Phường 5, Quận 3")
    assert page.status_code == 200
    assert page.context["form"]["province"].value() in (None, "")
    assert "Phường Bàn Cờ" in page.content.decode()


def test_suggestions_are_json_with_name_code_and_old_name(client, old_ward):
    answer = client.get(PLACES, {"q": "p.5 q.3"})
    first = answer.json()["items"][0]
    assert first["label"].startswith("Phường Bàn Cờ")
    assert first["code"] == old_ward[0].code
    assert "Quận 3" in first["note"]
    assert "max-age=3600" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("spelling", ["Hoà Bình", "Hòa Bình", "tỉnh Hòa Bình"])
@pytest.mark.parametrize("between", [", ", " "])
def test_an_old_address_with_its_words_is_suggested_in_either_spelling(client, spelling, between):
    today = makers.commune("Mai Hạ", of=makers.province("Phú Thọ"))
    old = FormerCommune.objects.create(
        name="Mai Hạ",
        kind="xa",
        district="Mai Châu",
        district_code="156",
        code="05212",
        former_province=makers.former_province("Hòa Bình", current=today.province),
    )
    FormerCommuneSuccessor.objects.create(former_commune=old, commune=today, position=0)
    forget_index()
    typed = between.join(["Xã Mai Hạ", "huyện Mai Châu", spelling])
    (item,) = client.get(PLACES, {"q": typed}).json()["items"]
    assert item["code"] == today.code
    assert "Hòa Bình" in item["note"]


@pytest.mark.parametrize("text", ["", "a", "<script>", "%%%", "ế" * 3000])
def test_suggestions_for_nonsense_are_an_empty_list(client, commune, text):
    assert client.get(PLACES, {"q": text}).json()["items"] == []


def test_suggestions_are_throttled(client, commune, monkeypatch):
    monkeypatch.setattr("shop.users.throttling.Limit.wait_for", lambda self, key: 30)
    answer = client.get(PLACES, {"q": "ben tre"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "30"
    assert "public" not in answer.get("Cache-Control", "")


def test_suggestions_cost_few_queries(client, old_ward, django_assert_max_num_queries):
    client.get(PLACES, {"q": "quan 3"})
    with django_assert_max_num_queries(6):
        client.get(PLACES, {"q": "quan 3"})


def test_the_province_remembered_is_the_one_that_basket_and_checkout_begin_with(buyer, old_ward):
    product = makers.product()
    buyer.client.get(f"{product.get_absolute_url()}?giao_den=ho-chi-minh")
    buyer.add(product)
    assert "Hồ Chí Minh" in buyer.client.get("/gio-hang/").content.decode()
    form = buyer.client.get(FORM).context["form"]
    assert form["province"].value() == old_ward[0].province.code
    assert (old_ward[0].code, "Phường Bàn Cờ") in form.fields["commune"].choices


def test_a_place_typed_beside_the_remembered_province_counts(buyer, old_ward):
    product = makers.product()
    city = old_ward[0].province
    buyer.client.get(f"{product.get_absolute_url()}?giao_den={city.slug}")
    buyer.add(product)
    listed = {"province": city.code, "province_listed": city.code, "place_searched": ""}
    page = typed(buyer, "bến tre, vĩnh long", **listed)
    assert page.context["form"]["province"].value() in (None, "")
    assert "Phường Bến Tre" in page.content.decode()


def test_an_order_remembers_its_province(buyer):
    buyer.add(makers.product())
    buyer.fill()
    assert buyer.client.cookies["giao_den"].value == buyer.commune.province.slug


def test_a_giver_abroad_leaves_a_number_and_finds_the_order_by_it(buyer):
    buyer.add(makers.product())
    answer = buyer.fill(phone="+1 415 555 2671")
    assert "phone" in answer.context["form"].errors
    assert "buyer_phone" in buyer.fill(buyer_phone="415 555 2671").context["form"].errors
    assert buyer.fill(phone="028 3829 5678", buyer_phone="+1 415 555 2671").status_code == 302
    assert "+1 415-555-2671" in buyer.client.get("/thanh-toan/xem-lai/").content.decode()
    page = buyer.client.get(buyer.place(buyer.review()).url).content.decode()
    assert "028 3829 5678" in page
    assert "+1 415-555-2671" in page
    order = Order.objects.get()
    found = {"number": order.number, "phone": "+14155552671"}
    assert buyer.client.post("/don-hang/tra-cuu/", found).status_code == 302


def test_days_of_delivery_are_said_on_review_order_and_email(buyer, clock, emails_go, mailoutbox):
    buyer.add(makers.product())
    buyer.fill()
    review = " ".join(buyer.client.get("/thanh-toan/xem-lai/").content.decode().split())
    said = "Dự kiến giao: thứ Năm 26/11 – thứ Sáu 27/11."
    html = "Dự kiến giao: <strong>thứ Năm 26/11 – thứ Sáu 27/11</strong>."
    assert html in review
    url = buyer.place(buyer.review()).url
    assert html in " ".join(buyer.client.get(url).content.decode().split())
    (email,) = (each for each in mailoutbox if each.to == ["sau@example.vn"])
    assert said in email.body
    assert all(html in " ".join(content.split()) for content, _type in email.alternatives)
    (producer_order,) = Order.objects.get().producer_orders.all()
    promised = (producer_order.promised_from, producer_order.promised_until)
    assert promised == (date(2026, 11, 26), date(2026, 11, 27))
