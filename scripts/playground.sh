#!/bin/sh
# Microsoft's 365 Agents Playground against the running server: chat, group and channel, no tenant.
# It is a tool for trying by hand; its licence is for evaluation, so it is no part of the checks.
# Installed once into .venv/playground; needs node 18 or later and the package registry that one time.
set -eu

VERSION=0.2.28
FOLDER=.venv/playground
BOT=${1:-http://127.0.0.1:${REMIT_PORT:-3978}/api/messages}
PORT=${PLAYGROUND_PORT:-56150}

command -v npm >/dev/null || { echo "make playground needs node and npm." >&2; exit 2; }
if [ ! -f "$FOLDER/$VERSION.done" ]; then
    mkdir -p "$FOLDER"
    echo '{"private": true}' > "$FOLDER/package.json"
    npm install --prefix "$FOLDER" --no-save --no-audit --no-fund --silent \
        "@microsoft/m365agentsplayground@$VERSION"
    touch "$FOLDER/$VERSION.done"
fi
echo "The playground talks to $BOT; open http://127.0.0.1:$PORT"
# --dt: no telemetry
cd "$FOLDER" && exec node "node_modules/@microsoft/m365agentsplayground/cli.js" start \
    --app-endpoint "$BOT" --channel-id msteams --port "$PORT" --dt
