"""An article that tries to break out of every format."""

from functools import cache

from onrecord.audit.schema.audit import Audit
from tests.audit.reports.cases import marked_audit
from tests.audit.reports.marked import Said, Who

SCRIPT = "<script>document.title='broken'</script>"
STYLE = "</style><style>body{display:none}</style>"
IMAGE = "<img src=x onerror=\"document.title='broken'\">"
TEMPLATE = "7*7 = {{ 7*7 }}"
ESCAPE = "\x1b[2J\x1b[31mred\x1b]0;owned\x07"
RIGHT_TO_LEFT = "\u202egnorw yaw eht\u202c"
EMOJI = "👩‍👩‍👧‍👦🏴‍☠️"
ZERO_WIDTH = "in\u200bvis\ufeffible"
RICH = "[bold red]loud[/bold red]"
MARKDOWN = "**bold** `code` | cell | [link](javascript:alert(1)) <!-- gone --> @admin #12 $x$"
FORMULA = '=HYPERLINK("http://example.invalid","click")'
CONTROLS = "nul\x00bell\x07c1\x9b31m"

#: What has to be seen as it stands on a page.
SHOWN = (SCRIPT, STYLE, IMAGE, TEMPLATE, RICH, MARKDOWN, FORMULA, EMOJI, ZERO_WIDTH)

NAME = f"{FORMULA} {SCRIPT} {RICH} | {ESCAPE}"


@cache
def hostile_audit() -> Audit:
    """The audit of the article; its names, headline and byline are as hostile as its text."""
    # The marks' own braces can't be inside them, so what has braces stands outside.
    marked = (
        f"{SCRIPT} is what the page printed on Monday, and then {STYLE} came after it. "
        f"Then came {IMAGE} and {TEMPLATE} in the same hour of the same day.\n\n"
        f"{{1s|The operator}} {{1c|said}} {{1q|the screen showed {ESCAPE} and {RIGHT_TO_LEFT} "
        f"and {EMOJI} and {ZERO_WIDTH} all night}}. "
        f"{{2s|Others}} {{2c|said}} {{2q|they saw {RICH} and {MARKDOWN} and {CONTROLS}}}.\n\n"
        f"{{3q|{FORMULA} was in every cell}}, {{3s|he}} {{3c|said}}.\r\n\r\n"
        f"{'word ' * 5_000}came last.\n"
    )
    return marked_audit(
        marked,
        {
            "s1": Who(NAME, "person", "expert", f"{STYLE} {MARKDOWN}"),
            "s2": Who(f"others {RIGHT_TO_LEFT}", "group"),
        },
        [
            Said("s1", "P", "indirect"),
            Said("s2", "X", "indirect"),
            Said("s1", "P", "indirect"),
        ],
        id=f"../{SCRIPT}/=id",
        title=f"{SCRIPT} {STYLE} {TEMPLATE}",
        byline=f"By {IMAGE} {ESCAPE}",
        publisher=FORMULA,
    )
