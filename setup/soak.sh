#!/usr/bin/env bash
# Sets everything up and plays a simulated year of many accounts. Usage: soak.sh [--accounts N] [--days N] [--seed N]
set -euo pipefail
cd "$(dirname "$0")/.."
bash setup/system_packages.sh python || echo "Trying without them." >&2
bash setup/environment.sh .venv any test
exec .venv/bin/python -m tests.soak "$@"
