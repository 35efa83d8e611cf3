"""A server full of faults, and a way to send a crawl through it."""

import importlib.util
import sys
from pathlib import Path

import pytest


def _load(name: str):
    """Make a module beside this file importable: the test folders are no packages."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


fault_server = _load("fault_server")
crawler_module = _load("crawler")


@pytest.fixture
def crawler(tmp_path):
    return crawler_module.Crawler(tmp_path)


@pytest.fixture
def server():
    with fault_server.FaultServer() as running:
        yield running
