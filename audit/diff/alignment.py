"""Which sentences of two drafts correspond.

Exact first: sentences that each draft has once, and equal ones beside them (as in patience
diff). The others by words in common (RapidFuzz): the most similar pair first, those between the
same neighbours before others. What then stands out of order has been moved.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from onrecord.audit.diff.thresholds import THRESHOLDS
from onrecord.audit.diff.types import Passage
from onrecord.audit.diff.word_diff import plain_marks, tokens_in, word_pieces
from onrecord.audit.schema.audit import Article
from onrecord.models.text.words import WORD

Pairs: TypeAlias = dict[int, int]


class _Side(NamedTuple):
    """A draft's sentences: what they are compared by, and their words."""

    keys: list[str]
    words: list[list[str]]


def align(old: Article, new: Article) -> list[Passage]:
    """All sentences of both drafts, in the order of the new one; dropped ones where they stood.

    Time grows with the sentences, not with their square. Both articles have their text.
    """
    a, b = _side(old), _side(new)
    exact = _exact(a.keys, b.keys)
    similarities = _similar(a, b, exact)
    pairs = exact | dict(similarities)
    more_old, more_new = _split(a, b, pairs)
    ordered = sorted(pairs.items())
    in_order = {i for i, _ in _heaviest_rising(ordered, [len(a.words[i]) for i, _ in ordered])}
    passages: list[Passage] = []
    partners = {j: i for i, j in pairs.items()}
    taken = {i for ones in more_old.values() for i in ones}
    placed_new = {j for ones in more_new.values() for j in ones}
    upcoming = 0
    for j in range(len(b.keys)):
        if j in placed_new:
            continue
        i = partners.get(j)
        if i is None:
            passages.append(Passage(change="added", old=[], new=[j], similarity=0.0))
            continue
        if i in in_order:
            passages += _dropped(range(upcoming, i), pairs, taken)
            upcoming = i + 1
        olds = sorted([i, *more_old.get(i, [])])
        news = sorted([j, *more_new.get(j, [])])
        same = len(olds) == len(news) == 1 and a.keys[i] == b.keys[j]
        passages.append(_passage(old, new, olds, news, same, i not in in_order, a, b))
    passages += _dropped(range(upcoming, len(a.keys)), pairs, taken)
    return passages


def _side(article: Article) -> _Side:
    text = article.text or ""
    keys = [" ".join(plain_marks(text[slice(*one.span)]).split()) for one in article.sentences]
    return _Side(keys, [WORD.findall(key.casefold()) for key in keys])


def _dropped(sentences: Iterable[int], pairs: Pairs, taken: set[int]) -> list[Passage]:
    return [
        Passage(change="dropped", old=[i], new=[], similarity=0.0)
        for i in sentences
        if i not in pairs and i not in taken
    ]


def _passage(
    old: Article,
    new: Article,
    olds: list[int],
    news: list[int],
    same: bool,
    moved: bool,
    a: _Side,
    b: _Side,
) -> Passage:
    if same:
        return Passage(change="same", moved=moved, old=olds, new=news, similarity=1.0)
    before = [old.sentences[i].span for i in olds]
    after = [new.sentences[j].span for j in news]
    pieces = word_pieces(
        tokens_in(old.text or "", before),
        tokens_in(new.text or "", after),
        (before[-1][1], after[-1][1]),
    )
    one = [word for i in olds for word in a.words[i]]
    other = [word for j in news for word in b.words[j]]
    return Passage(
        change="edited",
        moved=moved,
        old=olds,
        new=news,
        similarity=round(_similarity(one, other), 2),
        pieces=pieces,
    )


