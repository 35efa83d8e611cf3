"""What every test stands on: no network but loopback, and the folder that may lie beside us."""

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
"""Gold texts kept outside the project; tests that use them skip when the folder is absent."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = address[0]
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of outside gold, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with outside gold is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def nlp() -> Iterator[object]:
    """Give the whole reader, loaded once."""
    from pipeline import load

    return load()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, nlp: object) -> Path:
    """Give the folder a demo of two nights left behind."""
    from pipeline.demo import prepare, run_demo
    from pipeline.nightly import be_quiet

    folder = tmp_path_factory.mktemp("demo")
    for _ in run_demo(nlp, prepare(folder), watch=be_quiet):
        pass
    return folder
