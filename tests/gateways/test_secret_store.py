"""The contract of the secret store, and how the real one meets keyrings that work, lie, hang, refuse or are none."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringError, PasswordSetError

from lmb_desktop.core import errors
from lmb_desktop.core.ports import SecretStore
from lmb_desktop.core.secret import Secret
from lmb_desktop.gateways import keyring_backend
from lmb_desktop.gateways.secret_memory import SecretMemory
from lmb_desktop.gateways.secret_store import ENTRY_LENGTH, MOST_PARTS, SPLIT_MARK, KeyringSecretStore
from lmb_desktop.gateways.watchdog import Watchdog, meaning
from tests.fakes.keyring_backends import (
    HangingBackend,
    LockedBackend,
    LyingBackend,
    MissingBackend,
    WorkingBackend,
)
from tests.fakes.secret_store import MemorySecretStore

FOLDER = "0123456789abcdef0123456789abcdef"
LONGEST = ENTRY_LENGTH * MOST_PARTS


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[KeyringBackend], KeyringSecretStore]:
    """Give a way to put a backend in the place of the system's keyring."""

    def install(backend: KeyringBackend, **others: Any) -> KeyringSecretStore:
        monkeypatch.setattr(keyring_backend, "trusted_backend", lambda: backend)
        return KeyringSecretStore(FOLDER, **others)

    return install


@pytest.fixture(params=["keyring", "memory"])
def store(request: pytest.FixtureRequest, use) -> SecretStore:
    """Give an empty secret store: the real one, then its double."""
    return use(WorkingBackend()) if request.param == "keyring" else MemorySecretStore()


def parts_of(backend: WorkingBackend) -> list[str]:
    """List the entries' last names."""
    return [service.removeprefix(f"lmb-desktop/{FOLDER}/") for service, _user in backend.entries]


def test_a_secret_comes_back_as_it_was_written(store):
    store.put("acc-1", "a", Secret("tökén 茶"))
    store.put("acc-1", "b", Secret("another"))
    assert (store.get("acc-1", "a"), store.get("acc-1", "b")) == (Secret("tökén 茶"), Secret("another"))


def test_a_secret_is_replaced_and_forgotten(store):
    store.put("acc-1", "a", Secret("one"))
    store.put("acc-1", "a", Secret("two"))
    assert store.get("acc-1", "a") == Secret("two")
    store.forget("acc-1", "a")
    store.forget("acc-1", "a")
    with pytest.raises(errors.SecretLost):
        store.get("acc-1", "a")


def test_the_two_slots_take_turns(store):
    assert [store.free_slot(busy) for busy in ("", "a", "b", "memory-a", "memory-b")] == ["a", "b", "a", "b", "a"]


def test_until_quit_new_secrets_go_into_memory_and_old_ones_stay_readable(store):
    store.put("acc-1", "a", Secret("kept"))
    assert not store.keeps_until_quit
    store.keep_until_quit()
    assert store.keeps_until_quit
    assert [store.free_slot(busy) for busy in ("", "a", "b", "memory-a")] == [
        "memory-a",
        "memory-b",
        "memory-a",
        "memory-b",
    ]
    store.put("acc-2", "memory-a", Secret("held"))
    assert (store.get("acc-1", "a"), store.get("acc-2", "memory-a")) == (Secret("kept"), Secret("held"))
    store.forget("acc-2", "memory-a")
    with pytest.raises(errors.SecretNotKept):
        store.get("acc-2", "memory-a")


def test_a_process_knows_itself_and_nobody_who_never_was(store):
    assert store.is_alive(store.holder)
    assert not store.is_alive("1:1.00")


def test_a_secret_in_memory_never_reaches_the_keyring(use):
    store = use(MissingBackend())
    store.keep_until_quit()
    store.put("acc-1", "memory-a", Secret("held"))
    assert store.get("acc-1", "memory-a") == Secret("held")


def test_two_folders_of_one_run_share_the_choice_but_no_secret(use):
    memory = SecretMemory()
    live = use(WorkingBackend(), memory=memory)
    practice = KeyringSecretStore("f" * 32, memory=memory)
    live.keep_until_quit()
    live.put("acc-1", "memory-a", Secret("held"))
    assert practice.keeps_until_quit
    with pytest.raises(errors.SecretNotKept):
        practice.get("acc-1", "memory-a")


