"""An audit's reports: for a terminal, the web, a note, a spreadsheet, a program.

`onrecord.audit.reports.registry` has the table of formats and writes the files.
"""
