"""A-20 and A-21: the way to a service, and the clock of this computer."""

from __future__ import annotations

from collections.abc import Callable

from lmb_desktop.gateways import web_guard
from tests.gateways.network.proxy_server import Conduct
from tests.journeys import screen, walk, web_view
from tests.journeys.messages import network
from tests.journeys.messages.acts import starts_again, tries_again
from tests.journeys.messages.case import Case, Step
from tests.journeys.messages.network import Certificate
from tests.journeys.messages.stage import Stage, sign_in

AGAIN = "Try again"
KEPT = "Your details are kept; try again when you are online."
PAGE = "<!doctype html><title>Hotel Wi-Fi</title><p>Sign in"
INSPECTED = (
    "Nothing was sent to Amazon. Most likely one of these: this network, or a security program on this computer, "
    "replaces certificates to look into secure connections; this network wants you to sign in first; somebody pretends "
    "to be Amazon. Ask whoever looks after the network to let 127.0.0.1 through unchanged, or use another network."
)
CLOCK, DATE = (f"That makes sign-ins fail. Correct the {what} and try again." for what in ("clock", "date"))
MINUTES, DAYS = 20, 4
TOKEN = "amazon_token"


def verify(stage: Stage, seller: str = "harbour-tea", *, is_mws: bool = False) -> None:
    """Verify a seller's details."""
    stage.verify(stage.brought(seller, method="mws" if is_mws else "sp-api"), is_mws=is_mws)


def after(make: Callable[[Stage], object], seller: str = "harbour-tea") -> Step:
    """Return a fault that is made before the program starts, and details that are verified then."""

    def provoke(stage: Stage) -> None:
        make(stage)
        verify(stage, seller)

    return provoke


def switched_off(stage: Stage) -> None:
    """Switch the services off between the last key and Verify."""
    stage.page_three()
    stage.paste_details(stage.brought("harbour-tea"))
    stage.server.stop()
    screen.click("verifyButton")


def slow(stage: Stage) -> None:
    """Let Amazon take longer than anybody waits."""
    stage.patch.setattr(web_guard, "TIMEOUTS_S", (5.0, 0.2))
    stage.orders("slow", service="amazon.token", seconds=2)


def order(name: str, **facts: object) -> Callable[[Stage], object]:
    """Return an order to the services."""
    return lambda stage: stage.orders(name, **facts)


def secure(certificate: Certificate, *, is_trusted: bool = True, hangs_up: bool = False) -> Callable[[Stage], object]:
    """Return a token address of Amazon with this certificate."""

    def make(stage: Stage) -> None:
        network.secure(stage, TOKEN, certificate, hangs_up=hangs_up)
        if is_trusted:
            network.trust(stage)

    return make


def clock_of_services(seconds: float, *certificate: Certificate) -> Callable[[Stage], object]:
    """Return services whose time is this far from ours."""

    def make(stage: Stage) -> None:
        if certificate:
            secure(*certificate)(stage)
        stage.orders("clock", offset_s=seconds)

    return make


def proxy(conduct: Conduct) -> Callable[[Stage], object]:
    """Return a proxy that the system names, and that behaves so."""

    def make(stage: Stage) -> None:
        found = network.through_proxy(stage)
        found.conduct = conduct
        stage.facts["asked"] = found.asked

    return make


def mws_expired(stage: Stage) -> None:
    """Let MWS say that the request expired, and tell no time of its own."""
    body = (
        '<ErrorResponse xmlns="https://mws.amazonservices.com/Sellers/2011-07-01"><Error><Type>Sender</Type>'
        "<Code>InvalidParameterValue</Code><Message>Value for parameter Timestamp is invalid. Reason: Request expired."
        "</Message></Error><RequestId>1</RequestId></ErrorResponse>"
    )
    stage.orders("answer", route="mws.sellers", status=400, body=body, content_type="text/xml", times=3)
    verify(stage, is_mws=True)


def mws_clock(stage: Stage) -> None:
    """Verify by MWS while its clock is twenty minutes away from ours."""
    details = stage.brought("harbour-tea", method="mws")
    stage.orders("clock", offset_s=MINUTES * 60)
    stage.verify(details, is_mws=True)


def says_the_same(stage: Stage) -> None:
    """Press the button: the way is tried once more, and what is in the way is said once more."""
    before = screen.notice()
    screen.click("noticeActionButton")
    screen.wait(lambda: screen.notice()[0] == "busy", "Amazon is asked")
    assert walk.news() == before


def asks_the_proxy_again(stage: Stage) -> None:
    """Press the button: the proxy is asked once more."""
    asked = stage.facts["asked"]
    assert isinstance(asked, list)
    before = len(asked)
    says_the_same(stage)
    assert len(asked) > before


