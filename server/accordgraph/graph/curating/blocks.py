"""Blocks of Turtle as people lay them out: written, put in their places, with the prefixes that they use."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from ..grounding.paragraphs import paragraph_digest
from ..names import Names
from ..prefixes import PREFIXES

#: A subject that stands alone, and the notes above it.
_BLOCK = re.compile(r"(?:^# .*\n)*^(?P<subject><[^<>\s]*>|[\w-]+:[\w./-]*)$", re.MULTILINE)
#: What stands before the first block of a file: notes and prefixes.
_HEAD = re.compile(r"\A(?P<notes>(?:#.*\n|[ \t]*\n)*)(?:@prefix .*\n|[ \t]*\n)*")


def string(text: str) -> str:
    """A literal in Turtle, on one line."""
    return str(ox.Literal(text))


def block(subject: str, *lines: str) -> str:
    """A block of Turtle: its subject alone, then what is said of it, a property a line."""
    return "\n".join([subject, *(f"    {line} ;" for line in lines), ".\n"])


def in_order(subject: str) -> list[str]:
    """What subjects are sorted by: paragraph 2 comes before paragraph 10."""
    return [part.zfill(6) if part.isdigit() else part for part in re.split(r"(?<=-p)(\d+)(?=-)", subject)]


def evidence_block(
    name: str, label: str, supports: str, prop: str, place: tuple[int, str], span: tuple[int, int] | None
) -> str:
    """Evidence that was located: the number and text of its paragraph, and the span of a property's value."""
    number, paragraph = place
    lines = [
        "a accord:Evidence",
        f"rdfs:label {string(label)}@en",
        "accord:evidenceGrade concept:evidence-grade-located",
        f'accord:paragraphDigest "{paragraph_digest(paragraph)}"',
        f"accord:paragraphNumber {number}",
    ]
    if span:
        lines += [f"accord:spanEnd {span[1]}", f"accord:spanStart {span[0]}"]
    lines.append(f"accord:supports {supports}")
    if prop:
        lines.append(f"accord:supportsProperty {prop}")
    return block(name, *lines)


def prefixed(old: str, body: str, names: Names) -> str:
    """A body of Turtle after the prefixes that it uses and those of the old text, sorted."""
    lines = dict(re.findall(r"^@prefix ([\w-]*): (.*)$", old, re.MULTILINE))
    plain = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", body)
    for prefix in set(re.findall(r"(?<![\w-])([a-z]+):", plain)):
        if prefix not in lines:
            own = {"accord": names.ontology_namespace}
            iri = own.get(prefix) or PREFIXES.get(prefix) or names.thing(prefix, "")
            lines[prefix] = f"<{iri}> ."
    return "".join(f"@prefix {prefix}: {lines[prefix]}\n" for prefix in sorted(lines)) + f"\n{body}"


def joined(old: str, entry: Sequence[tuple[str, str]], names: Names) -> str:
    """A file's text with new blocks in their places, everything else as it was."""
    head = _HEAD.match(old)
    notes, body = (head["notes"].strip(), old[head.end() :]) if head else ("", old)
    for subject, text in entry:
        after = next(
            (match.start() for match in _BLOCK.finditer(body) if match["subject"] > subject),
            None,
        )
        if after is None:
            body = f"{body.rstrip()}\n\n{text}".lstrip("\n")
        else:
            body = f"{body[:after]}{text}\n{body[after:]}"
    return (f"{notes}\n" if notes else "") + prefixed(old, body, names)