def _exact(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Equal sentences: those that each side has once, their equal neighbours, then the others."""
    once_old, once_new = Counter(old), Counter(new)
    places = {key: j for j, key in enumerate(new) if once_new[key] == 1}
    pairs = {i: places[key] for i, key in enumerate(old) if once_old[key] == 1 and key in places}
    taken = set(pairs.values())
    for step, order in ((1, range(len(old))), (-1, range(len(old) - 1, -1, -1))):
        for i in order:
            j = pairs.get(i - step, -2) + step
            if i not in pairs and 0 <= j < len(new) and j not in taken and old[i] == new[j]:
                pairs[i] = j
                taken.add(j)
    left: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new) - 1, -1, -1):
        if j not in taken:
            left[new[j]].append(j)
    for i, key in enumerate(old):
        if i not in pairs and left.get(key):
            pairs[i] = left[key].pop()
    return pairs


def _similar(a: _Side, b: _Side, exact: Pairs) -> list[tuple[int, int]]:
    """Versions of one sentence among those without an equal one, the most similar first."""
    taken_new = set(exact.values())
    olds = [i for i in range(len(a.keys)) if i not in exact]
    news = [j for j in range(len(b.keys)) if j not in taken_new]
    gaps_old, gaps_new = _gaps(exact, len(a.keys), len(b.keys))
    weighed: list[tuple[float, int, int, int]] = []
    for i, j in _candidates(a, b, olds, news):
        beside = bool(gaps_old[i] & gaps_new[j])
        likeness = _similarity(a.words[i], b.words[j])
        if beside and _contained(a.words[i], b.words[j]):
            likeness = max(likeness, THRESHOLDS.sentence)
        if likeness >= (THRESHOLDS.sentence if beside else THRESHOLDS.sentence_elsewhere):
            bonus = THRESHOLDS.in_place if beside else 0.0
            weighed.append((-likeness - bonus, abs(i - j), i, j))
    pairs: list[tuple[int, int]] = []
    done_old: set[int] = set()
    done_new: set[int] = set()
    for _, _, i, j in sorted(weighed):
        if i not in done_old and j not in done_new:
            pairs.append((i, j))
            done_old.add(i)
            done_new.add(j)
    return pairs


def _gaps(exact: Pairs, old: int, new: int) -> tuple[list[set[int]], list[set[int]]]:
    """For every sentence, the pairs of equal ones next to it, by their place in the old draft.

    -1 and `old` stand for the beginning and the end of both drafts.
    """
    ordered = [(-1, -1), *_heaviest_rising(sorted(exact.items())), (old, new)]
    gaps_old: list[set[int]] = [set() for _ in range(old)]
    gaps_new: list[set[int]] = [set() for _ in range(new)]
    for (i, j), (next_i, next_j) in pairwise(ordered):
        for at in range(i + 1, next_i):
            gaps_old[at] = {i}
        for at in range(j + 1, next_j):
            gaps_new[at] = {i}
    return gaps_old, gaps_new


def _candidates(
    a: _Side, b: _Side, olds: Sequence[int], news: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Pairs with rare words in common, the best few for each old sentence."""
    where: dict[str, list[int]] = defaultdict(list)
    for j in news:
        for word in set(b.words[j]):
            where[word].append(j)
    for i in olds:
        shared: Counter[int] = Counter()
        for word in set(a.words[i]):
            found = where.get(word, ())
            if len(found) <= THRESHOLDS.common_word:
                shared.update(found)
        for j, _ in shared.most_common(THRESHOLDS.candidates):
            yield i, j


def _similarity(old: Sequence[str], new: Sequence[str]) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(old, new)


def _in_common(old: Sequence[str], new: Sequence[str]) -> int:
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(old, new)


def _contained(old: Sequence[str], new: Sequence[str]) -> bool:
    shorter = min(len(old), len(new))
    if shorter < THRESHOLDS.contained_words:
        return False
    return _in_common(old, new) >= max(
        THRESHOLDS.contained * shorter, float(THRESHOLDS.contained_words)
    )


def _split(a: _Side, b: _Side, pairs: Pairs) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Sentences that were joined to a neighbour or split off it: more old ones, more new ones."""
    partners = {j: i for i, j in pairs.items()}
    more_old: dict[int, list[int]] = {}
    more_new: dict[int, list[int]] = {}
    for i in range(len(a.keys)):
        for near in (i - 1, i + 1):
            if i not in pairs and near in pairs and near not in more_old:
                target = b.words[pairs[near]]
                if _grows(a.words[near], a.words[i], target, before=near < i):
                    more_old[near] = [i]
                    break
    for j in range(len(b.keys)):
        for near in (j - 1, j + 1):
            if j not in partners and near in partners and near not in more_new:
                if partners[near] in more_old:
                    continue
                target = a.words[partners[near]]
                if _grows(b.words[near], b.words[j], target, before=near < j):
                    more_new[near] = [j]
                    break
    return more_old, more_new


def _grows(one: list[str], more: list[str], whole: list[str], *, before: bool) -> bool:
    """Whether `more` beside `one` has its words in `whole`, besides those that `one` has."""
    if len(more) < THRESHOLDS.contained_words:
        return False
    joined = one + more if before else more + one
    gained = _in_common(joined, whole) - _in_common(one, whole)
    return gained >= max(THRESHOLDS.contained * len(more), float(THRESHOLDS.contained_words))


def _heaviest_rising(
    pairs: Sequence[tuple[int, int]], weights: Sequence[int] | None = None
) -> list[tuple[int, int]]:
    """The heaviest run of `pairs`, sorted by their first number, in which the second rises too.

    weights: of each pair; None: all weigh the same.
    """
    # Best runs so far by the second number of their last pair: both rise from entry to entry.
    lasts: list[int] = []
    heights: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(lasts, j)
        previous.append(ends[at - 1] if at else -1)
        height = (heights[at - 1] if at else 0) + (weights[number] if weights else 1)
        stop = at
        while stop < len(lasts) and heights[stop] <= height:
            stop += 1
        if stop == at and at < len(lasts) and lasts[at] == j:
            continue
        lasts[at:stop], heights[at:stop], ends[at:stop] = [j], [height], [number]
    found: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]
