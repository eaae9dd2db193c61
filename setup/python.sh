#!/usr/bin/env bash
# Prints the path of a Python to build with.
# Usage: python.sh any|newest. "any" takes python3 if it is 3.11 or later; "newest" takes the latest from 3.11 on.
# Ends with 1, and a sentence, where there is none.
set -euo pipefail

# Answers with the version ("3.12") of a Python that really runs; a shim may stand for a version that is not there.
version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

candidates() {
    local minor folder
    [ "$1" = any ] && echo python3
    for minor in 14 13 12 11; do
        command -v "python3.$minor" || true
        for folder in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3."$minor".*/bin; do
            [ -x "$folder/python3" ] && echo "$folder/python3"
        done
    done
    return 0
}

main() {
    local wanted=$1 candidate
    while read -r candidate; do
        if version_of "$candidate" >/dev/null && is_recent "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done < <(candidates "$wanted")
    echo "LMB Desktop needs Python 3.11 or later, and there is none on the path." >&2
    return 1
}

main "${1:-any}"
