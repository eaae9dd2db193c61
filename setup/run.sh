#!/usr/bin/env bash
# Sets everything up and starts the program; without a display it walks the tour on a virtual one.
# Usage: run.sh [arguments of the program]. The exit code is the program's.
set -euo pipefail
cd "$(dirname "$0")/.."
program=(.venv/bin/python -m lmb_desktop)
pictures=$PWD/build/tour

has_display() {
    [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]
}

# Commands and questions that need no window.
is_command() {
    local argument
    for argument in "$@"; do
        case "$argument" in
        accounts | check | diagnostics | --help | -h | --version) return 0 ;;
        esac
    done
    return 1
}

opens_by_itself() {
    local argument
    for argument in "$@"; do
        case "$argument" in
        --tour | --tour=* | --self-check) return 0 ;;
        esac
    done
    return 1
}

can_show_windows() {
    .venv/bin/python -c 'import PySide6.QtWebEngineWidgets' 2>/dev/null
}

set_up() {
    local purposes=(python window) is_missing=no
    has_display || purposes+=(virtual-display)
    [ -z "${WAYLAND_DISPLAY:-}" ] || purposes+=(wayland)
    bash setup/system_packages.sh "${purposes[@]}" || is_missing=yes
    bash setup/environment.sh .venv any
    if [ "$is_missing" = yes ] && ! can_show_windows; then
        echo "The program cannot start without them." >&2
        return 1
    fi
}

tour() {
    rm -rf "$pictures"
    mkdir -p "$pictures"
    echo "No display here: walking the tour. Its pictures go to $pictures"
    local code=0
    bash setup/virtual_display.sh "${program[@]}" --practice --tour "$pictures" "$@" || code=$?
    echo "The pictures of the tour are in $pictures"
    return "$code"
}

set_up
# Nothing configured means practice mode (the program decides). As root the web view runs without its sandbox; the
# program refuses that unless it is told so here.
export LMB_DESKTOP_PRACTICE_IF_UNCONFIGURED=1
[ "$(id -u)" != 0 ] || export LMB_DESKTOP_ROOT_WEB_VIEW="${LMB_DESKTOP_ROOT_WEB_VIEW:-1}"
if is_command "$@" || has_display; then
    exec "${program[@]}" "$@"
elif opens_by_itself "$@"; then
    bash setup/virtual_display.sh "${program[@]}" "$@"
else
    tour "$@"
fi
