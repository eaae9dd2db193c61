"""A secret never prints itself, and what stands around it does not either."""

from __future__ import annotations

import copy
import io
import json
import pickle
import traceback
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmb_desktop.core import errors
from lmb_desktop.core.account import Method, SellerApp, SellerCredentials
from lmb_desktop.core.attempt import Answer
from lmb_desktop.core.draft import AccountDraft
from lmb_desktop.core.secret import DOTS, EMPTY, Secret

CANARY = "Atzr|canary-of-a-token"


@pytest.mark.parametrize(
    "shown",
    [
        lambda secret: str(secret),
        lambda secret: repr(secret),
        lambda secret: f"{secret}",
        lambda secret: f"{secret!r:>40}",
        lambda secret: "%s %r" % (secret, secret),  # noqa: UP031 - the way logging puts its lines together
        lambda secret: "{:.3}".format(secret),  # noqa: UP032 - a format that would cut a text
        lambda secret: str([secret, {secret: secret}]),
        lambda secret: str(pickle.dumps(secret)),
        lambda secret: str(pickle.loads(pickle.dumps(secret)).reveal()),
        lambda secret: copy.deepcopy(secret).reveal(),
        lambda secret: str(dir(secret)),
    ],
)
def test_a_secret_shows_dots_however_it_is_shown(shown):
    assert CANARY not in shown(Secret(CANARY))


def test_a_secret_has_no_dictionary_and_is_no_json():
    with pytest.raises(TypeError):
        vars(Secret(CANARY))
    with pytest.raises(TypeError):
        json.dumps(Secret(CANARY))


@pytest.mark.parametrize(
    "holder",
    [
        SellerCredentials("europe", Method.SP_API, "A1", Secret(CANARY), SellerApp("id", Secret(CANARY))),
        AccountDraft("new", token=Secret(CANARY), own_client_secret=Secret(CANARY)),
        Answer(Secret(CANARY)),
    ],
)
def test_what_holds_a_secret_shows_dots_in_its_place(holder):
    assert DOTS in repr(holder)
    assert CANARY not in repr(holder) + str(asdict(holder)) + str(pickle.dumps(holder))


def test_a_trace_shows_no_secret():
    secret = Secret(CANARY)
    try:
        raise errors.CredentialsRefused(service=f"{secret}")
    except errors.LmbError:
        written = io.StringIO()
        traceback.print_exc(file=written)
    assert CANARY not in written.getvalue()


@given(st.text(), st.text())
def test_secrets_are_equal_exactly_when_their_values_are(first, second):
    assert (Secret(first) == Secret(second)) is (first == second)
    assert Secret(first).reveal() == first
    assert (len(Secret(first)), bool(Secret(first))) == (len(first), bool(first))
    assert hash(Secret(first)) == hash(Secret(first))


def test_half_a_character_can_be_compared():
    assert Secret("\ud800") == Secret("\ud800")


def test_a_secret_is_never_equal_to_its_text():
    assert Secret("text") != "text"
    assert not EMPTY
