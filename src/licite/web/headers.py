"""Security headers of every response, and the content policy that settings hand to django-csp."""

from collections.abc import Callable
from typing import Any, Final

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# No nonce: there is no inline script or style anywhere. `data:` is for drawings in CSS and the code of TOTP.
CONTENT_SECURITY_POLICY: Final[dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

_POWERS: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

# `same-origin`, not `no-referrer`: with the latter browsers send `Origin: null` with a form, which the check
# against forged requests must refuse. Other sites learn nothing either way.
HEADERS: Final = {
    "Permissions-Policy": ", ".join(f"{power}=()" for power in _POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# Only where the operator says HTTPS: over plain HTTP browsers ignore it, and a demo must not bind localhost to TLS.
HSTS: Final = "max-age=31536000; includeSubDomains"


class SecurityHeadersMiddleware:
    """Outermost of the list: HEADERS on every response, HSTS over HTTPS, `no-store` on all but static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        if settings.SECURE:
            response["Strict-Transport-Security"] = HSTS
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        return response
