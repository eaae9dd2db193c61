#!/usr/bin/env bash
# Makes the installer for this operating system from the bundle in dist/: on Debian and Ubuntu a .deb package.
set -euo pipefail
cd "$(dirname "$0")/.."
stage=build/deb
python=.venv-build/bin/python

if ! command -v dpkg-deb >/dev/null; then
    echo "Only the .deb package for Debian and Ubuntu is made so far; the bundle itself lies in dist/." >&2
    exit 1
fi
version=$("$python" -c 'import lmb_desktop; print(lmb_desktop.__version__)')
architecture=$(dpkg --print-architecture)
package=dist/lmb-desktop_${version}_${architecture}.deb

lay_out() {
    rm -rf "$stage"
    mkdir -p "$stage"/{DEBIAN,opt,usr/bin,usr/share/applications,usr/share/icons/hicolor/256x256/apps,usr/share/doc/lmb-desktop}
    cp -a dist/lmb-desktop "$stage/opt/lmb-desktop"
    ln -s /opt/lmb-desktop/lmb-desktop "$stage/usr/bin/lmb-desktop"
    cat LICENSE THIRD-PARTY.md >"$stage/usr/share/doc/lmb-desktop/copyright"
    QT_QPA_PLATFORM=offscreen "$python" setup/draw_icon.py "$stage/usr/share/icons/hicolor/256x256/apps/lmb-desktop.png"
}

write_desktop_entry() {
    cat >"$stage/usr/share/applications/lmb-desktop.desktop" <<'ENTRY'
[Desktop Entry]
Type=Application
Name=LMB Desktop
Comment=Connect Amazon seller accounts to Xero or QuickBooks
Exec=lmb-desktop
Icon=lmb-desktop
Terminal=false
Categories=Office;Finance;
StartupNotify=true
ENTRY
}

# The libraries that the bundle does not bring, and the keyring it wants. Without fonts or Kerberos it does not start.
write_control() {
    cat >"$stage/DEBIAN/control" <<CONTROL
Package: lmb-desktop
Version: $version
Architecture: $architecture
Maintainer: LMB Desktop contributors <contributors@lmb-desktop.invalid>
Installed-Size: $(du -sk "$stage/opt" | cut -f1)
Depends: libc6 (>= 2.34), libdrm2, libegl1, libfontconfig1, libgl1, libgssapi-krb5-2, libwayland-client0, libwayland-cursor0, libwayland-egl1, libxcb-dri3-0, libxcb1
Recommends: gnome-keyring | kwalletmanager
Section: misc
Priority: optional
Description: connects Amazon seller accounts to Xero or QuickBooks
 A wizard of five pages connects an Amazon seller account to a Xero
 organisation or a QuickBooks company and keeps the connection alive.
 Secrets stay in the keyring of the desktop.
CONTROL
}

lay_out
write_desktop_entry
write_control
chmod -R u=rwX,go=rX "$stage"
dpkg-deb --root-owner-group -Zxz -z6 --threads-max=2 --build "$stage" "$package"
echo "$package holds $(du -sm "$package" | cut -f1) MB"
