"""One program of the soak, in a process of its own: keeps connections alive as the tray does, as ordered."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from lmb_desktop.command_line import Options
from lmb_desktop.core.errors import LmbError
from lmb_desktop.parts import Parts
from tests.soak import keeping, keyring_box, quick


def main(keyring: str, services: str, data: str) -> None:
    """Obey orders until the input ends; one line of JSON answers each."""
    keyring_box.install(keyring_box.KeyringBox(Path(keyring)))
    quick.shorten_pauses()
    parts = Parts(Options(services=Path(services), data_dir=Path(data)))
    parts.settings()
    print(json.dumps({"ready": True}), flush=True)
    # As every start of the program does, which may be one after a kill.
    is_tidy = False
    for line in sys.stdin:
        print(json.dumps(obeyed(parts, json.loads(line), tidies=not is_tidy)), flush=True)
        is_tidy = True
    parts.close()


def obeyed(parts: Parts, order: dict[str, Any], *, tidies: bool) -> dict[str, object]:
    """Look once, as the order says; what the program would show as an error becomes an answer."""
    try:
        if tidies:
            parts.connections.tidy()
        return keeping.check(parts, order["ids"]) if order.get("ids") else keeping.look(parts)
    except LmbError as error:
        return {"error": error.slug, "details": error.details}


if __name__ == "__main__":
    main(*sys.argv[1:])
