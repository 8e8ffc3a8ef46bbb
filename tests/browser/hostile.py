"""A content that attacks whoever reads it: markup, scripts and confusing marks in all that is free text."""

from __future__ import annotations

from pathlib import Path

from graph import small
from web import content

BASE = small.BASE

#: Each would run, load or hide something where it was taken for markup; `title` is the label's own trace.
LABELS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=2>",
    "</title></textarea></script><svg onload=window.pwned=3>",
    "\"><a href='javascript:window.pwned=4'>'\" quotes",
    "{{ 7*7 }} ${7*7} <!-- & &amp; &lt;b&gt;",
    "\u202eelif.exe \u2066ltr\u2069 \u200f right",
    "x" * 3000,
)


def _text(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"')


def _entities() -> str:
    return "".join(
        f"<{BASE}id/organization/hostile-{number}> a accord:Organization ;\n"
        f'    rdfs:label "{_text(label)}"@en ;\n'
        f'    skos:altLabel "{_text(label)} again"@en ;\n'
        f'    rdfs:comment "{_text(label)} と {_text(label)}"@ja .\n'
        for number, label in enumerate(LABELS)
    )


def write(root: Path) -> Path:
    """Write the content into a folder."""
    content.write(root)
    small.append(root, "data/entities/all.ttl", _entities())
    return root
