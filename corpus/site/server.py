"""Serve the analyst's pages: a Datasette over the corpus, on loopback unless told otherwise."""

import logging
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from corpus.engines import locate
from corpus.errors import StoreError
from corpus.queries import open_reader
from corpus.site.metadata import FOLDER, SETTINGS, make_metadata

if TYPE_CHECKING:
    import uvicorn

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8001
_PLUGIN: Final = "danvan"
_ADDRESSABLE: Final = re.compile(r"[^?#%]*")


def build_site(target: str | Path | None = None) -> Any:
    """Make the Datasette for a corpus; it reads, also while the night writes.

    Raises:
        StoreError: there is no corpus at that place.
    """
    from datasette.app import Datasette
    from datasette.plugins import pm

    from corpus.site import plugin

    path = locate(target).path
    with open_reader(path):
        pass
    if not _ADDRESSABLE.fullmatch(str(path)):
        # Datasette writes the path into an address as it is.
        raise StoreError(f"{path}: the pages cannot be served from a path with ?, # or %; move it")
    if not pm.has_plugin(_PLUGIN):
        pm.register(plugin, name=_PLUGIN)
    return Datasette(
        files=[str(path)],
        metadata=make_metadata(path.stem),
        settings=SETTINGS,
        template_dir=str(FOLDER / "templates"),
        static_mounts=[("danvan", str(FOLDER / "static"))],
    )


def open_socket(host: str = LOOPBACK, port: int = PORT) -> socket.socket:
    """Listen; port 0 takes any that is free.

    Raises:
        StoreError: the port is taken, or the host is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise StoreError(
            f"{host}:{port}: the pages cannot be served here: {error.strerror}; try another --port"
        ) from error
    return listener


def make_server(site: Any) -> "uvicorn.Server":
    """Make the server for a site; `run(sockets=[…])` serves it."""
    import uvicorn

    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    return uvicorn.Server(uvicorn.Config(site.app(), log_level="warning", lifespan="on"))


def write_address(address: str) -> None:
    """Say on standard error where the pages are."""
    sys.stderr.write(f"{address}  (Ctrl+C)\n")
    sys.stderr.flush()


def run_site(
    target: str | Path | None = None,
    host: str = LOOPBACK,
    port: int = PORT,
    announce: Callable[[str], None] = write_address,
) -> None:
    """Serve the pages until interrupted.

    Args:
        target: the corpus; by default the user's own.
        host: the address to listen on.
        port: the port; 0 takes any that is free.
        announce: told the address once somebody can come.

    Raises:
        StoreError: there is no corpus, or the port is taken.
    """
    site = build_site(target)
    with open_socket(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        announce(f"http://{name}:{listener.getsockname()[1]}/")
        make_server(site).run(sockets=[listener])
