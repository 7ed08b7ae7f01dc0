"""What a desk file remembers of whoever works with it."""

from onrecord.desk.store.desk_file import DeskFile

_EDITOR = "editor"


def editor_of(file: DeskFile) -> str | None:
    """The name of whoever decides; None until it has been asked for."""
    with file.reading() as db:
        row = db.execute("SELECT value FROM settings WHERE name = ?", (_EDITOR,)).fetchone()
    return None if row is None else row["value"]


def name_editor(file: DeskFile, name: str) -> None:
    """Remember the name of whoever decides from now on."""
    with file.writing() as db:
        db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (_EDITOR, name))
