"""What browsers allow the pages: no script and no frame at all, but the desk's page our own scripts and named hosts."""
from __future__ import annotations

from collections.abc import Mapping

from knowledge.settings import Settings

EVERYWHERE = ("default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'")
SCRIPTS = ("script-src 'self'", "connect-src 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'")
COMMON = {
    "X-Content-Type-Options": "nosniff",
    # With none at all browsers say of no form where it comes from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
HEADERS = {
    **COMMON, "Content-Security-Policy": "; ".join((*EVERYWHERE, "frame-ancestors 'none'")), "X-Frame-Options": "DENY",
}


def page_headers(_settings: Settings) -> Mapping[str, str]:
    """Of nearly all pages."""
    return HEADERS


def desk_headers(settings: Settings) -> Mapping[str, str]:
    """Of the page beside the call: it runs our own scripts, and stands in frames of the pages that settings name."""
    framed_by = " ".join(("frame-ancestors", *(settings.desk_sites or ("'none'",))))
    return {**COMMON, "Content-Security-Policy": "; ".join((*EVERYWHERE, *SCRIPTS, framed_by))}
