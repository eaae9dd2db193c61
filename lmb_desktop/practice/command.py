"""The command line of the practice services: start, say where they are, end when asked."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

from lmb_desktop.practice.server import PracticeServer


def main(argv: Sequence[str]) -> int:
    """Serve until SIGTERM or SIGINT, or until standard input closes; prints the settings once it listens."""
    options = _parser().parse_args(argv)
    server = PracticeServer(port=options.port, state_folder=options.state, crowd=options.crowd)
    asked_to_stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_stop.set())
    try:
        server.start()
    except OSError as error:
        print(f"The practice services cannot listen on port {options.port}: {error}", file=sys.stderr)
        return 3
    try:
        _announce(server)
        if options.stop_with_stdin:
            Thread(target=_wait_for_end_of_input, args=(asked_to_stop,), daemon=True).start()
        while not asked_to_stop.wait(timeout=1):
            pass  # the limit lets Windows deliver the signal
    finally:
        server.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lmb_desktop.practice",
        description="Play Amazon, Xero and Intuit on this computer, for practising and for tests.",
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on; a free one when left out")
    parser.add_argument("--state", type=Path, default=None, help="folder that keeps what was granted")
    parser.add_argument("--crowd", type=int, default=0, metavar="N", help="have N more sellers, and their ledgers")
    parser.add_argument(
        "--stop-with-stdin",
        action="store_true",
        help="end when standard input closes, with the program that started it",
    )
    return parser


def _announce(server: PracticeServer) -> None:
    print(server.settings_toml, end="")
    print(f'# control_url = "{server.control_url}"')
    print(f'# control_key = "{server.control_key}"')
    print("# ready", flush=True)


def _wait_for_end_of_input(asked_to_stop: Event) -> None:
    while sys.stdin is not None and sys.stdin.readline():
        pass
    asked_to_stop.set()
