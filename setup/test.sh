#!/usr/bin/env bash
# Sets everything up and runs every check, fast to slow; the last one is pytest, so its closing line counts all tests.
# Usage: test.sh [arguments of pytest]. Ends with 0 only if every check was fine.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=()

# Runs one check, remembers whether it failed, and goes on: one run shows everything.
check() {
    local name=$1
    shift
    echo "== $name"
    "$@" || failed+=("$name")
}

set_up() {
    bash setup/system_packages.sh python window virtual-display keyring-test tray-test || echo "Trying without them." >&2
    bash setup/environment.sh .venv any test
}

set_up || exit 1
export QT_QPA_PLATFORM=offscreen
run=(.venv/bin/python -m)
check "format" "${run[@]}" ruff format --check --no-cache .
check "lint" "${run[@]}" ruff check --no-cache .
check "types" "${run[@]}" mypy --cache-dir=build/mypy
check "tests" "${run[@]}" pytest -n 2 --dist loadgroup "$@"
[ "${#failed[@]}" = 0 ] && exit 0
echo "Not fine: ${failed[*]}" >&2
exit 1
