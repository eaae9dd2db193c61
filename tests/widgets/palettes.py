"""Usual palettes of the systems the program runs on: typical values, not read from a machine."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class System:
    """The six colours the tokens are computed from."""

    chrome: str
    page: str
    button: str
    ink: str
    accent: str
    on_accent: str


PALETTES = {
    "pictures, light": System("#f2f4f6", "#ffffff", "#fdfdfd", "#1b1f24", "#2b5db0", "#ffffff"),
    "pictures, dark": System("#26292e", "#1c1e22", "#3a3e44", "#e8eaed", "#8db2f4", "#0e1a2e"),
    "Fusion light": System("#efefef", "#ffffff", "#efefef", "#000000", "#308cc6", "#ffffff"),
    "Fusion dark": System("#353535", "#2a2a2a", "#353535", "#f0f0f0", "#2a82da", "#000000"),
    "Windows 11 light": System("#f3f3f3", "#ffffff", "#fbfbfb", "#1a1a1a", "#005fb8", "#ffffff"),
    "Windows 11 dark": System("#202020", "#272727", "#2d2d2d", "#ffffff", "#60cdff", "#000000"),
    "macOS light": System("#ececec", "#ffffff", "#ffffff", "#262626", "#007aff", "#ffffff"),
    "macOS dark": System("#323232", "#1e1e1e", "#323232", "#dfdfdf", "#007aff", "#ffffff"),
    "GNOME light": System("#f6f5f4", "#ffffff", "#edebe9", "#2e3436", "#3584e4", "#ffffff"),
    "Breeze dark": System("#2a2e32", "#1b1e20", "#31363b", "#fcfcfc", "#3daee9", "#fcfcfc"),
    "high contrast, black": System("#000000", "#000000", "#000000", "#ffffff", "#1aebff", "#000000"),
    "high contrast, sand": System("#fffaef", "#fffaef", "#fffaef", "#3d3d3d", "#903909", "#fff5e3"),
    "high contrast, night sky": System("#000000", "#000000", "#000000", "#ffffff", "#d6b4fd", "#2b2b2b"),
}


def palette_of(system: System) -> QPalette:
    """Return a palette with these colours in every role the tokens and the controls read."""
    role = QPalette.ColorRole
    colours = (
        (system.chrome, (role.Window, role.AlternateBase)),
        (system.page, (role.Base, role.ToolTipBase)),
        (system.button, (role.Button,)),
        (system.ink, (role.Text, role.WindowText, role.ButtonText, role.ToolTipText)),
        (system.accent, (role.Accent, role.Highlight, role.Link)),
        (system.on_accent, (role.HighlightedText,)),
    )
    palette = QPalette()
    for name, roles in colours:
        for each in roles:
            palette.setColor(each, QColor(name))
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor("#808080"))
    return palette
