"""What a proxy is called in a message and in what is kept of it: host and port, never its user or password."""

import pytest

from lmb_desktop.gateways.web_guard import proxy_name

URL = "https://api.example/"


@pytest.mark.parametrize(
    "password", ["c4n4ry", "12/c4n4ry", "12#c4n4ry", "12?c4n4ry", "c4n@4ry", "c4n:4ry", "a://c4n4ry"]
)
@pytest.mark.parametrize("scheme", ["http://", "https://", "socks5h://", ""])
def test_neither_user_nor_password_is_named_however_it_was_written(scheme: str, password: str) -> None:
    name = proxy_name(URL, {"https": f"{scheme}clerk:{password}@proxy.example:8080/"})
    assert name == "proxy.example:8080"


@pytest.mark.parametrize("written", ["http://proxy.example:8080", "http://proxy.example:8080/a", "proxy.example:8080"])
def test_host_and_port_are_named(written: str) -> None:
    assert proxy_name(URL, {"all": written}) == "proxy.example:8080"


def test_without_a_proxy_there_is_no_name() -> None:
    assert proxy_name(URL, {}) == ""
