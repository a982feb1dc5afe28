"""``python -m gestae``."""

from gestae.cli import main

main()
