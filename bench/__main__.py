"""The front door of the measurements: `python -m bench [ROUNDS]`."""

import sys

from bench.start import report

ROUNDS = 15

if __name__ == "__main__":
    print("\n".join(report(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
