#!/bin/sh
# Prints a Python that can run Remit: 3.11 to 3.13 with venv and pip. The one given, or the first
# that works on the path. Prints one sentence on standard error and fails when there is none.
# Usage: scripts/find-python.sh [PYTHON]
right_version='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
version='import sys; print("%d.%d" % sys.version_info[:2])'
without_venv=

for candidate in ${1:-python3.13 python3.12 python3.11 python3}; do
    "$candidate" -c "$right_version" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
    without_venv=${without_venv:-$("$candidate" -c "$version")}
done

if [ -n "$without_venv" ]; then
    echo "Python $without_venv is here but cannot create environments: install its venv module" \
        "(Debian, Ubuntu: sudo apt install python$without_venv-venv), then run make again." >&2
elif [ -n "$1" ]; then
    echo "$1 is not a Python 3.11, 3.12 or 3.13: set PYTHON to one that is, or leave it out." >&2
else
    echo "Remit needs Python 3.11, 3.12 or 3.13: install one with its venv module (Debian 12," \
        "Ubuntu 22.04: sudo apt install python3.11 python3.11-venv), or run make PYTHON=/its/path." >&2
fi
exit 1
