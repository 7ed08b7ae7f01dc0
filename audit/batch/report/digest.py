"""What a corpus report needs to know of every audit, gathered as they pass."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from onrecord.audit.batch.report.compared_figures import DISTRIBUTED, OUTLYING
from onrecord.audit.batch.report.distribution import DistributionCounter
from onrecord.audit.batch.report.groups import GroupCounter
from onrecord.audit.batch.report.outliers import Ends
from onrecord.audit.batch.report.tables import article_rows
from onrecord.audit.batch.report.tally import SourceTally
from onrecord.audit.batch.report.types import Part, RuleUse
from onrecord.audit.policy.catalogue import catalogue
from onrecord.audit.schema.audit import LEVELS, Audit, Level
from onrecord.models.labels import ANONYMOUS_TYPES, SECTORS

#: What stands for a sector where no source is given.
HEARSAY: Final = "hearsay"


class Digest:
    """Adds up audits; its size does not grow with their number (sources lie on disk)."""

    def __init__(self, scratch: Path, keys: Sequence[str], *, with_sources: bool) -> None:
        self.distributions = [DistributionCounter(figure) for figure in DISTRIBUTED]
        self.ends = [Ends(figure) for figure in OUTLYING]
        self.counters = [GroupCounter(key) for key in keys]
        self.tally = SourceTally(scratch / "sources.sqlite") if with_sources else None
        self.articles = 0
        self._sector_words: Counter[str] = Counter()
        self._anonymous_words: Counter[str] = Counter()
        self._attributed = 0
        self._findings: Counter[tuple[str, Level]] = Counter()
        self._with_finding: Counter[tuple[str, Level]] = Counter()

    def add(self, audit: Audit, at: int) -> None:
        """Take one audit into account; `at` is the offset of its line, in bytes."""
        (row,) = article_rows(audit)
        for distribution in self.distributions:
            distribution.add(row[distribution.figure.column])
        for ends in self.ends:
            ends.add(row, self.articles, at)
        for counter in self.counters:
            counter.add(row)
        if self.tally is not None:
            self.tally.add(audit)
        balance = audit.balance
        self._attributed += balance.totals.attributed_words
        for part in balance.sector_shares:
            self._sector_words[part.sector or HEARSAY] += part.words
        for kind in balance.anonymous.by_type:
            self._anonymous_words[kind.type] += kind.words
        broken = [(finding.rule, finding.level) for finding in audit.findings]
        self._findings.update(broken)
        self._with_finding.update(set(broken))
        self.articles += 1

    def sectors(self) -> list[Part]:
        """Attributed words by sector, and those of hearsay."""
        return self._parts((*SECTORS, HEARSAY), self._sector_words)

    def anonymous_types(self) -> list[Part]:
        """Attributed words by type of anonymous claim."""
        return self._parts(ANONYMOUS_TYPES, self._anonymous_words)

    def rules(self) -> list[RuleUse]:
        """The rules that were broken, by level, those broken in most articles first."""
        uses = [
            RuleUse(
                rule=rule,
                finds=catalogue().rules[rule].finds if rule in catalogue().rules else rule,
                level=level,
                findings=self._findings[rule, level],
                articles=articles,
            )
            for (rule, level), articles in self._with_finding.items()
        ]
        return sorted(uses, key=lambda use: (-use.articles, LEVELS.index(use.level), use.rule))

    def _parts(self, names: Sequence[str], words: Counter[str]) -> list[Part]:
        return [
            Part(name=name, words=words[name], share=round(words[name] / self._attributed, 4))
            for name in names
            if words[name]
        ]
