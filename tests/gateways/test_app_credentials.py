"""The user's own apps: ids in the list, secrets in the keyring, saved as one act that can be stopped anywhere."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import Any

import pytest

from lmb_desktop.core import errors
from lmb_desktop.core.app_credentials import AppCredentialsChanges
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways.app_credentials import RECORDS, TEXTS, UserAppCredentials
from lmb_desktop.gateways.service_settings import SettingsLayer, merged
from lmb_desktop.gateways.settings_shape import SECRETS
from tests.fakes.account_store import MemoryAccountStore
from tests.fakes.secret_store import Keyring, MemorySecretStore
from tests.fakes.services import NOW, NotedLocks, StandingClock
from tests.fakes.stopping import Killed, Stop

AMAZON = "amazon.client_secret"
BOTH = AppCredentialsChanges(
    {"amazon.client_id": "amazon-id"}, {AMAZON: Secret("new"), "quickbooks.client_secret": Secret("new too")}
)


@dataclass
class Desk:
    """One folder and its keyring, and the processes that come and go."""

    store: MemoryAccountStore = field(default_factory=MemoryAccountStore)
    keyring: Keyring = field(default_factory=Keyring)
    given: tuple[SettingsLayer, ...] = ()

    def process(self, secrets: MemorySecretStore | None = None, stop: Stop | None = None) -> UserAppCredentials:
        """Return the app credentials of a process."""

        def wrapped(port: object) -> Any:
            return stop.wrap(port) if stop else port

        return UserAppCredentials(
            store=wrapped(self.store),
            secrets=wrapped(secrets or MemorySecretStore(self.keyring, "one")),
            locks=NotedLocks(),
            clock=StandingClock(),
            given=lambda: self.given,
        )

    def later(self) -> UserAppCredentials:
        """Return the app credentials of the next process, tidied; the first has ended."""
        self.keyring.alive.discard("one")
        found = self.process(MemorySecretStore(self.keyring, "two"))
        found.tidy()
        return found

    def pointed(self) -> set[tuple[str, str]]:
        """List the entries that settings point to."""
        return {(record, slot) for record in RECORDS.values() if (slot := self.store.setting(f"{record}.slot"))}


@pytest.fixture
def desk() -> Desk:
    """Give a desk on which nothing was entered."""
    return Desk()


def secret_of(credentials: UserAppCredentials, key: str = AMAZON) -> Secret | None:
    """Return a secret that is kept."""
    return credentials.secrets().values.get(key)


def test_every_secret_has_a_record_and_no_text_is_one():
    assert set(RECORDS) == set(SECRETS)
    assert not set(TEXTS) & set(SECRETS)


def test_ids_and_secrets_come_back_in_another_process(desk: Desk):
    desk.process().save(BOTH)
    later = desk.later()
    settings = merged(later.ids(), later.secrets())
    assert (settings.amazon.client_id, settings.amazon.client_secret) == ("amazon-id", Secret("new"))
    assert settings.quickbooks.client_secret == Secret("new too")


def test_no_secret_stands_in_the_settings(desk: Desk):
    desk.process().save(BOTH)
    assert "new" not in str(desk.store.settings)


def test_what_was_entered_is_shown_without_its_value_and_with_its_date(desk: Desk):
    desk.given = (SettingsLayer("build", {"xero.client_id": "x"}), SettingsLayer("file", {AMAZON: "given"}))
    credentials = desk.process()
    assert credentials.read().entry(AMAZON).origin == "file"
    credentials.save(BOTH)
    entry = credentials.read().entry(AMAZON)
    assert (entry.origin, entry.has_secret, entry.value, entry.saved_at) == ("user", True, "", NOW)
    assert (credentials.read().entry("xero.client_id").origin, credentials.read().entry("xero.client_id").is_given) == (
        "build",
        True,
    )
    assert credentials.read().entry("amazon.client_id").value == "amazon-id"
    assert not credentials.read().entry("quickbooks.client_id").is_given


def test_a_new_secret_takes_the_place_of_the_old_one(desk: Desk):
    credentials = desk.process()
    credentials.save(AppCredentialsChanges(secrets={AMAZON: Secret("old")}))
    assert secret_of(credentials) == Secret("old")
    credentials.save(BOTH)
    assert secret_of(credentials) == Secret("new")
    assert set(desk.keyring.entries) == desk.pointed()


def test_an_empty_value_takes_it_away_and_a_key_left_out_stays(desk: Desk):
    credentials = desk.process()
    credentials.save(BOTH)
    credentials.save(AppCredentialsChanges({"amazon.client_id": ""}, {AMAZON: Secret("")}))
    assert (secret_of(credentials), credentials.ids().values["amazon.client_id"]) == (None, "")
    assert secret_of(credentials, "quickbooks.client_secret") == Secret("new too")
    assert set(desk.keyring.entries) == desk.pointed()


def test_a_secret_saved_by_another_process_is_seen(desk: Desk):
    credentials = desk.process()
    credentials.save(AppCredentialsChanges(secrets={AMAZON: Secret("old")}))
    assert secret_of(credentials) == Secret("old")
    desk.process(MemorySecretStore(desk.keyring, "two")).save(BOTH)
    assert secret_of(credentials) == Secret("new")


def test_a_secret_held_until_quit_counts_as_none_afterwards(desk: Desk):
    desk.keyring.trouble = errors.SecretStoreMissing()
    secrets = MemorySecretStore(desk.keyring, "one")
    secrets.keep_until_quit()
    credentials = desk.process(secrets)
    credentials.save(AppCredentialsChanges({"quickbooks.client_id": "id"}, {AMAZON: Secret("held")}))
    assert secret_of(credentials) == Secret("held")
    assert credentials.read().entry(AMAZON).has_secret
    secrets.end()
    later = desk.later()
    assert secret_of(later) is None
    assert not later.read().entry(AMAZON).has_secret
    assert later.ids().values["quickbooks.client_id"] == "id"


def test_a_locked_keyring_stops_neither_the_ids_nor_the_tidying(desk: Desk):
    desk.process().save(BOTH)
    desk.keyring.trouble = errors.SecretStoreLocked()
    later = desk.later()
    assert later.ids().values["amazon.client_id"] == "amazon-id"
    assert later.read().entry(AMAZON).has_secret
    with pytest.raises(errors.SecretStoreLocked):
        later.secrets()


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"quickbooks.redirect_uri": "http://app.example.com"}, "https"),
        ({"quickbooks.redirect_uri": "http://localhost:1/qbo"}, "sandbox"),
        ({"quickbooks.environment": "staging"}, "production"),
        ({"amazon.consent_redirect_uri": "http://app.example.com"}, "https"),
    ],
)
def test_a_value_with_which_the_program_could_not_start_again_is_not_saved(desk: Desk, values, word):
    with pytest.raises(errors.SettingsError) as caught:
        desk.process().save(AppCredentialsChanges(values, {AMAZON: Secret("new")}))
    assert word in caught.value.fact("problem")
    assert (desk.store.settings, desk.keyring.entries) == ({}, {})


def test_http_on_this_computer_is_taken_with_the_sandbox(desk: Desk):
    desk.given = (SettingsLayer("file", {"quickbooks.environment": "sandbox"}),)
    desk.process().save(AppCredentialsChanges({"quickbooks.redirect_uri": "http://localhost:1/qbo"}))
    assert desk.later().ids().values["quickbooks.redirect_uri"] == "http://localhost:1/qbo"


def step_count() -> int:
    """Count the steps of a save over older secrets."""
    desk, stop = Desk(), Stop(-1, error=errors.DiskFull())
    desk.process().save(AppCredentialsChanges(secrets={AMAZON: Secret("old")}))
    desk.process(stop=stop).save(BOTH)
    return len(stop.steps)


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("at", range(step_count()))
@pytest.mark.parametrize("error", [None, errors.DiskFull(), errors.SecretStoreSlow(), errors.SecretStoreLocked()])
def test_a_save_stopped_at_any_step_leaves_one_truth_and_no_orphan(desk: Desk, at: int, is_after: bool, error):
    desk.process().save(AppCredentialsChanges({"amazon.client_id": "old-id"}, {AMAZON: Secret("old")}))
    with contextlib.suppress(Killed, errors.LmbError):
        desk.process(stop=Stop(at, is_after, error)).save(BOTH)
    later = desk.later()
    truth = (later.ids().values["amazon.client_id"], secret_of(later), secret_of(later, "quickbooks.client_secret"))
    assert truth in (("old-id", Secret("old"), None), ("amazon-id", Secret("new"), Secret("new too")))
    assert set(desk.keyring.entries) == desk.pointed()
    assert not [key for key in desk.store.settings if key.endswith(".saving")]


def test_a_save_of_a_process_that_runs_is_left_alone(desk: Desk):
    desk.store.put_settings({"app-amazon.saving": "one"})
    secrets = MemorySecretStore(desk.keyring, "one")
    secrets.put("app-amazon", "a", Secret("being written"))
    desk.process(MemorySecretStore(desk.keyring, "two")).tidy()
    assert ("app-amazon", "a") in desk.keyring.entries
