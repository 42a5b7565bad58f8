"""``python -m policydiff`` is the `policydiff` command."""

from policydiff.cli.main import run

if __name__ == "__main__":
    run()
