"""policydiff completion."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.settings import shared

SET_UP = {
    "bash": ("~/.bashrc", 'eval "$(_POLICYDIFF_COMPLETE=bash_source policydiff)"'),
    "zsh": ("~/.zshrc", 'eval "$(_POLICYDIFF_COMPLETE=zsh_source policydiff)"'),
    "fish": ("~/.config/fish/config.fish", "_POLICYDIFF_COMPLETE=fish_source policydiff | source"),
}
"""Shell → the file that it reads when it starts, and the line to put there."""


@click.command(
    "completion",
    **examples("policydiff completion bash >> ~/.bashrc", "policydiff completion fish"),
)
@click.argument("shell", type=click.Choice(sorted(SET_UP)))
@shared
def command(*, shell: str) -> None:
    """Print the line that makes SHELL complete policydiff's commands and options, and where to put
    it.
    """
    place, line = SET_UP[shell]
    click.echo(f"# policydiff: completion for {shell}; belongs into {place}\n{line}")
