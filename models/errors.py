"""The errors that a user can cause; each message is one plain sentence."""


class OnRecordError(Exception):
    """Something the user can fix; its text says what is wrong, where, and what to do."""
