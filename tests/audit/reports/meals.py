"""An invented article with every kind of source in it, and its analysis."""

from onrecord.models.types import Analysis

from .marked import Said, Who, read_marked

TITLE = "City Paid for 40,000 School Meals That Nobody Ate"

MARKED = """\
City Paid for 40,000 School Meals That Nobody Ate

By Ines Okafor
The Marrow Bay Ledger

MARROW BAY — The city paid for 40,412 school lunches last year that were never cooked, never \
delivered and never eaten. The money, some $190,000, went to a caterer that had closed its \
kitchen in March.

The invoices were found by a cook. “{1q|I add up numbers at night, it calms me},” {1c|said} \
{1s|Delphine Marsh}, who has run the kitchen of the Harrow Lane school for nineteen years. \
“{1q|These did not add up.}” {2s|She} {2c|said} that {2q|she had sent her sums to City Hall in \
May and had never heard back}.

{3c|According to} {3s|an audit by the city comptroller}, {3q|eleven of the fourteen schools \
signed for meals on days when their doors were shut}. {4s|The audit} {4c|put} {4q|the loss at \
$191,300} and {5c|called} {5q|the controls at the Department of Schools “a door without a lock.”}

{6s|Three officials of the department} {6c|said} that {6q|the warnings had been known for a year}. \
{g4|They asked not to be named because they feared for their jobs}. {7s|One of the officials}, \
who signed invoices herself, {7c|said} that {7q|she had been told to “sign and not to count.”} \
{8s|Another} {8c|said} {8q|the practice went back to the previous mayor}.

{9s|A person close to the caterer} {9c|denied} that {9q|anybody had meant to cheat}.

{10s|The Department of Schools} {10c|said} in a statement that {10q|it “takes every one of these \
questions seriously”} and that {10q|it had hired an outside firm}. The statement did not say \
which firm, what it would cost, or when its work would be done; a spokesman did not answer \
three calls.

Marrow Bay is not a rich town. One child in five lives below the poverty line, and for many of \
them the school lunch is the only hot meal of the day. Seven of the fourteen kitchens have no \
working freezer.

What did the city get for its money? The caterer, Bright Table, was founded in 2019 by two \
brothers who had sold used cars. It {11c|reportedly} {11q|owes wages to thirty people}. \
{12s|Critics} {12c|say} {12q|the contract was never put out to tender}, and {13s|parents} \
{13c|want} {13q|the money back}.

“{14q|Nobody stole a sandwich},” {14s|Mayor Tobias Renn} {14c|told} reporters on Friday. \
“{14q|What we had was a paper problem, and paper problems get paper answers.}” {15s|He} \
{15c|said} {15q|he would not ask anybody to resign}.

{16s|Ruta Vilkas}, who teaches public finance at Northmoor College, {16c|said} that {16q|the sums \
were small but the pattern was not}. “{17q|If you can bill for lunch on a Sunday},” {17s|she} \
{17c|said}, “{17q|you can bill for anything.}”

{18s|Polls} {18c|suggest} that {18q|most voters had made up their minds about the mayor long \
before}. The election is in five weeks.

Bram Oyelaran contributed reporting.
"""

SOURCES = {
    "s1": Who("Delphine Marsh", "person", "citizen", "a cook who has run the kitchen for years"),
    "s2": Who("an audit by the city comptroller", "document", "government"),
    "s4": Who(
        "three officials of the department",
        "confidential",
        "government",
        count=3,
        reason="they feared for their jobs",
        reason_type="retribution",
    ),
    "s5": Who(
        "one of the officials, who signed invoices herself",
        "confidential",
        "government",
        "who signed invoices herself",
        count=1,
        member_of="s4",
        reason="they feared for their jobs",
        reason_type="retribution",
    ),
    "s6": Who("another official", "confidential", "government", count=1, member_of="s4"),
    "s7": Who("a person close to the caterer", "individual", "business", count=1, insider=True),
    "s8": Who("Department of Schools", "organisation", "government"),
    "s9": Who("critics", "group", "unknown"),
    "s10": Who("parents", "group", "citizen"),
    "s11": Who("Tobias Renn", "person", "government", "Mayor"),
    "s12": Who("Ruta Vilkas", "person", "expert", "who teaches public finance"),
    "s13": Who("polls", "unidentified", "expert"),
}

SAID = [
    Said("s1", "P", "direct", 0.98),
    Said("s1", "P", "indirect", 0.93),
    Said("s2", "D", "indirect", 0.91, "document"),
    Said("s2", "D", "indirect", 0.88, "document"),
    Said("s2", "D", "mixed", 0.79, "document"),
    Said("s4", "X", "indirect", 0.9),
    Said("s5", "X", "mixed", 0.87),
    Said("s6", "X", "indirect", 0.55),
    Said("s7", "X", "indirect", 0.84),
    Said("s8", "O", "mixed", 0.92),
    Said(None, "N", "indirect", 0.81),
    Said("s9", "X", "indirect", 0.9),
    Said("s10", "X", "indirect", 0.48, "thought"),
    Said("s11", "P", "direct", 0.97),
    Said("s11", "P", "indirect", 0.95),
    Said("s12", "P", "indirect", 0.96),
    Said("s12", "P", "direct", 0.97),
    Said("s13", "Q", "indirect", 0.73, "document"),
]


def meals() -> tuple[str, Analysis]:
    """The text of the article and its analysis."""
    return read_marked(MARKED, SOURCES, SAID)
