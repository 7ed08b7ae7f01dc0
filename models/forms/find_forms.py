"""The turns of a text in any of the forms."""

from bisect import bisect_right

from onrecord.models.config import FormConfig
from onrecord.models.forms.cards import labelled_quotations, quotation_cards
from onrecord.models.forms.dialogue import dash_dialogue
from onrecord.models.forms.interviews import unlabelled_interview
from onrecord.models.forms.turns import labelled_turns
from onrecord.models.forms.types import Forms
from onrecord.models.text.view import TextView


def find_forms(view: TextView, config: FormConfig | None = None) -> Forms:
    """Who speaks where, as far as the form of a text tells; an ordinary article has no turns.

    The turns of a transcript or an interview go before a card that stands within one. Turns
    share no character. They are looked for once in a view.
    """
    return view.once(_find_forms, FormConfig() if config is None else config)


def _find_forms(view: TextView, config: FormConfig) -> Forms:
    text, paragraphs = view.text, view.paragraphs
    around = labelled_turns(text, paragraphs, config) or unlabelled_interview(
        text, paragraphs, config
    )
    turns = list(around.turns) if around else []
    taken = sorted(span for turn in turns for span in turn.content)
    cards = quotation_cards(text, paragraphs, view.quotations, config)
    if not around:
        cards += labelled_quotations(text, paragraphs, view.quotations)
        cards += dash_dialogue(text, paragraphs)
    for card in sorted(cards, key=lambda turn: turn.content):
        start = card.content[0][0]
        before = bisect_right(taken, (start, len(text))) - 1
        if before < 0 or taken[before][1] <= start:
            turns.append(card)
    turns.sort(key=lambda turn: turn.content[0])
    return Forms(turns, around.introduction if around else (0, 0))
