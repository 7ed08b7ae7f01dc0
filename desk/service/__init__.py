"""Audits for programs: requests become jobs, which processes of their own do."""
