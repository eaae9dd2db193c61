"""Messages about the way to a service, for all services. Texts only, no code."""

from __future__ import annotations

from lmb_desktop.core.catalogue.template import Template

WAY_MESSAGES = {
    "offline": Template(
        "{service} could not be reached from this computer ({reason})",
        "Your details are kept; try again when you are online.",
        "Try again",
        id="A-20",
    ),
    "portal": Template(
        "This network wants you to sign in first",
        "The network answered in place of {service}, as hotels, trains and guest networks do. Your details are kept. "
        "Open any page in your browser, sign in to the network there, then try again.",
        "Try again",
        id="A-20",
    ),
    "portal-likely": Template(
        "Something else answered in place of {service}",
        "Most likely one of these: this network wants you to sign in first, as in a hotel or on a train; a filter or a "
        "proxy keeps {service} away; {service} has a problem of its own. Your details are kept. Open any page in your "
        "browser, sign in to the network if it asks, then try again.",
        "Try again",
        id="A-20",
    ),
    "proxy-password": Template(
        "The proxy of this network asks for a password",
        "{service} is reached through the proxy {proxy}, and the name and password it wants are missing or wrong. Your "
        "details are kept. Ask whoever looks after the network how this computer signs in to the proxy, then try "
        "again.",
        "Try again",
        id="A-20",
    ),
    "proxy-silent": Template(
        "The proxy of this computer does not answer",
        "{service} is reached through the proxy {proxy}. Most likely one of these: this computer has left the network "
        "that the proxy belongs to; its proxy settings are out of date. Your details are kept. Check the proxy "
        "settings of this computer, then try again.",
        "Try again",
        id="A-20",
    ),
    "certificate-untrusted": Template(
        "The certificate of {host} cannot be trusted",
        "Nothing was sent to {service}. Most likely one of these: this network, or a security program on this "
        "computer, replaces certificates to look into secure connections; this network wants you to sign in first; "
        "somebody pretends to be {service}. Ask whoever looks after the network to let {host} through unchanged, or "
        "use another network.",
        "Try again",
        id="A-20",
    ),
    "certificate-untrusted-after-sign-in": Template(
        "The sign-in worked, but the certificate of {host} cannot be trusted",
        "Nothing was sent to {service} and nothing was connected. The sign-in page trusts what this computer trusts, "
        "LMB Desktop only public authorities. So most likely this network, or a security program on this computer, "
        "replaces certificates to look into secure connections. Ask whoever looks after the network to let {host} "
        "through unchanged, or use another network.",
        "Try again",
        id="A-20",
    ),
    "certificate-name": Template(
        "{host} showed a certificate of somebody else",
        "Nothing was sent to {service}. Most likely one of these: this network wants you to sign in first, as in a "
        "hotel or on a train; a filter keeps {service} away. Open any page in your browser, sign in to the network if "
        "it asks, then try again.",
        "Try again",
        id="A-20",
    ),
    "certificate-dates": Template(
        "The clock of this computer may be wrong",
        "The certificate of {host} is not valid at the time of this computer, so nothing was sent to {service}. Most "
        "likely one of these: the date or the time of this computer is wrong; the certificate has run out; this "
        "network replaces certificates. Check the clock, then try again.",
        "Try again",
        id="A-21",
    ),
    "certificate-expired": Template(
        "The certificate of {host} is out of date",
        "Nothing was sent to {service}. The clock of this computer is right, so most likely one of these: {service} "
        "has let the certificate run out; this network replaces certificates. Try again later, or use another "
        "network.",
        "Try again",
        id="A-20",
    ),
    "clock-wrong": Template(
        "This computer's clock is {minutes} minutes wrong",
        "That makes sign-ins fail. Correct the clock and try again.",
        "Try again",
        id="A-21",
    ),
    "clock-wrong-days": Template(
        "This computer's clock is {days} days wrong",
        "That makes sign-ins fail. Correct the date and try again.",
        "Try again",
        id="A-21",
    ),
    "clock-doubtful": Template(
        "The clock of this computer may be wrong",
        "The service says that the time of the request is not right. Check the date, the time and the time zone of "
        "this computer, then try again.",
        "Try again",
        id="A-21",
    ),
    "service-trouble": Template(
        "{service} has a problem of its own",
        "It answered with {status}. Your details are kept; try again in a few minutes.",
        "Try again",
    ),
    "answer-unusable": Template(
        "{service} answered something unexpected",
        "LMB Desktop could not read the answer ({problem}). Nothing was saved; try again.",
        "Try again",
    ),
    "settings": Template("The service settings cannot be used", "{place}: {problem}."),
    "error": Template("Something went wrong", "Nothing was changed.", "Try again"),
    "sign-in": Template("The sign-in did not work", "Nothing was connected.", "Start again"),
}
