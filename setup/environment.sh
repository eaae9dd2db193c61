#!/usr/bin/env bash
# Makes a virtual environment with the program in it; does nothing when it is there and up to date.
# Usage: environment.sh FOLDER any|newest [EXTRA]. The second says which Python, the third is one of the extras of
# pyproject.toml, such as "test".
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1 wanted=$2 extra=${3:-}
stamp="$folder/.installed${extra:+-$extra}"

# What the environment was made from: project file, place (an editable install points to it) and Python.
recipe() {
    echo "$(cksum <pyproject.toml) $PWD $("$folder/bin/python" -V 2>/dev/null)"
}

has_pip() {
    "$folder/bin/python" -m pip --version >/dev/null 2>&1
}

make_environment() {
    local python
    python=$(bash setup/python.sh "$wanted")
    echo "Making a virtual environment in $folder with $("$python" -V)"
    if ! "$python" -m venv --clear "$folder" >/dev/null; then
        # A half-made environment would look like one the next time.
        rm -rf "$folder"
        echo "This Python cannot make a virtual environment." >&2
        return 1
    fi
}

[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(recipe)" ] && exit 0
has_pip || make_environment
echo "Installing the Python packages into $folder (this takes a minute the first time)"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --editable ".${extra:+[$extra]}"
recipe >"$stamp"
