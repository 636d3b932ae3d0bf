"""``python -m kitei``: the command line."""

from kitei.cli import main

if __name__ == "__main__":
    main()
