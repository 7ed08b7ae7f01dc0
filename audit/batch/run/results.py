"""What the files and folders of a run are called."""

from typing import Final

from onrecord.audit.batch.logs import LOGS
from onrecord.audit.batch.report.tables import TABLES

#: How far the run has come.
FOLDER: Final = ".batch"
#: The reports of the articles to read first.
ARTICLES: Final = "articles"
RUN: Final = "run.json"
REPORTS: Final = ("report.json", "report.md", "report.html")
TABLE_FILES: Final = tuple(table.file for table in TABLES)
#: What is made of the logs once they are whole.
MADE_LAST: Final = (*TABLE_FILES, *REPORTS, RUN)
RESULTS: Final = (*LOGS, *MADE_LAST)
OWN: Final = frozenset({FOLDER, ARTICLES, *RESULTS})
