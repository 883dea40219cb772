"""Write the Teams app package: `python scripts/teams_package.py OUT.zip [APP_ID ADDRESS]`.

Without an id and an address, those of the settings are taken (`REMIT_TEAMS__APP_ID`,
`REMIT_PUBLIC_URL`). The icons are drawn anew and written beside the manifest as well.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from adapters.settings import ServerSettings
from adapters.teams.package import SIZES, PackageWrong, icon, package
from adapters.teams.settings import TeamsSettings

FOLDER = Path(__file__).resolve().parents[1] / "deploy" / "teams-manifest"


def main(arguments: list[str]) -> int:
    """Write the package; 0 if it is written, 2 with a sentence if not."""
    if len(arguments) not in {1, 3}:
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(arguments[0])
    app_id, address = arguments[1:] or (TeamsSettings().app_id, ServerSettings().address)
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    try:
        content = package(manifest, app_id, address)
    except PackageWrong as error:
        print(f"{error}.", file=sys.stderr)
        return 2
    for name, size in SIZES.items():
        (FOLDER / name).write_bytes(icon(size, outline=name == "outline.png"))
    out.write_bytes(content)
    print(f"{out}: upload it in the Teams admin centre, or with “Upload a custom app”.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
