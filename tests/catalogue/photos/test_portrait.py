"""The picture of a producer, on the administrator's form."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from catalogue.models import PendingUpload
from tests import makers, photo_files
from tests.photo_files import from_a_phone, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    browser = Client()
    browser.force_login(makers.user(is_superuser=True, is_staff=True))
    return browser


def send(browser, producer, **changed):
    data = {
        "name": producer.name,
        "slug": producer.slug,
        "kind": producer.kind,
        "province": producer.province_id,
        "partner": producer.partner_id or "",
    } | changed
    return browser.post(reverse("admin:catalogue_producer_change", args=[producer.pk]), data)


def test_it_is_taken_in_like_every_photograph(administrator):
    producer = makers.producer()
    assert send(administrator, producer, portrait=upload(from_a_phone())).status_code == 302
    producer.refresh_from_db()
    with default_storage.open(producer.portrait.name) as file:
        assert photo_files.PLACE not in file.read()


def test_it_is_kept_while_the_name_is_missing(administrator):
    producer = makers.producer()
    page = send(administrator, producer, name="", portrait=upload(from_a_phone()))
    token = PendingUpload.objects.get().token
    assert token in page.content.decode()
    assert send(administrator, producer, **{"portrait-kept": token}).status_code == 302
    producer.refresh_from_db()
    assert producer.portrait.name.startswith("photos/")


def test_what_is_stored_is_shown_and_can_be_taken_away(administrator):
    producer = makers.producer()
    send(administrator, producer, portrait=upload(from_a_phone()))
    page = administrator.get(reverse("admin:catalogue_producer_change", args=[producer.pk]))
    assert "portrait-clear" in page.content.decode()
    send(administrator, producer, **{"portrait-clear": "on"})
    producer.refresh_from_db()
    assert not producer.portrait
