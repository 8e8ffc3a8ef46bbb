"""Validators of SHACL, each asked in the same way: a process of its own, the same files, the same rows."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from accordgraph.graph.validating.reports import read_report
from accordgraph.graph.validating.rules import QuickRules, reference

#: What a validator is asked: statements in N-Triples and shapes in Turtle; it gives its report in N-Triples.
Validate = Callable[[str, str], str]


def _triples(shapes: str) -> list[ox.Triple]:
    parsed = ox.parse(shapes, format=ox.RdfFormat.TURTLE)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parsed]


def _pyshacl(data: str, shapes: str) -> str:
    return _written(reference(_triples(shapes)).apply(data).statements)


def _ours(data: str, shapes: str) -> str:
    return _written(QuickRules(_triples(shapes)).apply(data).statements)


def _turbo(data: str, shapes: str) -> str:
    import pyshacl_turbo  # type: ignore[import-not-found]

    formats = {"data_graph_format": "nt", "shacl_graph_format": "turtle"}
    return str(pyshacl_turbo.validate(data, shacl_graph=shapes, **formats)[1].serialize(format="nt"))


def _shifty(data: str, shapes: str) -> str:
    import shifty  # type: ignore[import-not-found]

    return str(shifty.validate(data, shapes)[1].serialize(format="nt"))


def _rudof(data: str, shapes: str) -> str:
    import pyrudof  # type: ignore[import-not-found]

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(data, pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(shapes, pyrudof.ShaclFormat.Turtle)
    rudof.validate_shacl()
    return str(rudof.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.NTriples))


def _rust(data: str, shapes: str) -> str:
    import shacl_rust  # type: ignore[import-not-found]

    lines: list[str] = []
    for number, result in enumerate(shacl_rust.validate(data, shapes, data_format="nt")["results"]):
        node = f"_:r{number}"
        lines.append(f"{node} <{_RDF}type> <{_SH}ValidationResult> .\n")
        for name in ("focusNode", "resultPath", "value", "sourceShape", "sourceConstraintComponent"):
            if result.get(name):
                lines.append(f"{node} <{_SH}{name}> {result[name]} .\n")
    return "".join(lines)


_RDF, _SH = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/ns/shacl#"
VALIDATORS: Mapping[str, Validate] = {
    "pySHACL": _pyshacl,
    "shacl": _ours,
    "pyrudof": _rudof,
    "pyshacl-turbo": _turbo,
    "pyshifty": _shifty,
    "shacl-rust": _rust,
}


def _written(statements: tuple[ox.Triple, ...]) -> str:
    return (ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _rows(report: str) -> list[list[str]]:
    found = read_report(report).violations
    return sorted([*each.key[:3], *map(_plain, each.key[3:])] for each in found)


def _plain(node: str) -> str:
    return "_:" if node.startswith("_:") else node


def _main(name: str, shapes_file: str, large: str, small: str) -> None:
    """Validate the small files, and then, measured, the large one; print what came of it as JSON."""
    validate, shapes = VALIDATORS[name], Path(shapes_file).read_text("utf-8")
    told: dict[str, Any] = {"rows": {}}
    for path in sorted(Path(small).glob("*.nt")):
        told["rows"][path.name] = _rows(validate(path.read_text("utf-8"), shapes))
    data = Path(large).read_text("utf-8")
    before, start = time.process_time(), time.perf_counter()
    validate(data, shapes)
    told["seconds"], told["processor"] = time.perf_counter() - start, time.process_time() - before
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main(*sys.argv[1:])
