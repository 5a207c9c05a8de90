"""The one way to the cluster: a request and its answer, every failure as a sentence of ours.

A cluster that cannot be reached is not asked again for a moment: a reader who goes on through what is in
memory waits for no time-out at each key.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import orjson

from wxreader.errors import StoreError, UsageError
from wxreader.i18n import _
from wxreader.shared.address import ArchiveAddress
from wxreader.shared.credentials import Credentials

try:
    import opensearchpy
    from opensearchpy import exceptions
except ImportError:
    from wxreader.errors import MissingExtraError

    raise MissingExtraError(
        _("an opensearch:// library needs an extra: pip install 'wxreader[opensearch]'")
    ) from None

Json = dict[str, Any]
SECONDS = 10.0
"""How long an answer may take."""
CONNECTIONS = 8
"""To a node, of the threads that ask at once."""
LONG_SECONDS = 120.0
"""The same of writing many documents, and of what reads the whole archive."""
REST_SECONDS = 2.0
"""How long a cluster that could not be reached is not asked again (chosen)."""
PATIENCE = 60.0
"""Seconds that a load goes on trying while a cluster elects, heals or is full of work (chosen)."""
BUSY = (429, 502, 503, 504)
"""Statuses that say: later."""
BULK_BYTES = 8_000_000
"""Bytes of a request that writes many documents (chosen: OpenSearch advises 5 to 15 MB)."""
_UNAUTHORISED, _FORBIDDEN, _MISSING, CONFLICT = 401, 403, 404, 409


class UnreachableError(StoreError):
    """The cluster does not answer."""


class MissingLibraryError(StoreError):
    """The cluster has no library of the name."""


class ConflictError(StoreError):
    """A document was changed by somebody else meanwhile."""


def _quiet() -> None:
    """opensearch-py logs every failed request with its body.

    Notes and queries are nobody's but the user's.
    """
    for name in ("opensearch", "opensearchpy.trace", "opensearchpy.connection.base"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


class Connection:
    """A client of a cluster.

    Args:
        address: Where it is.
        who: User and password.
        ca: File of the authority that signed its certificates; empty for those that the machine trusts.
        insecure: Believe any certificate; on this machine alone.
    """

    def __init__(
        self, address: ArchiveAddress, who: Credentials, ca: str = "", insecure: bool = False
    ) -> None:
        if insecure and not address.on_this_machine:
            raise UsageError(_("--insecure is for a cluster on this machine alone"))
        _quiet()
        self.address = address
        options: dict[str, Any] = {}
        if address.encrypted:
            options = {"use_ssl": True, "verify_certs": not insecure, "ssl_show_warn": False}
            if ca:
                options["ca_certs"] = ca
        if who.user:
            options["http_auth"] = (who.user, who.password)
        try:
            self._client = opensearchpy.OpenSearch(
                hosts=[{"host": h, "port": p} for h, p in address.hosts],
                timeout=SECONDS,
                max_retries=max(2, len(address.hosts)),
                retry_on_timeout=False,
                retry_on_status=(502, 504),
                http_compress=False,
                pool_maxsize=CONNECTIONS,
                **options,
            )
        except OSError as error:
            raise UsageError(
                _("{path}: this certificate cannot be read ({reason})", path=ca, reason=type(error).__name__)
            ) from None
        self._rests_until = 0.0
        self.trouble = ""
        """Why the cluster could not be reached when last asked; empty where it could."""
        self.asked = 0
        """Requests made, for measuring."""

    def close(self) -> None:
        """Close what is open."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        body: Json | bytes | None = None,
        *,
        seconds: float = SECONDS,
        probe: bool = False,
        **params: Any,
    ) -> Any:
        """The answer to a request.

        Args:
            method: HTTP's.
            path: From the cluster's root.
            body: An object, or what is sent as it is.
            seconds: How long it may take.
            probe: Ask though the cluster could not be reached a moment ago.
            params: Of the query string.

        Raises:
            UnreachableError, MissingLibraryError, ConflictError, StoreError: As they say.
        """
        if self._rests_until > time.monotonic() and not probe:
            raise UnreachableError(self.trouble)
        sent = orjson.dumps(_without_surrogates(body)) if isinstance(body, dict) else body
        self.asked += 1
        try:
            found = self._client.transport.perform_request(
                method, path, params={**params, "request_timeout": seconds}, body=sent
            )
        except exceptions.ConnectionError as error:
            self.trouble = self._unreachable(error)
            self._rests_until = time.monotonic() + REST_SECONDS
            raise UnreachableError(self.trouble) from None
        except exceptions.TransportError as error:
            raise self._refused(error) from None
        except exceptions.OpenSearchException as error:
            raise StoreError(self._answered(type(error).__name__)) from None
        self.trouble, self._rests_until = "", 0.0
        return found

    def patiently(self, work: Callable[[], Any], patience: float = PATIENCE) -> Any:
        """What a request gives, tried again while the cluster elects, heals or is full of work."""
        until, pause = time.monotonic() + patience, 0.2
        while True:
            try:
                return work()
            except UnreachableError:
                if time.monotonic() > until:
                    raise
            time.sleep(pause)
            self._rests_until = 0.0
            pause = min(5.0, 2 * pause)

    def _where(self) -> str:
        return ", ".join(f"{h}:{p}" for h, p in self.address.hosts)

    def _unreachable(self, error: exceptions.ConnectionError) -> str:
        if isinstance(error, exceptions.SSLError):
            return _(
                "the certificate of {where} cannot be verified; "
                "opensearch_ca in the settings names its authority's",
                where=self._where(),
            )
        slow = isinstance(error, exceptions.ConnectionTimeout)
        reason = _("no answer in time") if slow else _("no connection")
        return _("the archive at {where} cannot be reached ({reason})", where=self._where(), reason=reason)

    def _answered(self, reason: str) -> str:
        return _("the archive at {where} answered: {reason}", where=self._where(), reason=reason)

    def _refused(self, error: exceptions.TransportError) -> StoreError:
        """What a status says, without what was asked: that may be somebody's note."""
        status = error.status_code
        if status == _UNAUTHORISED:
            return StoreError(
                _(
                    "the archive at {where} asks for a user and a password, or refuses these "
                    "(WXREADER_OPENSEARCH_USER, ~/.netrc, password_command)",
                    where=self._where(),
                )
            )
        if status == _FORBIDDEN:
            return StoreError(
                _("the archive at {where} does not allow this to this user", where=self._where())
            )
        if status == _MISSING:
            return MissingLibraryError(
                _(
                    "there is no library {name} at {where}; `wxreader load` makes it",
                    name=self.address.name,
                    where=self._where(),
                )
            )
        if status == CONFLICT:
            return ConflictError(self._answered("conflict"))
        if status in BUSY:
            self.trouble = _(
                "the archive at {where} cannot answer now ({reason})", where=self._where(), reason=status
            )
            return UnreachableError(self.trouble)
        return StoreError(self._answered(f"{status} {error.error}"))

    # -- searching ------------------------------------------------------------------------------------

    def search(self, indices: str, body: Json, seconds: float = SECONDS, ranked: bool = False) -> Json:
        """What a search gives, whole: an answer that some shards did not take part in is refused.

        Args:
            indices: Where.
            body: The search.
            seconds: How long it may take.
            ranked: Scores are to be the same whatever shard an article is in: words are counted over all
            first.

        Raises:
            StoreError: As `ask`; or the answer would be partial.
        """
        found: Json = self.ask(
            "POST",
            f"/{indices}/_search",
            body,
            seconds=seconds,
            allow_partial_search_results="false",
            ignore_unavailable="false",
            search_type=_search_type(ranked),
        )
        shards = found.get("_shards", {})
        if found.get("timed_out") or shards.get("failed"):
            raise UnreachableError(self._answered(_("only a part of the archive answered")))
        return found

    def pages_of(
        self, indices: str, body: Json, size: int = 1000, ranked: bool = False
    ) -> Iterator[list[Json]]:
        """Every hit of a search, in pieces: at one point in time, each after the last of the one before.

        Args:
            indices: Where.
            body: The search; its `sort` must put no two documents at one place.
            size: Hits of a piece.
            ranked: As of `search`.
        """
        opened = self.ask("POST", f"/{indices}/_search/point_in_time", keep_alive="2m")["pit_id"]
        try:
            after: Sequence[Any] | None = None
            while True:
                asked = {**body, "size": size, "pit": {"id": opened, "keep_alive": "2m"}}
                if after is not None:
                    asked["search_after"] = after
                found = self.ask(
                    "POST",
                    "/_search",
                    asked,
                    seconds=LONG_SECONDS,
                    allow_partial_search_results="false",
                    search_type=_search_type(ranked),
                )
                hits = found["hits"]["hits"]
                if hits:
                    yield hits
                if len(hits) < size:
                    return
                after = hits[-1]["sort"]
        finally:
            with suppress(StoreError):  # it ends by itself
                self.ask("DELETE", "/_search/point_in_time", {"pit_id": [opened]})

    # -- writing --------------------------------------------------------------------------------------

    def bulk(self, operations: Sequence[tuple[Json, bytes | None]], refresh: bool = False) -> None:
        """Write many documents; what the cluster cannot take now is tried again.

        Args:
            operations: Each an action with its document; None for a deletion.
            refresh: Show them to searches at once.

        Raises:
            StoreError: A document is refused, or the cluster stays away.
        """
        for some in _by_size(operations):
            left = list(some)
            until = time.monotonic() + PATIENCE
            while left:
                found = self.patiently(partial(self._send, _lines(left), refresh))
                left = self._not_taken(left, found)
                if left:
                    if time.monotonic() > until:
                        raise UnreachableError(self._answered("429"))
                    time.sleep(0.5)

    def _send(self, sent: bytes, refresh: bool) -> Json:
        found: Json = self.ask(
            "POST", "/_bulk", sent, seconds=LONG_SECONDS, refresh="true" if refresh else "false"
        )
        return found

    def _not_taken(
        self, operations: list[tuple[Json, bytes | None]], found: Json
    ) -> list[tuple[Json, bytes | None]]:
        """The operations that are to be tried again.

        Raises:
            StoreError: One is refused for good.
        """
        if not found.get("errors"):
            return []
        again = []
        for operation, item in zip(operations, found["items"], strict=True):
            done: Json = next(iter(item.values()))
            status = done["status"]
            if status in BUSY:
                again.append(operation)
            elif status == _MISSING and "delete" in item:
                continue
            elif "error" in done:
                reason = done["error"].get("type", "") if isinstance(done["error"], Mapping) else ""
                raise StoreError(
                    _(
                        "the archive refuses the document {id} ({reason})",
                        id=done.get("_id", ""),
                        reason=reason,
                    )
                )
        return again


def _search_type(ranked: bool) -> str:
    return "dfs_query_then_fetch" if ranked else "query_then_fetch"


def _lines(operations: Sequence[tuple[Json, bytes | None]]) -> bytes:
    rows: list[bytes] = []
    for action, document in operations:
        rows.append(orjson.dumps(action))
        if document is not None:
            rows.append(document)
    return b"\n".join(rows) + b"\n"


def _by_size(
    operations: Sequence[tuple[Json, bytes | None]],
) -> Iterator[list[tuple[Json, bytes | None]]]:
    """Operations in pieces of some megabytes."""
    some: list[tuple[Json, bytes | None]] = []
    size = 0
    for operation in operations:
        some.append(operation)
        size += len(operation[1] or b"") + 100
        if size > BULK_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _without_surrogates(value: Any) -> Any:
    """An object without halves of surrogate pairs, which no JSON may have: a query can, from a shell."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {k: _without_surrogates(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(v) for v in value]
    return value
