"""Photo credits are found by their pieces as without them."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.audit.segment.furniture import _PHOTO_CREDIT, _is_photo_credit

PARTS = st.sampled_from(
    (
        "The pier of Brackwater",
        "Nora Quill",
        "Getty Images",
        "AP Photo",
        "AP",
        "Reuters",
        "Shutterstock",
        "Wikimedia Commons",
        "Photo",
        "PHOTO",
        "Photographs",
        "Images",
        "IMAGE",
        "Illustration",
        "Graphics",
        "Photo credit",
        "photo credit",
        "Credit",
        "from file",
        "2016",
        "File photo",
        "file",
    )
)
MARKS = st.sampled_from(
    [" ", " | ", "/", ": ", " by ", " courtesy of ", " (", ") ", "; ", ", ", "."]
)
LINES = st.lists(st.tuples(PARTS, MARKS).map("".join), max_size=5).map("".join)


@given(LINES)
def test_a_photo_credit_passes_the_prefilter(line: str) -> None:
    assert _is_photo_credit(line.strip()) == (_PHOTO_CREDIT.search(line.strip()) is not None)
