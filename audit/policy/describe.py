"""The rules as a page for people, made from the catalogue and the presets.

``python -m onrecord.audit.policy.describe`` prints it; with a file, the page between the two
marks in that file is written again.
"""

import sys
from pathlib import Path
from typing import Final

from onrecord.audit.files import write_atomically
from onrecord.audit.policy.catalogue import PRESETS, asked_for, catalogue
from onrecord.audit.policy.listing import limit
from onrecord.audit.policy.load import load_policy
from onrecord.audit.policy.types import Rule
from onrecord.models.errors import OnRecordError

BEGIN: Final = "<!-- made by python -m onrecord.audit.policy.describe -->"
END: Final = "<!-- end of what is made -->"


def describe() -> str:
    """All rules in Markdown: a table of levels by preset, then what each rule is about."""
    rules = [catalogue().rule(id) for id in catalogue().rules]
    return "\n".join([*_table(rules), "", *(line for rule in rules for line in _section(rule))])


def renewed(page: str) -> str:
    """`page` with the part between the marks regenerated.

    Raises:
        OnRecordError: the page lacks the marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise OnRecordError(f"The page lacks the lines {BEGIN} and {END}; add them.")
    return f"{before}{begin}\n\n{describe()}\n{end}{after}"


def _table(rules: list[Rule]) -> list[str]:
    order = ("default", "strict", *(p for p in PRESETS if p not in ("default", "strict")))
    policies = {name: {r.id: r for r in load_policy(name).rules} for name in order}
    lines = [f"| rule | {' | '.join(order)} |", f"|---|{'---|' * len(order)}"]
    for rule in rules:
        cells = [
            _cell(policies[name].get(rule.id), policies["default"].get(rule.id)) for name in order
        ]
        lines.append(f"| [{rule.id}](#{rule.id}) | {' | '.join(cells)} |")
    return lines


def _cell(rule: Rule | None, default: Rule | None) -> str:
    """A rule's level in a preset, with its threshold where that is not the default one."""
    if rule is None:
        return "off"
    same = default is not None and default.threshold == rule.threshold
    return rule.level if rule.threshold is None or same else f"{rule.level} ({limit(rule)})"


def _section(rule: Rule) -> list[str]:
    lines = [f"### {rule.id}", "", f"Finds {rule.finds}.", ""]
    if rule.threshold is not None:
        lines += [f"Threshold: {limit(rule)}."]
    if rule.confidence:
        lines += [f"It reports nothing if the labels are less certain than {rule.confidence:.2f}."]
    if rule.judgement:
        lines += ["It judges wording, so it never reports more than a suggestion."]
    return [*lines, f"Asked for by: {asked_for(rule.standards)}.", ""]


def main(arguments: list[str]) -> None:
    """Print the page, or write it into the file that is named."""
    if not arguments:
        print(describe())
        return
    path = Path(arguments[0])
    write_atomically(path, renewed(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(sys.argv[1:])
