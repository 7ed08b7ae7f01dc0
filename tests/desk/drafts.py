"""Fictional drafts."""

FERRY = """Ferry Line Will Not Run This Winter

By Dana Whitcombe

PORT ALDEN — The ferry between Port Alden and the island of Skerrin will not run this winter.

“We can’t crew the boat,” said Lena Osgood, the director of the line. She said the company had \
lost nine of its fourteen sailors since May.

Two officials of the harbor authority said the boat had failed an inspection in August. They spoke \
on condition of anonymity because they feared losing their jobs.

Residents of Skerrin are said to be angry. The island’s only shop closed in the spring.
"""
