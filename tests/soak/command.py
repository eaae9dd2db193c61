"""A command of the real program, `lmb-desktop …`, in a process that differs in its keyring only."""

from __future__ import annotations

import sys
from pathlib import Path

from lmb_desktop.__main__ import main
from tests.soak import keyring_box

if __name__ == "__main__":
    keyring_box.install(keyring_box.KeyringBox(Path(sys.argv[1])))
    sys.exit(main(sys.argv[2:]))