def test_entries_are_named_by_folder_record_and_slot(use):
    backend = WorkingBackend()
    use(backend).put("acc-1", "a", Secret("x"))
    assert list(backend.entries) == [(f"lmb-desktop/{FOLDER}/acc-1/a", "lmb-desktop")]


@pytest.mark.parametrize("length", [1, ENTRY_LENGTH, ENTRY_LENGTH + 1, 2048, LONGEST - 1, LONGEST])
def test_a_long_secret_is_split_and_no_entry_is_longer_than_windows_holds(use, length):
    backend = WorkingBackend()
    store, secret = use(backend), Secret("x" * (length - 1) + "y")
    store.put("acc-1", "a", secret)
    assert store.get("acc-1", "a") == secret
    assert max(len(entry) for entry in backend.entries.values()) <= ENTRY_LENGTH
    parts = -(-length // ENTRY_LENGTH)
    assert len(backend.entries) == (1 if parts == 1 else parts + 1)
    store.forget("acc-1", "a")
    assert backend.entries == {}


def test_the_parts_are_written_before_their_index(use):
    backend = WorkingBackend()
    use(backend).put("acc-1", "a", Secret("x" * 3000))
    assert [name.rpartition("acc-1/")[2] for name in backend.writes] == ["a/1", "a/2", "a/3", "a"]


def test_over_eight_parts_nothing_is_written(use):
    backend = WorkingBackend()
    with pytest.raises(errors.SecretTooLong) as caught:
        use(backend).put("acc-1", "a", Secret("x" * (LONGEST + 1)))
    assert caught.value.facts == {"length": LONGEST + 1, "limit": LONGEST}
    assert backend.entries == {}


@pytest.mark.parametrize("value", [SPLIT_MARK, SPLIT_MARK + "3", SPLIT_MARK + "x" * 3000])
def test_a_secret_that_looks_like_an_index_is_none(use, value):
    store = use(WorkingBackend())
    store.put("acc-1", "a", Secret(value))
    assert store.get("acc-1", "a") == Secret(value)


@given(st.lists(st.integers(min_value=0, max_value=5000), min_size=2, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_lay_in_a_slot_nothing_of_it_outlives_what_comes_after(use, lengths):
    backend = WorkingBackend()
    store = use(backend)
    for number, length in enumerate(lengths):
        store.put("acc-1", "a", Secret(str(number) * length))
        assert store.get("acc-1", "a") == Secret(str(number) * length)
    assert all(set(value) <= {str(len(lengths) - 1)} for name, value in backend.entries.items() if "/a/" in name[0])
    store.forget("acc-1", "a")
    assert backend.entries == {}


@pytest.mark.parametrize("steps", range(8))
@pytest.mark.parametrize("work", ["put over a longer one", "forget"])
def test_a_stop_at_any_entry_leaves_nothing_that_forgetting_does_not_find(use, steps, work):
    backend = WorkingBackend()
    store = use(backend)
    store.put("acc-1", "a", Secret("x" * 4000))

    class Stopping(WorkingBackend):
        left = steps

        def _step(self) -> None:
            self.left -= 1
            if self.left < 0:
                raise KeyringError("the program was stopped here")

        def set_password(self, service, username, password):
            self._step()
            super().set_password(service, username, password)

        def delete_password(self, service, username):
            self._step()
            super().delete_password(service, username)

    stopping = Stopping()
    stopping.entries = backend.entries
    stopped = use(stopping)
    with contextlib.suppress(errors.SecretStoreError):
        stopped.forget("acc-1", "a") if work == "forget" else stopped.put("acc-1", "a", Secret("y" * 2000))
    use(backend).forget("acc-1", "a")
    assert backend.entries == {}


@pytest.mark.parametrize("index", ["x", "0", "9", "-1", "", "1e1", "٣"])
def test_a_damaged_index_counts_as_lost(use, index):
    backend = WorkingBackend()
    backend.entries[f"lmb-desktop/{FOLDER}/acc-1/a", "lmb-desktop"] = SPLIT_MARK + index
    with pytest.raises(errors.SecretLost):
        use(backend).get("acc-1", "a")


def test_a_missing_part_counts_as_lost(use):
    backend = WorkingBackend()
    store = use(backend)
    store.put("acc-1", "a", Secret("x" * 3000))
    del backend.entries[f"lmb-desktop/{FOLDER}/acc-1/a/2", "lmb-desktop"]
    with pytest.raises(errors.SecretLost):
        store.get("acc-1", "a")


def test_a_keyring_that_keeps_nothing_is_noticed_by_reading_back(use):
    with pytest.raises(errors.SecretStoreError):
        use(LyingBackend()).put("acc-1", "a", Secret("x"))


def test_a_keyring_that_keeps_something_else_is_noticed_by_reading_back(use):
    class Shortening(WorkingBackend):
        def set_password(self, service, username, password):
            super().set_password(service, username, password[:-1])

    with pytest.raises(errors.SecretStoreRefused):
        use(Shortening()).put("acc-1", "a", Secret("xyz"))


def test_the_windows_error_about_length_is_a_refusal(use):
    with pytest.raises(errors.SecretStoreRefused) as caught:
        use(WorkingBackend(longest=10)).put("acc-1", "a", Secret("x" * 11))
    assert caught.value.details == "OSError"


@pytest.mark.parametrize("call", ["put", "get", "forget"])
@pytest.mark.parametrize(
    ("backend", "kind"),
    [(LockedBackend, errors.SecretStoreLocked), (MissingBackend, errors.SecretStoreMissing)],
)
def test_a_locked_or_missing_keyring_says_so_at_every_call(use, backend, kind, call):
    store = use(backend())
    arguments = ("acc-1", "a", Secret("x")) if call == "put" else ("acc-1", "a")
    with pytest.raises(kind) as caught:
        getattr(store, call)(*arguments)
    assert "canary" not in f"{caught.value!r} {caught.value.details}"
    assert caught.value.__cause__ is None


def test_a_keyring_that_hangs_is_given_up_and_asked_again_later(use):
    backend = HangingBackend()
    store = use(backend, patience_s=0.05)
    with pytest.raises(errors.SecretStoreSlow):
        store.get("acc-1", "a")
    with pytest.raises(errors.SecretStoreSlow):
        # The first call still waits: no second prompt is put on the screen.
        store.get("acc-1", "a")
    backend.gate.set()
    patient = use(backend)
    patient.put("acc-1", "a", Secret("x"))
    assert patient.get("acc-1", "a") == Secret("x")


def test_one_call_at_a_time_reaches_the_keyring():
    watchdog, inside, most = Watchdog(10.0), [], []

    def work() -> None:
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    threads = [threading.Thread(target=lambda: [watchdog.call(work) for _number in range(20)]) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (80, 1)


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (InitError("x"), errors.SecretStoreLocked),
        (PasswordSetError("x"), errors.SecretStoreRefused),
        (KeyringError("x"), errors.SecretStoreRefused),
        (RuntimeError("x"), errors.SecretStoreRefused),
        (OSError(1783, "x"), errors.SecretStoreRefused),
        (errors.SecretLost(), errors.SecretLost),
    ],
)
def test_whatever_a_backend_raises_gets_a_meaning(problem, kind):
    assert type(meaning(problem)) is kind


@pytest.mark.parametrize(
    "wanted",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyrings.alt.file.PlaintextKeyring",
        "keyring.backends.chainer.ChainerBackend",
        "tests.fakes.keyring_backends.WorkingBackend",
        "no.such.module.Keyring",
        "nonsense",
    ],
)
def test_a_backend_the_environment_names_is_refused_unless_it_is_the_systems_own(monkeypatch, wanted):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", wanted)
    with pytest.raises(errors.SecretStoreMissing):
        keyring_backend.trusted_backend()
    with pytest.raises(errors.SecretStoreMissing):
        KeyringSecretStore(FOLDER).put("acc-1", "a", Secret("x"))


def test_a_backend_a_configuration_file_names_is_refused(monkeypatch, home):
    place = home / ".config" / "python_keyring"
    place.mkdir(parents=True)
    (place / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n", "utf-8")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    with pytest.raises(errors.SecretStoreMissing):
        keyring_backend.trusted_backend()


def test_every_trusted_backend_is_one_of_the_operating_systems():
    assert all(name.startswith("keyring.backends.") for name in keyring_backend.LINUX)
    assert not [name for name in keyring_backend.LINUX if "null" in name or "fail" in name or "chainer" in name]


@pytest.mark.parametrize(
    ("platform", "names"),
    [("win32", (keyring_backend.WINDOWS,)), ("darwin", (keyring_backend.MACOS,)), ("linux", keyring_backend.LINUX)],
)
def test_each_system_has_its_own_keyring(monkeypatch, platform, names):
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setattr("sys.platform", platform)
    assert keyring_backend.candidates() == names
