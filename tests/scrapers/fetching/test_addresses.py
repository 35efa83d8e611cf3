"""One article has one address, and private hosts are seen through their disguises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.addresses import absolute, canonical, identify, is_home, is_public, same_site
from scrapers.portal import Portal

PORTAL = Portal(slug="x", name="X", home="https://www.tinh.gov.vn/", engine="generic",
                drop_parameters=("cate",), id_pattern=r"-(\d+)\.html")  # fmt: skip
BASE = "https://www.tinh.gov.vn"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/tin/a-b?utm_source=zalo&id=7", "/tin/a-b?id=7"),
        ("/tin/a-b;jsessionid=1F2E.node1?id=7", "/tin/a-b?id=7"),
        ("/webcenter/p?dDocName=PORTAL7&_afrLoop=12&_afrWindowMode=0", "/webcenter/p?dDocName=PORTAL7"),
        ("/c?articleId=7&p_p_id=101_INSTANCE_x&p_p_lifecycle=0&p_p_state=maximized",
         "/c?articleId=7&p_p_id=101_INSTANCE_x"),
        ("/-/asset/7?p_p_id=101_INSTANCE_x&_101_INSTANCE_x_redirect=%2F", "/-/asset/7"),
        ("/tin?b=2&a=1#binh-luan", "/tin?a=1&b=2"),
        ("/tin?nid=7&cate=3", "/tin?nid=7"),
        ("/tin?nid=7&amp=1", "/tin?nid=7"),
        ("", "/"),
    ],
)  # fmt: skip
def test_canonical(written, expected):
    assert canonical(BASE + written, PORTAL) == BASE + expected


def test_scheme_follows_the_portal():
    assert canonical("http://www.tinh.gov.vn/a", PORTAL) == f"{BASE}/a"


def test_number_in_the_address_identifies_whatever_the_category():
    assert identify(f"{BASE}/kinh-te/x-12.html", PORTAL) == identify(f"{BASE}/y-12.html", PORTAL)
    assert identify(f"{BASE}/x-12.html", PORTAL) != identify(f"{BASE}/x-13.html", PORTAL)


@given(st.sampled_from(["/a", "/a/b?x=1", "/ca tin", "/%C4%91", "/đ?ă=â"]), st.text(max_size=12))
def test_canonical_of_the_canonical_is_itself(path, tail):
    once = canonical(f"{BASE}{path}{tail.replace('#', '').replace('?', '')}", PORTAL)
    assert canonical(once, PORTAL) == once


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "no address",
    ],
)  # fmt: skip
def test_private(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["113.160.0.1", "2001:ee0::1", "64:ff9b::7170:1"])
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "link", ["", "#", "javascript:void(0)", "mailto:a@b.vn", "ftp://a/b", "http://[", "tel:1"]
)
def test_links_that_lead_nowhere(link):
    assert absolute(BASE, link) is None


def test_home_and_site():
    assert is_home("http://tinh.gov.vn/index.php", PORTAL)
    assert not is_home("http://tinh.gov.vn/index.php?p=7", PORTAL)
    assert same_site("http://tinh.gov.vn/a", PORTAL)
    assert not same_site("http://xtinh.gov.vn/a", PORTAL)
