"""A web server's process has loaded what a question needs before it is asked one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[3]
ASKS = """
import sys
import compare.config.wsgi
missing = {"scipy.optimize", "scipy.special", "compare.decide.answer", "compare.web.views.answer",
           "holidays.countries.switzerland"} - set(sys.modules)
print(sorted(missing))
"""


def test_the_first_question_imports_nothing_large(tmp_path: Path) -> None:
    environment = {**os.environ, "WORTH_VAR": str(tmp_path)}
    found = subprocess.run(
        [sys.executable, "-c", ASKS],
        cwd=HERE,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"
