"""``python -m leeway`` is the program."""

import subprocess
import sys

from leeway import _program

sys.exit(subprocess.run([_program(), *sys.argv[1:]], check=False).returncode)
