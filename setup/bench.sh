#!/usr/bin/env bash
# Sets everything up and measures; on a virtual display where there is none. Usage: bench.sh [rounds]
set -euo pipefail
cd "$(dirname "$0")/.."
bash setup/system_packages.sh python window virtual-display || echo "Trying without them." >&2
bash setup/environment.sh .venv any
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
    exec .venv/bin/python -m bench "$@"
fi
exec bash setup/virtual_display.sh .venv/bin/python -m bench "$@"
