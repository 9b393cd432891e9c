"""So many requests a minute for each address, counted without keeping the address."""

from __future__ import annotations

import hashlib
import hmac
import time

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

MINUTE = 60


class PerMinute(BaseThrottle):
    """A count per minute; the rate is `DEFAULT_THROTTLE_RATES["anon"]`, as in `6000/min`."""

    def allow_request(self, request: Request, view: object) -> bool:  # noqa: ARG002
        """Count this request; False beyond the rate."""
        key = f"calls:{_disguised(self.get_ident(request))}:{int(time.time()) // MINUTE}"
        if cache.add(key, 1, MINUTE):
            return True
        try:
            return int(cache.incr(key)) <= _rate()
        except ValueError:  # it ran out between the two calls
            return True

    def wait(self) -> float:
        """Seconds until the next minute."""
        return MINUTE - time.time() % MINUTE


def _rate() -> int:
    return int(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["anon"].split("/")[0])


def _disguised(address: str | None) -> str:
    """Without an address (a socket file) everybody behind it is counted together."""
    return hmac.new(
        settings.SECRET_KEY.encode(), (address or "").encode(), hashlib.sha256
    ).hexdigest()[:24]
