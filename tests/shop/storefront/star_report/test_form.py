"""Reporting a false star: what is asked, what is kept, what a second press does."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from catalogue.models import PendingUpload, StarReport
from shop.mail.delivery import deliver_due
from shop.storefront.star_report import views
from shop.storefront.star_report.forms import StarReportForm
from shop.users.throttling import Limit
from tests import makers
from tests.photo_files import photo, upload

URL = "/bao-sao-sai/"
TYPED = {"product_text": "Mật ong Sa Pa", "fault": "not_certified", "place_seen": "Chợ Bến Thành"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(client, clock):
    """Sends the form as somebody does who has read it."""

    def send(path: str = URL, **typed):
        fresh = {"submission": str(uuid4()), "opened": StarReportForm()["opened"].value()}
        clock.shift(timedelta(seconds=40))
        return client.post(path, TYPED | fresh | typed)

    return send


def problems(answer) -> list[str]:
    assert answer.status_code == 200
    return sorted(answer.context["form"].errors)


def test_a_report_needs_no_account_and_gets_a_number_and_a_private_page(client, sent):
    answer = sent()
    report = StarReport.objects.get()
    assert answer.headers["Location"] == f"{URL}{report.token}/"
    page = client.get(answer.headers["Location"])
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert report.number in page.content.decode()
    assert (report.product_text, report.due_on) == ("Mật ong Sa Pa", date(2026, 12, 6))


@pytest.mark.parametrize("token", ["x", "1", "A" * 32])
def test_no_other_link_opens_a_report(client, sent, token):
    sent()
    assert client.get(f"{URL}{token}/").status_code == 404


def test_the_page_of_a_product_leads_to_a_form_that_knows_it(client, sent):
    product = makers.product("Mật ong bạc hà Mèo Vạc")
    url = f"{URL}?san-pham={product.slug}"
    assert url in client.get(product.get_absolute_url()).content.decode()
    assert "Mật ong bạc hà Mèo Vạc" in client.get(url).content.decode()
    sent(product_slug=product.slug, product_text="")
    assert StarReport.objects.get().product == product


def test_what_names_no_product_of_ours_is_asked_for_in_words(client, sent):
    hidden = makers.product("Rượu ngô", is_public=False)
    for slug in ("khong-co", "'", hidden.slug):
        assert client.get(URL, {"san-pham": slug}).context["form"].product is None
        assert problems(sent(product_slug=slug, product_text="")) == ["product_text"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"fault": ""}, "fault"),
        ({"fault": "stolen"}, "fault"),
        ({"product_text": " "}, "product_text"),
        ({"fault": "other"}, "details"),
        ({"email": "an@"}, "email"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(sent, typed, field):
    answer = sent(**{"details": "", **typed})
    assert problems(answer) == [field]
    assert "Chợ Bến Thành" in answer.content.decode()
    assert not StarReport.objects.exists()


def test_a_photograph_alone_names_the_goods_and_is_private(sent, client):
    sent(product_text="", photo=upload(photo()))
    report = StarReport.objects.get()
    assert report.photo.storage.exists(report.photo.name)
    with pytest.raises(ValueError, match="no URL"):
        _ = report.photo.url
    assert client.get(f"/media/{report.photo.name}").status_code == 404


def test_a_photograph_is_kept_while_something_else_is_wrong(sent):
    answer = sent(product_text="", fault="", photo=upload(photo(), "vo-hop.jpg"))
    kept = PendingUpload.objects.get()
    assert kept.owner is None
    assert kept.token in answer.content.decode()
    sent(product_text="", **{"photo-kept": kept.token})
    assert StarReport.objects.get().photo


def test_nobody_gets_a_photograph_of_an_account_by_its_token(sent):
    owned = PendingUpload.objects.create(
        owner=makers.user(), file="pending/x.jpg", name="x.jpg", created_at=timezone.now()
    )
    assert problems(sent(**{"photo-kept": owned.token})) == ["photo"]


def test_pressing_twice_is_one_report_and_one_email(sent):
    submission = str(uuid4())
    first = sent(submission=submission, email="an@example.vn")
    second = sent(submission=submission, email="an@example.vn")
    assert first.headers["Location"] == second.headers["Location"]
    assert StarReport.objects.count() == 1
    deliver_due()
    (email,) = mail.outbox
    assert email.to == ["an@example.vn"]
    assert StarReport.objects.get().token in email.body


def test_without_an_address_nobody_is_written_to(sent):
    sent(phone="0912 345 678")
    deliver_due()
    assert mail.outbox == []
    assert StarReport.objects.get().reporter_phone == "+84912345678"


def test_who_answers_faster_than_people_read_presses_once_more(client):
    answer = client.post(URL, TYPED | {"opened": StarReportForm()["opened"].value()})
    assert problems(answer) == ["__all__"]
    assert "Mật ong Sa Pa" in answer.content.decode()


def test_a_made_up_time_of_opening_is_not_believed(sent):
    assert problems(sent(opened="1:x:y")) == ["__all__"]


def test_the_field_for_programs_is_hidden_until_something_fills_it_in(client, sent):
    page = client.get(URL).content.decode()
    assert page.count('aria-hidden="true"') > sent(website="x").content.decode().count(
        'aria-hidden="true"'
    )
    assert not StarReport.objects.exists()


def test_too_many_reports_wait_and_keep_what_was_typed(sent, monkeypatch):
    monkeypatch.setattr(views, "REPORTS", Limit("star-report-test", tries=1, seconds=600))
    sent()
    answer = sent(details="Tem dán đè lên tem khác.")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    assert "Tem dán đè lên tem khác." in answer.content.decode()
    assert StarReport.objects.count() == 1


def test_the_reporter_of_an_english_page_reads_english(sent, client):
    answer = sent("/en/bao-sao-sai/", email="an@example.com")
    assert answer.headers["Location"].startswith("/en/bao-sao-sai/")
    deliver_due()
    assert "We have your report" in mail.outbox[0].subject
    assert StarReport.objects.get().language == "en"


def test_footer_and_star_check_lead_to_the_form(client):
    assert f'href="{URL}"' in client.get("/kiem-tra-sao/?q=khong+co+gi").content.decode()
