"""The `danvan` command: arguments in, one call, print; decides nothing, imports little."""

import functools
import os
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from corpus.errors import DanvanError
from pipeline.commands import ask, learn, look, night, portals, read

app = typer.Typer(
    name="danvan",
    help="What Vietnamese provincial portals publish about dân vận, as a corpus to be asked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS: Mapping[str, Callable[..., Any]] = {
    "nightly": night.nightly,
    "crawl": night.crawl,
    "tag": night.tag,
    "reparse": night.reparse,
    "publish": night.publish,
    "import": night.import_,
    "annotate": read.annotate,
    "search": ask.search,
    "figures": ask.figures,
    "articles": ask.articles,
    "export": ask.export,
    "serve": ask.serve,
    "train": learn.train,
    "doctor": look.doctor,
    "demo": night.demo,
}
GROUPS: Mapping[str, typer.Typer] = {
    "portals": portals.portals,
    "evaluate": learn.evaluate,
    "review": learn.review,
}
EXIT_CODES: Mapping[str, int] = {
    "settings": 2,
    "store": 2,
    "profile": 2,
    "model": 2,
    "query": 2,
    "filter": 2,
    "locked": 3,
}
"""Exit code by an error's code; any other error of ours is 1."""


def behind_the_door(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn our own errors into one line and an exit code; any other is a bug and shows itself."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except KeyboardInterrupt:
            _say("interrupted; everything up to here is kept")
            raise typer.Exit(130) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except DanvanError as error:
            _say(str(error))
            raise typer.Exit(EXIT_CODES.get(error.code, 1)) from None

    return run


def _say(message: str) -> None:
    print(f"danvan: {' '.join(message.split())}", file=sys.stderr)


for _name, _command in COMMANDS.items():
    app.command(_name)(behind_the_door(_command))
for _name, _group in GROUPS.items():
    for _info in _group.registered_commands:
        if _info.callback is not None:
            _info.callback = behind_the_door(_info.callback)
    app.add_typer(_group, name=_name)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"danvan {version('danvan')}")
        raise typer.Exit


@app.callback()
def _danvan(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """What Vietnamese provincial portals publish about dân vận, as a corpus to be asked."""


def main() -> None:
    """Run the command line."""
    app()
