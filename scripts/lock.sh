#!/usr/bin/env bash
# Writes requirements/*.lock from pyproject.toml: for Python 3.11 to 3.13, every file with its
# hashes, from uv's default index whatever the machine is set to, and without naming any index.
# Each lock is held to the versions of those before it, so that all can be installed side by side.
# Usage: scripts/lock.sh UV [more options for uv, such as --upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$1
shift
unset UV_INDEX UV_INDEX_URL UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS

compile() {
    "$uv" pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-annotate --no-header "$@"
}

compile pyproject.toml --group build --output-file requirements/run.lock "$@"
before=(--constraint requirements/run.lock)
for group in test check bench model lock; do
    compile --group "$group" "${before[@]}" --output-file "requirements/$group.lock" "$@"
    before+=(--constraint "requirements/$group.lock")
done

if grep --extended-regexp --line-number '^(torch|nvidia-)|://|^--' requirements/*.lock; then
    echo "lock: the lines above must not be in a lock (a heavy package or an index address)" >&2
    exit 1
fi
