"""So many wrong passwords for one account from one address, counted without keeping either."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest

MOST, SECONDS = 10, 15 * 60


class Limited(ModelBackend):
    """Passwords as ever, but after `MOST` wrong ones nothing is tried for `SECONDS`.

    A known and an unknown account are refused alike, in words and in time.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> AbstractBaseUser | None:
        """The user, None for a wrong password.

        Raises:
            PermissionDenied: too many wrong ones; no other backend is asked either.
        """
        if request is not None and int(cache.get(_key(request, username), 0)) >= MOST:
            raise PermissionDenied
        return super().authenticate(request, username, password, **more)


@receiver(user_login_failed, dispatch_uid="login_limit_failed")
def _failed(
    credentials: Mapping[str, Any], request: HttpRequest | None = None, **_: object
) -> None:
    if request is None:
        return
    key = _key(request, credentials.get("username"))
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two calls
            cache.add(key, 1, SECONDS)


@receiver(user_logged_in, dispatch_uid="login_limit_in")
def _logged_in(request: HttpRequest | None, user: AbstractBaseUser, **_: object) -> None:
    if request is not None:
        cache.delete(_key(request, user.get_username()))


def _key(request: HttpRequest, username: object) -> str:
    """Account and address in disguise; the address is as in the API's limit."""
    name = str(username or "").casefold()
    said = f"{name}\0{_address(request)}".encode()
    return f"login:{hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:24]}"


def _address(request: HttpRequest) -> str:
    """Who is there: the last hop that our proxy noted, where there is one; else who dials us."""
    noted = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return noted.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
