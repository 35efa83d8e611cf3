"""Serves the demo until interrupted: `python -m scrapers.demo --port 0`."""

import argparse
import sys
import threading

from scrapers.demo.server import serve_demo


def main(arguments: list[str] | None = None) -> int:
    """Print where the two sites are and serve them until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m scrapers.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="first port; the second is the next")
    parser.add_argument("--night", type=int, default=1, help="which night to show")
    asked = parser.parse_args(arguments)
    ports = (asked.port, asked.port + 1) if asked.port else (0, 0)
    with serve_demo(asked.night, ports=ports) as demo:
        for portal in demo.portals:
            sys.stdout.write(f"{portal.slug}\t{portal.home}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
