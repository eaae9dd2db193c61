"""A short soak with a fixed seed: whatever goes wrong in a year, for a few accounts; `make soak` plays the year."""

import re
import subprocess
import sys

import pytest

from tests.soak.programs import ROOT
from tests.soak.rounds import Risk

ARGUMENTS = ["--accounts", "12", "--days", "14", "--seed", "20261123"]
# Of endings only the one that many halves meet: an organisation is unlinked for sure, but once in fifty plays its
# account has met another end before anybody looks.
HAPPENS = (
    *Risk,
    "accounts added", "accounts deleted", "accounts paused", "accounts resumed", "accounts removed at the end",
    "answers lost for good", "ended: ordered", "endings mended by signing in again",
    "halves connected at the end", "halves looked at", "holidays: no program in the office for days",
    "ledger connections shared", "ledgers changed", "ledgers disconnected", "Amazon halves disconnected",
    "lmb-desktop check beside a program", "looks by two programs at once", "outages, answering 503",
    "outages, dropping connections", "times of throttling", "times the keyring was locked",
    "times the keyring was missing", "wrong identities refused: seller", "wrong identities refused: ledger",
    "sellers who withdrew access", "organisations unlinked inside Xero", "Xero users who were removed",
    "QuickBooks companies disconnected", "QuickBooks companies in trouble",
    "refreshes and exchanges answered for Xero", "refreshes and exchanges answered for Intuit",
)  # fmt: skip


@pytest.mark.timeout(300)
def test_whatever_goes_wrong_nothing_is_lost_shown_wrongly_or_left_behind() -> None:
    # In a process of its own: it moves the clock and replaces the keyring of its whole process.
    command = [sys.executable, "-m", "tests.soak", *ARGUMENTS]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "nothing was lost, shown wrongly or left behind" in outcome.stdout
    counts = {
        name.strip(): int(count) for name, count in re.findall(r"^  (\S.*?) +(\d+)$", outcome.stdout, re.MULTILINE)
    }
    assert [name for name in HAPPENS if counts.get(name, 0) == 0] == []
