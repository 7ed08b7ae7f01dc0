"""Newsrooms: their names, which of them publishes an article, and which are others."""

import re
from typing import Final

from onrecord.audit.balance.links import host_of
from onrecord.audit.house.types import plain
from onrecord.audit.policy.evidence.reading import Reading
from onrecord.models.lexicon.word_lists import word_list

#: Words that end the name of a newsroom.
OUTLETS: Final = word_list("rules.newsrooms")
#: Broadcasters with stations of their own, called after them.
_NETWORKS: Final = word_list("rules.networks")
#: To whom somebody spoke.
_TOLD: Final = re.compile(
    r"\b(?:told|tells?|to|with)\s+(?:[Tt]he\s+)?((?:[A-Z][\w.&’'-]*\s?){1,5})"
)


def is_own(reading: Reading, called: str) -> bool:
    """Whether a name is the publishing outlet's, in full or by its initials."""
    if plain(called) in reading.house.outlets:
        return True
    article = reading.audit.article
    host = host_of(article.url or "") or ""
    name = _letters(called)
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", called) if word != "The")
    own = [_letters(article.publisher or ""), _letters(host.split(".")[0])]
    network = _letters(called.split()[0]) if called.split() else ""
    if network in _NETWORKS and any(known.startswith(network) for known in own):
        return True
    return bool(name) and any(
        known and ((len(known) > 2 and known in name) or name in known or known == initials.lower())
        for known in own
    )


def told_to_another(reading: Reading, sentence: str) -> bool:
    """Whether a sentence says that somebody told something to a newsroom that is not the article's.

    Nothing tells whose a newsroom is where the article has neither a publisher nor an address.
    """
    article = reading.audit.article
    if not (article.publisher or article.url):
        return False
    for match in _TOLD.finditer(sentence):
        name = match[1].strip().rstrip(".")
        outlet = name.split()[-1].lower() in OUTLETS or name.lower() in reading.outlets
        if outlet and not is_own(reading, name):
            return True
    return False


def _letters(name: str) -> str:
    """A name without case, article, blanks and marks: "The New-York Times" to newyorktimes."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^the\s+", "", name.lower()))
