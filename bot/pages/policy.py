"""What browsers allow our pages: nothing from another origin, no markup made from text, frames on named sites only."""
from __future__ import annotations

from collections.abc import Sequence

# What a page may ask a resident for; everything else is off. In a frame the host page has to hand it on, too.
ALLOWED_FEATURES = ("geolocation", "clipboard-write")
REFUSED_FEATURES = (
    "accelerometer", "camera", "display-capture", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
)
PERMISSIONS = ", ".join(
    [*(f"{name}=(self)" for name in ALLOWED_FEATURES), *(f"{name}=()" for name in REFUSED_FEATURES)]
)
SOURCES = (
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'",
    "trusted-types 'none'",
)
COMMON = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# A page that isolates itself (COEP) may show ours and load what ours loads.
EMBEDDABLE = {"Cross-Origin-Resource-Policy": "cross-origin"}
ANY_SITE = "*"


def page_headers(ancestors: Sequence[str], shows_frames: bool = False) -> dict[str, str]:
    """The headers of a page that the sites ``ancestors`` (origins; "*" for any) and our own may show in a frame."""
    frames = ("frame-src 'self'",) if shows_frames else ()
    framed_by = " ".join(("frame-ancestors", *(ancestors if ANY_SITE in ancestors else ("'self'", *ancestors))))
    return {
        **COMMON, **EMBEDDABLE, "Content-Security-Policy": "; ".join((*SOURCES, *frames, framed_by)),
        "Permissions-Policy": PERMISSIONS, "Cross-Origin-Embedder-Policy": "require-corp",
    }


def file_headers() -> dict[str, str]:
    """The headers of everything that is no page: a picture opened by itself runs nothing either."""
    return {**COMMON, **EMBEDDABLE, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
