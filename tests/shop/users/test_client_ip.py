"""Who asks: never the proxy for everybody, never what a visitor wrote into a header."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from shop.users.client_ip import client_ip, client_network, parse_address

NEAR, FAR = "127.0.0.1", "10.0.0.5"
VISITOR = "203.0.113.9"


def asked(remote_addr, forwarded=None):
    meta = {"REMOTE_ADDR": remote_addr}
    if forwarded is not None:
        meta["HTTP_X_FORWARDED_FOR"] = forwarded
    return RequestFactory().get("/", **meta)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (VISITOR, VISITOR),
        (f" {VISITOR}:4711 ", VISITOR),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ('"[2001:DB8:0::1]:443"', "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:203.0.113.9", VISITOR),
    ],
)
def test_an_address_is_read_with_port_and_brackets(text, address):
    assert str(parse_address(text)) == address


@pytest.mark.parametrize("text", ["", "unknown", "_hidden", "shop.example.vn", "1.2.3", "[", "::g"])
def test_anything_else_is_no_address(text):
    assert parse_address(text) is None


@pytest.mark.parametrize("remote_addr", [NEAR, "::1", ""])
@pytest.mark.parametrize("forwarded", [f"{VISITOR}:4711", f"9.9.9.9, {VISITOR}", f"x,{VISITOR}"])
def test_a_proxy_on_the_same_machine_is_believed(remote_addr, forwarded):
    assert client_ip(asked(remote_addr, forwarded)) == VISITOR


def test_nobody_else_is_believed():
    assert client_ip(asked("198.51.100.1", VISITOR)) == "198.51.100.1"


def test_without_the_header_it_is_who_connects():
    assert client_ip(asked(NEAR)) == NEAR
    assert client_ip(asked("")) == ""


def test_a_proxy_on_another_machine_is_named(settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/24")]
    visitors = {client_ip(asked(FAR, f"{VISITOR}, 198.51.100.{n}")) for n in range(45)}
    assert len(visitors) == 45


def test_proxies_in_a_row_are_read_from_the_right(settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/24"), ip_network("2001:db8:ffff::/48")]
    chain = f"9.9.9.9, {VISITOR}, 2001:db8:ffff::7, 10.0.0.9:80"
    assert client_ip(asked(FAR, chain)) == VISITOR


def test_where_only_a_proxy_can_connect_its_last_entry_is_believed(settings):
    settings.BEHIND_PROXY = True
    assert client_ip(asked("172.18.0.3", f"9.9.9.9, {VISITOR}")) == VISITOR


def test_an_entry_that_is_no_address_ends_the_reading():
    assert client_ip(asked(NEAR, f"{VISITOR}, unknown")) == NEAR


@pytest.mark.parametrize(
    ("address", "network"),
    [
        (VISITOR, VISITOR),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.9", VISITOR),
        ("", ""),
    ],
)
def test_an_ipv6_network_counts_as_one(address, network):
    assert client_network(asked(address)) == network