def ledger_away(stage: Stage) -> None:
    """Let Xero be away when the sign-in has worked."""
    stage.page_four()
    screen.click("connectXeroButton")
    web_view.sign_in("one-organisation")
    stage.orders("down", service="xero.token", mode="drop")
    web_view.allow()


def inspected_after_sign_in(stage: Stage) -> None:
    """Sign in on Xero's page, where only what comes after it meets a certificate nobody knows."""
    network.secure(stage, "xero_token", Certificate())
    stage.page_four()
    sign_in("xero", "one-organisation")


def _offline(variant: str, trigger: str, provoke: Step, *, title: str, text: str = KEPT, **more: object) -> Case:
    usual: dict[str, object] = {
        "id": "A-20",
        "key": "offline",
        "button": AGAIN,
        "press": tries_again(),
        "variant": variant,
        "trigger": trigger,
        "provoke": provoke,
        "title": title,
        "text": text,
    }
    return Case(**usual | more)


def _no_way(variant: str, reason: str, trigger: str, *, provoke: Step, **more: object) -> Case:
    title = f"Amazon could not be reached from this computer ({reason})"
    return _offline(variant, trigger, provoke, title=title, text=KEPT, **more)


def _clock(variant: str, key: str, trigger: str, *, provoke: Step, **more: object) -> Case:
    usual: dict[str, object] = {
        "id": "A-21",
        "variant": variant,
        "key": key,
        "trigger": trigger,
        "provoke": provoke,
        "title": f"This computer's clock is {MINUTES} minutes wrong",
        "text": CLOCK,
        "button": AGAIN,
        "press": tries_again(),
        "details": ("127.0.0.1 answered 403", "its time is"),
    }
    return Case(**usual | more)


