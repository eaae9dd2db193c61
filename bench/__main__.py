"""The front door of the measurements: `python -m bench [ROUNDS] [--only NAME]`."""

from __future__ import annotations

import argparse
import sys
import time

from bench.measurements import MEASUREMENTS
from bench.rows import Row, verdict_line

ROUNDS = 9


def main() -> int:
    """Measure, print a line for each budget and a last one that says which are met."""
    options = _parser().parse_args()
    rows: list[Row] = []
    began = time.monotonic()
    for name in [options.only] if options.only else list(MEASUREMENTS):
        found = MEASUREMENTS[name](options.rounds)
        rows += found
        print("\n".join(row.line for row in found), flush=True)
    print(f"Measured in {time.monotonic() - began:.0f} s. {verdict_line(rows)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the budgets, each against its baseline."
    )
    parser.add_argument("rounds", nargs="?", type=int, default=ROUNDS, help="how often short things are repeated")
    parser.add_argument("--only", choices=list(MEASUREMENTS), help="one measurement instead of all")
    return parser


if __name__ == "__main__":
    sys.exit(main())
