"""``python -m toolkit``: the command ``toolkit`` where scripts are not on the path."""

from toolkit.cli import main

main()
