"""Icons as inline SVG: drawn on a grid of 24, in the colour of the text, silent to screen readers."""

from __future__ import annotations

from types import MappingProxyType

from markupsafe import Markup

_PATHS = MappingProxyType(
    {
        "clock": '<circle cx="12" cy="12.5" r="8.5"/><path d="M12 8v4.5l3 2"/>',
        "alert": '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17.2v.1"/>',
        "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
        "check": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.8 2.8L16 9.5"/>',
        "stop": '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
        "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
        "paper": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
        "clip": '<path d="m20 11-8 8a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 5 5l-8 8a1.7 1.7 0 0 1-2.5-2.5L15 8"/>',
        "mail": '<path d="M3 6h18v12H3z"/><path d="m3 7 9 6.5L21 7"/>',
        "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.6-4.4 3.8-7 8-7s7.4 2.6 8 7"/>',
        "down": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14"/>',
        "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8"/>',
        "scales": '<path d="M12 4v16M8 20h8M5 7h14M5 7l-2.5 6.5h5zM19 7l-2.5 6.5h5z"/>',
        "lock": '<path d="M6 11h12v9H6z"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
        "seal": '<path d="M12 3 5 6v5.5c0 4.4 2.9 7.7 7 9.5 4.1-1.8 7-5.1 7-9.5V6z"/><path d="m9 12 2.2 2.2L15 10"/>',
        "empty": '<path d="M4 13 6.5 5h11L20 13v6H4z"/><path d="M4 13h5a3 3 0 0 0 6 0h5"/>',
        "out": '<path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9"/>',
    }
)


def icon(name: str) -> Markup:
    """An icon by name.

    Raises:
        KeyError: there is none of that name.
    """
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>').format(
        Markup(_PATHS[name])  # noqa: S704 - drawn above
    )
