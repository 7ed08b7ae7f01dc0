"""Base forms of English verbs, by rule and a short list of irregular ones."""

from typing import Final

_IRREGULAR_PAIRS: Final = """
    said:say told:tell wrote:write written:write thought:think felt:feel saw:see seen:see
    knew:know meant:mean sought:seek found:find heard:hear held:hold spoke:speak spoken:speak
    sang:sing sung:sing chose:choose chosen:choose understood:understand forgot:forget
    forgotten:forget foresaw:foresee began:begin begun:begin shown:show swore:swear
    sworn:swear fought:fight drew:draw misremembered:misremember sold:sell dreamt:dream
    learnt:learn spun:spin shot:shoot struck:strike brought:bring lent:lend broke:break
    sent:send led:lead forbade:forbid overheard:overhear bore:bear bit:bite
"""
_IRREGULAR: Final = dict(pair.split(":") for pair in _IRREGULAR_PAIRS.split())


def base_forms(word: str) -> list[str]:
    """What a lower-case word may be a form of, the word itself first."""
    forms = [word]
    if word in _IRREGULAR:
        forms.append(_IRREGULAR[word])
    for ending in ("ing", "ed", "es", "s"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        forms += [stem, stem + "e"]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            forms.append(stem[:-1])
        if stem.endswith("i"):
            forms.append(stem[:-1] + "y")
    return forms
