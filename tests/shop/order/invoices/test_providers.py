"""The provider that writes files, and the peer of the tests, keep the contract of providers."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4
from xml.etree import ElementTree as Xml

import pytest

from shop.order.invoices.file_provider import FileProvider
from shop.order.invoices.ports import InvoiceProviderDown
from tests.shop.order.invoices.provider_contract import CONTENT, ProviderContract


class TestFileProvider(ProviderContract):
    @pytest.fixture
    def provider(self):
        return FileProvider()

    def test_a_paper_says_that_it_is_a_trial(self, provider):
        made = provider.issue(str(uuid4()), CONTENT)
        xml = Xml.fromstring(provider.read(made.reference, "xml"))  # noqa: S314  # ours
        assert "không có giá trị pháp lý" in xml.findtext(".//DLieu")
        assert xml.findtext(".//NBan/Ten") == "HTX Mật & Ong"
        assert xml.findtext(".//TgTTTBSo") == "200000"
        assert xml.find(".//NMua/MST") is None

    def test_only_the_servers_user_may_read_it(self, provider):
        made = provider.issue(str(uuid4()), CONTENT)
        folder = provider.root / made.reference
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
        assert {folder.stat().st_mode & 0o777, folder.parent.stat().st_mode & 0o777} == {0o700}

    def test_twenty_hands_at_once_write_it_once(self, provider):
        key = str(uuid4())
        with ThreadPoolExecutor(20) as hands:
            made = list(hands.map(lambda _hand: provider.issue(key, CONTENT), range(20)))
        assert len(set(made)) == 1
        assert [path.name for path in (provider.root / "2026").iterdir()] == [key]

    def test_what_a_killed_process_left_is_tidied(self, provider):
        key = str(uuid4())
        half = provider.root / "2026" / f".{key}-half"
        half.mkdir(parents=True)
        provider.issue(key, CONTENT)
        assert not half.exists()

    def test_a_disk_that_takes_nothing_is_a_provider_that_is_down(self, provider, settings):
        settings.PRIVATE_ROOT.mkdir(exist_ok=True)
        (settings.PRIVATE_ROOT / "invoices").write_text("no folder")
        with pytest.raises(InvoiceProviderDown):
            provider.issue(str(uuid4()), CONTENT)

    @pytest.mark.parametrize(
        ("reference", "kind"), [("../../etc", "pdf"), ("2026/x", "json"), ("", "pdf")]
    )
    def test_no_reference_leads_out_of_the_folder(self, provider, reference, kind):
        assert provider.read(reference, kind) is None


class TestInvoicePeer(ProviderContract):
    @pytest.fixture
    def provider(self, peer):
        return peer()
