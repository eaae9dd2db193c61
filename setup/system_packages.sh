#!/usr/bin/env bash
# Installs the Debian and Ubuntu packages the program needs, or says which command does. Never touches other systems.
# Usage: system_packages.sh PURPOSE..., each of: python window wayland virtual-display keyring-test tray-test
# bundle.
# Ends with 0 when nothing is missing afterwards, with 1 otherwise.
set -euo pipefail

# A name with "|" is one package under several names: Ubuntu 24.04 renamed some for 64-bit time.
packages_for() {
    case "$1" in
    python) echo "python3 python3-venv ca-certificates" ;;
    # Qt's windows and the web engine (Chromium); libfontconfig1 brings a font, without one every web page stays blank.
    window)
        echo "libglib2.0-0t64|libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
        echo "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
        echo "libnss3 libasound2t64|libasound2 libxcomposite1 libxdamage1 libxtst6 libxrandr2 libxkbfile1 libxcb-dri3-0 libgbm1"
        ;;
    wayland) echo "libwayland-cursor0 libwayland-egl1" ;;
    virtual-display) echo "xvfb xauth" ;;
    keyring-test) echo "dbus gnome-keyring" ;;
    # A tray for a bare X server, a hand that moves its pointer, and the desktop's own judge of start entries.
    tray-test) echo "trayer xdotool desktop-file-utils" ;;
    bundle) echo "binutils libgssapi-krb5-2 libwayland-cursor0 libwayland-egl1" ;;
    *)
        echo "Unknown purpose: $1" >&2
        exit 2
        ;;
    esac
}

# A Python from elsewhere may do as well as Debian's.
can_make_environment() {
    local python
    python=$(bash "$(dirname "$0")/python.sh" any 2>/dev/null) && "$python" -c 'import ensurepip, venv' 2>/dev/null
}

# Prints the choices ("a|b" or "a") of which no name is installed.
missing_choices() {
    local purpose choice installed
    # With multi-arch a package may be listed once for each architecture; the name is enough here.
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null)
    for purpose in "$@"; do
        if [ "$purpose" = python ] && can_make_environment; then continue; fi
        for choice in $(packages_for "$purpose"); do
            grep -qxE "installed (${choice//./\\.})" <<<"$installed" || echo "$choice"
        done
    done
}

# Prints one name per choice: the first this system offers, else the last.
names_to_install() {
    local choice name picked
    for choice in "$@"; do
        picked=${choice##*|}
        for name in ${choice//|/ }; do
            if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
                picked=$name
                break
            fi
        done
        echo "$picked"
    done
}

# Root as it is, or a sudo that asks for nothing; anything else may not install.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Runs apt-get as root, silent unless it fails.
apt_get() {
    local output
    output=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" </dev/null 2>&1) && return
    tail -n 20 <<<"$output" >&2
    return 1
}

main() {
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    local choices names
    mapfile -t choices < <(missing_choices "$@")
    [ "${#choices[@]}" -gt 0 ] || return 0
    if may_install; then
        apt_get update || echo "apt-get update failed; trying with the package lists there are." >&2
        mapfile -t names < <(names_to_install "${choices[@]}")
        echo "Installing system packages: ${names[*]}"
        apt_get install -y --no-install-recommends "${names[@]}" && return 0
    fi
    mapfile -t names < <(names_to_install "${choices[@]}")
    echo "Some system packages are missing. This command installs them:" >&2
    echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names[*]}" >&2
    return 1
}

main "$@"
