#!/usr/bin/env bash
# Runs a command on a virtual display of its own, or off screen where Xvfb is missing. The exit code is the command's.
# Usage: virtual_display.sh COMMAND [arguments]
set -euo pipefail

# Where there is no session bus, libraries start one for the new display and leave it behind.
if [ -z "${DBUS_SESSION_BUS_ADDRESS:-}" ] && [ ! -S "${XDG_RUNTIME_DIR:-/nonexistent}/bus" ]; then
    export DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent
fi
unset WAYLAND_DISPLAY
if command -v xvfb-run >/dev/null && command -v xauth >/dev/null; then
    exec xvfb-run -a -s "-screen 0 1280x1024x24" "$@"
fi
echo "No virtual display (Xvfb) here; Qt draws off screen instead." >&2
QT_QPA_PLATFORM=offscreen exec "$@"
