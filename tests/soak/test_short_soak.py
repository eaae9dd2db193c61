"""A short soak with a fixed seed: whatever goes wrong in a year, for a few accounts; `make soak` plays the year."""

import subprocess
import sys

import pytest

from tests.soak.programs import ROOT

ARGUMENTS = ["--accounts", "12", "--days", "30", "--seed", "20261123"]


@pytest.mark.timeout(300)
def test_nothing_is_lost_shown_wrongly_or_left_behind() -> None:
    # In a process of its own: it moves the clock and replaces the keyring of its whole process.
    command = [sys.executable, "-m", "tests.soak", *ARGUMENTS]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "nothing was lost, shown wrongly or left behind" in outcome.stdout
