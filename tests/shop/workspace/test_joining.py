"""Joining by the pages: found in the register, claimed or applied for, followed, completed."""

import pytest

from shop.onboarding.decisions import accept_claim, ask_for_changes, make_contact_code
from shop.partner.models import ProducerClaim, SellerPaper
from tests import makers, onboarding_makers, photo_files
from tests.shop.dashboard.conftest import roles, signed_in  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

JOIN = "/nguoi-ban/tham-gia/"


@pytest.fixture
def producer():
    return makers.producer("Hợp tác xã Cây Tràm")


@pytest.fixture
def visitor():
    return signed_in(makers.user(first_name="Lan"))


@pytest.fixture
def steward(producer):
    return onboarding_makers.steward(producer.province)


def names(answer) -> list[str]:
    return [match.name for match in answer.context["matches"]]


def claim_of(visitor, producer, **stated):
    return onboarding_makers.claim(producer, applicant=visitor.user, **stated)


def test_strangers_are_asked_to_sign_in(client, producer):
    for path in (JOIN, f"{JOIN}nhan/{producer.pk}/", f"{JOIN}moi/", f"{JOIN}ho-so/1/sua/"):
        assert "/dang-nhap/" in client.get(path)["Location"]


@pytest.mark.parametrize("text", ["cay tram", "CÂY TRÀM", "tram vinh long", "hợp tác xã cây tràm"])
def test_a_producer_is_found_by_words_with_and_without_marks(visitor, producer, text):
    makers.producer("Hợp tác xã khác")
    assert names(visitor.get(JOIN, {"q": text})) == [producer.name]


def test_a_producer_is_found_by_code_decision_and_tax_code(visitor, producer):
    certificate = makers.product(producer=producer).certificates.get()
    producer.tax_code = onboarding_makers.TAX_CODE
    producer.save()
    for text in (certificate.code, "1234/QĐ-UBND", "0100 109 106"):
        assert producer.name in names(visitor.get(JOIN, {"q": text})), text


@pytest.mark.parametrize("text", ["", "x", "%", "🌶️", "a" * 300, "khong co ai"])
def test_nonsense_finds_nothing_and_breaks_nothing(visitor, producer, text):
    assert visitor.get(JOIN, {"q": text}).status_code == 200


def test_a_nameless_producer_is_nobodys(visitor):
    makers.producer("Sản phẩm lẻ", name_is_stated=False)
    assert names(visitor.get(JOIN, {"q": "san pham le"})) == []


def test_a_claim_is_sent_and_followed(visitor, producer):
    path = f"{JOIN}nhan/{producer.pk}/"
    answer = visitor.post(path, onboarding_makers.STATED)
    claim = ProducerClaim.objects.get()
    assert answer["Location"] == f"{JOIN}ho-so/{claim.pk}/"
    assert claim.contact_phone == "+84912345678"
    assert claim.number in visitor.get(answer["Location"]).content.decode()
    assert claim.number in visitor.get(JOIN).content.decode()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("tax_code", "0100109107"),
        ("tax_code", "abc"),
        ("product_code", "24-1"),
        ("contact_phone", "12"),
        ("contact_name", "\u200b"),
    ],
)
def test_what_cannot_be_right_is_said_and_stays(visitor, producer, field, text):
    posted = onboarding_makers.STATED | {field: text}
    answer = visitor.post(f"{JOIN}nhan/{producer.pk}/", posted)
    assert answer.context["form"].errors[field]
    assert "Giám đốc" in answer.content.decode()
    assert not ProducerClaim.objects.exists()


def test_one_number_of_a_certificate_is_enough_and_none_is_not(visitor, producer):
    path = f"{JOIN}nhan/{producer.pk}/"
    bare = onboarding_makers.STATED | {"product_code": "", "decision_number": ""}
    assert visitor.post(path, bare).context["form"].errors["product_code"]
    assert visitor.post(path, bare | {"decision_number": "5/QĐ-UBND"}).status_code == 302


def test_the_second_is_told_of_the_first_and_of_an_owner(visitor, producer):
    onboarding_makers.claim(producer)
    path = f"{JOIN}nhan/{producer.pk}/"
    assert visitor.get(path).context["match"].is_claimed
    makers.membership(producer.partner)
    assert visitor.get(path).context["match"].has_members


def test_forged_fields_change_nothing(visitor, producer):
    forged = {"state": "accepted", "decided_by": visitor.user.pk, "province": "1", "stars": "5"}
    forged |= {"producer": makers.producer("Khác").pk, "name": "Tên khác", "code_confirmed_at": "x"}
    visitor.post(f"{JOIN}nhan/{producer.pk}/", onboarding_makers.STATED | forged)
    claim = ProducerClaim.objects.get()
    assert (claim.producer, claim.state, claim.name) == (producer, "sent", producer.name)
    assert (claim.decided_by, claim.code_confirmed_at) == (None, None)


def test_a_new_producer_names_its_place(visitor):
    commune = makers.commune()
    posted = onboarding_makers.STATED | {"name": "Hộ Bảy", "kind": "ho_kinh_doanh"}
    posted |= {"address": "Ấp 3", "province": commune.province.code, "commune": commune.code}
    answer = visitor.post(f"{JOIN}moi/", posted | {"action": "communes"})
    assert answer.status_code == 200
    assert 'value="Hộ Bảy"' in answer.content.decode()
    visitor.post(
        f"{JOIN}moi/", posted | {"action": "send", "province_listed": commune.province.code}
    )
    claim = ProducerClaim.objects.get()
    assert (claim.producer, claim.commune, claim.province) == (None, commune, commune.province)


