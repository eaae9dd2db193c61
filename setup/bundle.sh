#!/usr/bin/env bash
# Builds the frozen program in dist/ with the newest Python found, and proves it by its own self-check.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=.venv-build
case "$(uname -s)" in
Darwin) program="dist/LMB Desktop.app/Contents/MacOS/lmb-desktop" ;;
*) program=dist/lmb-desktop/lmb-desktop ;;
esac

# The web engine is the part that ages; only Python 3.12 and later may use its current version.
warn_about_python() {
    if ! "$environment/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
        echo "Built with Python older than 3.12: the web engine stays at Qt 6.11 and misses the security fixes since." >&2
        echo "Install Python 3.12 or later and build again before you hand this out." >&2
    fi
}

# Anything but one line and the exit code 0 is a failure.
self_check() {
    local output
    [ "$(id -u)" != 0 ] || export LMB_DESKTOP_ROOT_WEB_VIEW="${LMB_DESKTOP_ROOT_WEB_VIEW:-1}"
    output=$(QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" "$program" --self-check 2>&1 </dev/null) || {
        echo "The self-check of the bundle failed: $output" >&2
        return 1
    }
    [ "$(wc -l <<<"$output")" = 1 ] || {
        echo "The self-check of the bundle said more than one line: $output" >&2
        return 1
    }
    echo "$output"
}

# The bundle takes the system's libraries from this machine, so they must be here to be collected.
bash setup/system_packages.sh python window wayland bundle || echo "Trying without them." >&2
bash setup/environment.sh "$environment" newest build
warn_about_python
"$environment/bin/python" -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build/pyinstaller build.spec
self_check
echo "dist/lmb-desktop holds $(du -sm dist/lmb-desktop | cut -f1) MB"
