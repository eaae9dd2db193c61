#!/usr/bin/env bash
# Raises every message by its real trigger, checks it, and saves a picture of each, light and dark, with a page of them.
# Usage: gallery.sh [DIR]. Ends with 0 only if every message was as it should be.
set -uo pipefail
cd "$(dirname "$0")/.."
folder=$(realpath -m "${1:-build/gallery}")

set_up() {
    bash setup/system_packages.sh python window virtual-display || echo "Trying without them." >&2
    bash setup/environment.sh .venv any test
}

set_up || exit 1
rm -rf "$folder"/*-light.png "$folder"/*-dark.png "$folder"/*-details.png "$folder/index.html"
mkdir -p "$folder"
code=0
QT_QPA_PLATFORM=offscreen LMB_DESKTOP_GALLERY="$folder" \
    .venv/bin/python -m pytest -n 0 -q tests/journeys/messages || code=$?
taken=$(find "$folder" -name '*-light.png' | wc -l)
echo "$taken messages, each light and dark, are in $folder; $folder/index.html shows them all."
[ "$code" = 0 ] || echo "Not every message was as it should be." >&2
exit "$code"
