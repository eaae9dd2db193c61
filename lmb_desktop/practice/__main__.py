"""Start the practice services alone: python -m lmb_desktop.practice."""

from __future__ import annotations

import sys

from lmb_desktop.practice import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
