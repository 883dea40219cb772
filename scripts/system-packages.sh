#!/usr/bin/env bash
# What the tests use that Python's packages do not bring: PostgreSQL, a browser, Node.js, and a clock
# that can jump. Installs what is missing where that is allowed (root on Debian or Ubuntu); elsewhere
# the tests that need it skip and say so. Usage: scripts/system-packages.sh
set -euo pipefail

missing=()
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core fonts-noto-color-emoji)
command -v node >/dev/null || missing+=(nodejs)
compgen -G "/usr/lib/*/faketime/libfaketime.so.1" >/dev/null || missing+=(libfaketime)
command -v npm >/dev/null || missing+=(npm)

if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed, so some tests will skip: ${missing[*]}"
    exit 0
fi
echo "Installing for the tests: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    echo "Could not be installed, so some tests will skip: ${missing[*]}"