def test_it_is_completed_after_the_province_asked(visitor, producer, steward):
    claim = claim_of(visitor, producer)
    ask_for_changes(claim=claim, by=steward, reason="Xin gửi số quyết định mới.")
    path = f"{JOIN}ho-so/{claim.pk}/"
    assert "Xin gửi số quyết định mới." in visitor.get(path).content.decode()
    assert "Xin gửi số quyết định mới." in visitor.get(f"{path}sua/").content.decode()
    visitor.post(f"{path}sua/", onboarding_makers.STATED | {"decision_number": "9/QĐ-UBND"})
    claim.refresh_from_db()
    assert (claim.state, claim.decision_number) == ("sent", "9/QĐ-UBND")


def test_a_new_producer_corrects_its_name_and_keeps_its_place(visitor):
    claim = onboarding_makers.application(applicant=visitor.user)
    path = f"{JOIN}ho-so/{claim.pk}/sua/"
    page = visitor.get(path)
    initial = page.context["form"].initial
    names_of_form = page.context["form"].fields
    posted = {name: initial.get(name) or "" for name in names_of_form}
    posted |= {"name": "Hợp tác xã Sửa Tên", "action": "send"}
    assert visitor.post(path, posted).status_code == 302
    claim.refresh_from_db()
    assert (claim.name, claim.version) == ("Hợp tác xã Sửa Tên", 2)


def test_others_applications_do_not_exist(visitor, producer):
    claim = onboarding_makers.claim(producer)
    paper = onboarding_makers.paper(claim=claim)
    own = f"{JOIN}ho-so/{claim.pk}/"
    for word in ("", "sua/", "rut/", "ma/", "giay-to/", f"giay-to/{paper.pk}/"):
        assert visitor.get(own + word).status_code == 404, word
        assert visitor.post(own + word, {"code": "1"}).status_code in (404, 405), word
    claim.refresh_from_db()
    assert claim.state == "sent"


def test_it_is_taken_back_after_a_question(visitor, producer):
    claim = claim_of(visitor, producer)
    path = f"{JOIN}ho-so/{claim.pk}/rut/"
    assert visitor.get(path).status_code == 200
    visitor.post(path)
    claim.refresh_from_db()
    assert claim.state == "withdrawn"


def test_the_code_is_typed_with_spaces_and_a_wrong_one_stays(visitor, producer, steward):
    claim = claim_of(visitor, producer)
    path = f"{JOIN}ho-so/{claim.pk}/ma/"
    code = make_contact_code(claim=claim, contact="0270 382 5678", by=steward)
    wrong = visitor.post(path, {"code": "1" * 8})
    assert 'value="11111111"' in wrong.content.decode()
    visitor.post(path, {"code": f"{code[:4]} {code[4:]}"})
    claim.refresh_from_db()
    assert claim.code_confirmed_at is not None


def paper_fields(**more) -> dict:
    fields = {"kind": "registration", "number": "41A8", "issuer": "Phòng Tài chính"}
    return fields | {"file": photo_files.upload(photo_files.photo())} | more


def test_a_paper_is_added_and_only_its_people_read_it(visitor, producer, client):
    claim = claim_of(visitor, producer)
    path = f"{JOIN}ho-so/{claim.pk}/giay-to/"
    visitor.post(path, paper_fields())
    paper = SellerPaper.objects.get()
    answer = visitor.get(f"{path}{paper.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert answer.getvalue()
    with pytest.raises(ValueError, match="no URL"):
        paper.file.url  # noqa: B018 - there is none
    assert "/dang-nhap/" in client.get(f"{path}{paper.pk}/")["Location"]


def test_a_paper_that_ended_or_is_no_picture_is_refused_and_the_words_stay(visitor, producer):
    claim = claim_of(visitor, producer)
    path = f"{JOIN}ho-so/{claim.pk}/giay-to/"
    ended = visitor.post(path, paper_fields(ends_on="2020-01-01"))
    assert ended.context["form"].errors["ends_on"]
    assert 'name="file-kept"' in ended.content.decode()
    script = photo_files.upload(b"<script>alert(1)</script>", "a.html", "text/html")
    assert visitor.post(path, paper_fields(file=script)).context["form"].errors["file"]
    assert not SellerPaper.objects.exists()


def test_who_was_accepted_is_led_in_and_the_papers_are_the_sellers(visitor, producer, steward):
    claim = claim_of(visitor, producer)
    paper = onboarding_makers.paper(claim=claim)
    accept_claim(claim=claim, version=1, by=steward)
    assert visitor.get("/nguoi-ban/")["Location"] == f"/nguoi-ban/{producer.partner_id}/"
    assert visitor.get(f"{JOIN}ho-so/{claim.pk}/").status_code == 200
    assert visitor.get(f"{JOIN}ho-so/{claim.pk}/giay-to/{paper.pk}/").status_code == 404


def test_pages_stay_cheap(visitor, producer, django_assert_max_num_queries):
    claim = claim_of(visitor, producer)
    for number in range(12):
        makers.product(producer=makers.producer(f"Cơ sở Cây Tràm {number}"))
    own = f"{JOIN}ho-so/{claim.pk}/"
    for path in (f"{JOIN}?q=cay+tram", f"{JOIN}nhan/{producer.pk}/", own, f"{own}sua/"):
        with django_assert_max_num_queries(20):
            assert visitor.get(path).status_code == 200
