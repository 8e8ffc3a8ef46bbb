"""The reason of an adjudication names the rule that it applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordgraph.graph.checking.check import check
from accordgraph.graph.reading.content import Content

from .. import small
from ..small import BASE, append

RULE = f"<{BASE}id/concept/adjudication-rule-party-over-third-party>"
AGREEMENT = f"accord:overrulesSubject <{BASE}id/agreement/alpha-beta>"
THING = f"{AGREEMENT} ; accord:overrulesGraph <{BASE}graph/source/first>"
NOTHING = f"{AGREEMENT} ; accord:overrulesProperty accord:hasParty"
#: What is decided, the reason, and whether it names the rule.
REASONS = (
    (THING, "Party over third party: Alpha says so.", True),
    (THING, "Specific over vague, and party over third party.", True),
    (THING, "The other article is better informed.", False),
    (THING, "Primary over secondary: Alpha says so.", False),
    (THING, "\u2026", True),
    (NOTHING, "None of them decides.", True),
)


@pytest.mark.parametrize(("decision", "reason", "named"), REASONS)
def test_a_reason_names_the_rule(root: Path, decision: str, reason: str, named: bool) -> None:
    append(root, "ontology/concepts/all.ttl", f'{RULE} skos:prefLabel "party over third party"@en .\n')
    node = (
        f"<{BASE}id/adjudication/one> a accord:Adjudication ; {decision} ;\n"
        f'    accord:reason "{reason}"@en ;\n    accord:appliesRule {RULE} .\n'
    )
    (root / "data/adjudications.ttl").write_text(small.PREFIXES + node, encoding="utf-8")
    told = [str(each) for each in check(Content(root)).problems if each.rule == "unnamed-rule"]
    wanted = (
        "data/adjudications.ttl:14:24: The reason does not name this rule; begin it by \u201cParty over "
        "third party: \u201d, in Japanese too, or apply the rule that it names."
    )
    assert told == ([] if named else [wanted])
