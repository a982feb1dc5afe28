import subprocess
import sys

HEAVY = ("spacy", "numpy", "pydantic", "polars", "rich", "gestae.pipeline", "gestae.model")


def test_help_and_the_front_door_import_nothing_heavy() -> None:
    program = (
        "import sys, gestae\n"
        "from gestae.cli import main\n"
        "sys.argv = ['gestae', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
    assert "Usage: gestae" in ran.stdout


def test_the_module_runs_too() -> None:
    ran = subprocess.run([sys.executable, "-m", "gestae", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.strip()
