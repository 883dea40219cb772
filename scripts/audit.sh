#!/usr/bin/env bash
# Looks up every locked package that this project runs, tests or checks with in the OSV database of
# known vulnerabilities. Fails if one has any. Where the database cannot be reached it says so in one
# line and succeeds: nothing was learned, and work offline goes on.
# Usage: scripts/audit.sh PIP_AUDIT [more options for pip-audit, such as --ignore-vuln ID]
set -euo pipefail
cd "$(dirname "$0")/.."

pip_audit=$1
shift
found=$(mktemp -d)
trap 'rm -rf "$found"' EXIT

if "$pip_audit" --vulnerability-service osv --disable-pip --require-hashes --progress-spinner off \
    --requirement requirements/run.lock --requirement requirements/test.lock \
    --requirement requirements/check.lock --output "$found/table" "$@" 2>"$found/said"; then
    echo "audit: no known vulnerability in the locked packages"
elif [ -s "$found/table" ]; then
    cat "$found/table" >&2
    echo "audit: the packages above have known vulnerabilities; make lock ARGS=--upgrade" >&2
    exit 1
elif grep --quiet --extended-regexp 'ConnectionError|ConnectTimeout|ReadTimeout|ServiceError' \
    "$found/said"; then
    echo "audit: skipped, for the vulnerability database cannot be reached"
else
    cat "$found/said" >&2
    echo "audit: pip-audit failed" >&2
    exit 1
fi
