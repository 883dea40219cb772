"""Templates to HTML: everything that is put in is escaped, and the static files have one address.

The address of a static file changes with its content, so browsers may keep it for good.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.web import wording

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


def render(template: str, **values: object) -> str:
    """The HTML of a template with these values."""
    return _environment().get_template(template).render(values)


def day(written: str) -> str:
    """An ISO date as people write it, `4 May 2026`; anything else as it is."""
    try:
        given = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{given.day} {given:%B %Y}"


def page(template: str, **values: object) -> web.Response:
    """A page of HTML."""
    return web.Response(text=render(template, **values), content_type="text/html")


@cache
def static_prefix() -> str:
    """Where the static files are served: `/static/<twelve digits of their content>`."""
    digest = sha256()
    for file in sorted(STATIC.iterdir()):
        digest.update(file.name.encode() + file.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    """The templates, escaping always on."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["static"] = static_prefix()
    environment.globals["badges"] = wording.BADGES
    environment.filters["day"] = day
    return environment