ROWS = [
    _no_way(
        "closed port",
        "it refused the connection",
        "Amazon's addresses are closed when Verify is pressed.",
        provoke=switched_off,
        press=says_the_same,
        details=("ConnectionRefusedError",),
    ),
    _no_way(
        "no name",
        "its name could not be looked up",
        "The computer's name service knows no name of Amazon.",
        provoke=after(network.know_no_names),
        press=says_the_same,
        details=("gaierror",),
    ),
    _no_way(
        "cut off",
        "the connection was cut off",
        "Amazon's token address hangs up without an answer.",
        provoke=after(order("down", service="amazon.token", mode="drop")),
        details=("ProtocolError",),
    ),
    _no_way(
        "slow",
        "it did not answer in time",
        "Amazon does not answer in time.",
        provoke=after(slow),
        key="timed-out",
        details=("Timeout",),
    ),
    _no_way(
        "proxy refuses",
        "the proxy {proxy} did not let the request through and answered 403",
        "The proxy of the system lets nobody through to Amazon.",
        provoke=after(proxy(Conduct(connect=403))),
        press=asks_the_proxy_again,
        details=("answered 403",),
    ),
    _offline(
        "proxy asks for a password",
        "The proxy of the system wants a name and a password.",
        after(proxy(Conduct(connect=407))),
        key="proxy-password",
        title="The proxy of this network asks for a password",
        text="Amazon is reached through the proxy {proxy}, and the name and password it wants are missing or wrong. "
        "Your details are kept. Ask whoever looks after the network how this computer signs in to the proxy, then try "
        "again.",
        press=asks_the_proxy_again,
        details=("answered 407",),
    ),
    _offline(
        "proxy is silent",
        "The system names a proxy on which nobody listens.",
        after(lambda stage: (stage.use_real_addresses(), network.name_proxy(stage, network.free_address()))),
        key="proxy-silent",
        title="The proxy of this computer does not answer",
        text="Amazon is reached through the proxy {proxy}. Most likely one of these: this computer has left the "
        "network that the proxy belongs to; its proxy settings are out of date. Your details are kept. Check the proxy "
        "settings of this computer, then try again.",
        press=says_the_same,
        details=("ProxyError",),
    ),
    _offline(
        "network wants a sign-in",
        "The network answers 511 in Amazon's place.",
        after(order("answer", route="amazon.token", status=511, body=PAGE, content_type="text/html", times=9)),
        key="portal",
        title="This network wants you to sign in first",
        text="The network answered in place of Amazon, as hotels, trains and guest networks do. Your details are kept. "
        "Open any page in your browser, sign in to the network there, then try again.",
        details=("127.0.0.1 answered 511",),
    ),
    _offline(
        "web page with 200",
        "A web page comes with status 200 where Amazon's data should come.",
        after(order("answer", route="amazon.token", body=PAGE, content_type="text/html", times=9)),
        key="portal-likely",
        title="Something else answered in place of Amazon",
        text="Most likely one of these: this network wants you to sign in first, as in a hotel or on a train; a filter "
        "or a proxy keeps Amazon away; Amazon has a problem of its own. Your details are kept. Open any page in your "
        "browser, sign in to the network if it asks, then try again.",
        details=("127.0.0.1 answered 200 with text/html",),
    ),
    _offline(
        "certificate of an unknown issuer",
        "Amazon's address shows a certificate of an issuer that nobody knows.",
        after(secure(Certificate(), is_trusted=False)),
        key="certificate-untrusted",
        title="The certificate of 127.0.0.1 cannot be trusted",
        text=INSPECTED,
        press=tries_again(network.trust),
        details=("unable to get local issuer certificate",),
    ),
    _offline(
        "certificate of another name",
        "Amazon's address shows a good certificate for another name.",
        after(secure(Certificate("portal.hotel.example"))),
        key="certificate-name",
        title="127.0.0.1 showed a certificate of somebody else",
        text="Nothing was sent to Amazon. Most likely one of these: this network wants you to sign in first, as in a "
        "hotel or on a train; a filter keeps Amazon away. Open any page in your browser, sign in to the network if it "
        "asks, then try again.",
        press=says_the_same,
        details=("127.0.0.1",),
    ),
    _offline(
        "certificate out of date",
        "The certificate of Amazon's address has run out, and the clock of this computer is right.",
        after(secure(Certificate(begins=-60, ends=-10))),
        key="certificate-expired",
        title="The certificate of 127.0.0.1 is out of date",
        text="Nothing was sent to Amazon. The clock of this computer is right, so most likely one of these: Amazon has "
        "let the certificate run out; this network replaces certificates. Try again later, or use another network.",
        press=says_the_same,
        details=("certificate has expired",),
    ),
    _offline(
        "Xero away after the sign-in",
        "Xero's token address hangs up when the sign-in has worked.",
        ledger_away,
        title="Xero could not be reached from this computer (the connection was cut off)",
        text=KEPT,
        press=starts_again(),
        details=("ProtocolError",),
    ),
    _offline(
        "certificate after the sign-in",
        "Xero's page opens, but its token address shows a certificate of an issuer that nobody knows.",
        inspected_after_sign_in,
        key="certificate-untrusted-after-sign-in",
        title="The sign-in worked, but the certificate of 127.0.0.1 cannot be trusted",
        text="Nothing was sent to Xero and nothing was connected. The sign-in page trusts what this computer trusts, "
        "LMB Desktop only public authorities. So most likely this network, or a security program on this computer, "
        "replaces certificates to look into secure connections. Ask whoever looks after the network to let 127.0.0.1 "
        "through unchanged, or use another network.",
        press=starts_again(),
        details=("unable to get local issuer certificate",),
    ),
    _clock(
        "minutes",
        "clock-wrong",
        "Amazon refuses, and the Date of its answer is twenty minutes from the time of this computer.",
        provoke=after(clock_of_services(MINUTES * 60), "saltmarsh-soaps"),
        press=says_the_same,
    ),
    _clock(
        "days",
        "clock-wrong-days",
        "Amazon refuses, and the Date of its answer is four days from the time of this computer.",
        provoke=after(clock_of_services(-DAYS * 86_400), "saltmarsh-soaps"),
        title=f"This computer's clock is {DAYS} days wrong",
        text=DATE,
        press=says_the_same,
    ),
    _clock(
        "by MWS",
        "clock-wrong",
        "MWS says that the request expired, and its own time is twenty minutes from that of this computer.",
        provoke=mws_clock,
        details=("error InvalidParameterValue", "its time is"),
    ),
    _clock(
        "MWS tells no time",
        "clock-doubtful",
        "MWS says that the request expired, and tells no time.",
        provoke=mws_expired,
        title="The clock of this computer may be wrong",
        text="The service says that the time of the request is not right. Check the date, the time and the time zone "
        "of this computer, then try again.",
        details=("error InvalidParameterValue", "Request expired"),
    ),
    _clock(
        "certificate not valid yet",
        "clock-wrong",
        "The certificate of Amazon's address is not valid yet by the clock of this computer, which is twenty minutes "
        "behind Amazon's.",
        provoke=after(clock_of_services(MINUTES * 60, Certificate(begins=10))),
        press=says_the_same,
        details=("not yet valid", "its time is"),
    ),
    _clock(
        "certificate and nobody tells the time",
        "certificate-dates",
        "The certificate of Amazon's address has run out, and nobody tells what time it is.",
        provoke=after(secure(Certificate(begins=-60, ends=-10), hangs_up=True)),
        title="The clock of this computer may be wrong",
        text="The certificate of 127.0.0.1 is not valid at the time of this computer, so nothing was sent to Amazon. "
        "Most likely one of these: the date or the time of this computer is wrong; the certificate has run out; this "
        "network replaces certificates. Check the clock, then try again.",
        press=says_the_same,
        details=("certificate has expired",),
    ),
]
