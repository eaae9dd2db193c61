"""Sizes: the bundle on disk and the installer, where they have been built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.children import ROOT
from bench.rows import Row

MB = 1_000_000
BUNDLE_MB, INSTALLER_MB = 340, 120
INSTALLERS = ("*.deb", "*.AppImage", "*.exe", "*.msi", "*.dmg", "*.pkg", "*.tar.gz", "*.tar.xz", "*.zip")


def measure(_rounds: int) -> list[Row]:
    """Weigh what lies in dist/."""
    dist = ROOT / "dist"
    bundles = [entry for entry in dist.glob("*") if entry.is_dir()]
    installers = [entry for pattern in INSTALLERS for entry in dist.glob(pattern)]
    return [
        _row("bundle on disk", bundles, BUNDLE_MB, "make bundle"),
        _row("installer", installers, INSTALLER_MB, "make installer"),
    ]


def _row(what: str, found: list[Path], budget: int, made_by: str) -> Row:
    if not found:
        return Row(what, f"not built ({made_by}), budget {budget} MB", None)
    sizes = {entry.name: sum(map(_size, _files(entry))) / MB for entry in found}
    figures = ", ".join(f"{name} {size:.0f} MB" for name, size in sizes.items())
    return Row(what, f"{figures}, budget {budget} MB", max(sizes.values()) <= budget)


def _files(entry: Path) -> Iterable[Path]:
    return (path for path in entry.rglob("*") if path.is_file()) if entry.is_dir() else (entry,)


def _size(path: Path) -> int:
    # A link weighs nothing of its own.
    return 0 if path.is_symlink() else path.stat().st_size
