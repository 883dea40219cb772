"""Starting the program costs only what the question needs."""

from __future__ import annotations

import subprocess
import sys


def test_the_default_path_never_imports_llama_index() -> None:
    """Importing LlamaIndex takes over a second; only a setting that names a model of it may."""
    program = (
        "import sys, adapters.terminal.main, bot.bootstrap\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'llama_index'}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert result.stdout.strip() == "[]", result.stderr
