"""Play a soak: python -m tests.soak [--accounts 200] [--days 365] [--seed N]."""

from __future__ import annotations

import argparse
import secrets
import sys

from tests.soak.director import Director
from tests.soak.stage import Stage, quick_folder


def main(argv: list[str]) -> int:
    """Play, print what happened, and return 0 only if nothing was lost, shown wrongly or left behind."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--accounts", type=int, default=200)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument(
        "--seed", type=int, default=None, help="the same seed throws the same dice; a new one if left out"
    )
    options = parser.parse_args(argv)
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    print(f"Soak: {options.accounts} accounts, {options.days} days, seed {seed}", flush=True)
    with quick_folder() as folder:
        stage = Stage(folder, accounts=options.accounts, seed=seed)
        try:
            director = Director(stage, options.days, lambda line: print(line, flush=True))
            is_fine = director.play()
        finally:
            stage.strike()
    print("\n".join(director.report()))
    print(f"Verdict: {'nothing was lost, shown wrongly or left behind' if is_fine else 'VIOLATED'}; seed {seed}")
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
