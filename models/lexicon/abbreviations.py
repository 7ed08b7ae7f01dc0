"""Abbreviations of English news copy, in lower case and without the last full stop.

nupunkt's own list was learned from scanned court records and holds ordinary words ("week",
"john", "park"), which would glue the sentences that end with them to the next.
"""

import re
from typing import Final

from onrecord.models.lexicon.word_sets import word_set

_TITLES: Final = """
    mr mrs ms mx messrs mme mlle dr prof rev hon pres amb gov govs lt sen sens rep reps del
    sgt cpl pvt capt col cols maj brig gen gens adm cmdr cdr comdr supt insp det asst atty
    sec treas st ste fr sr bros esq msgr
"""
_DATES: Final = "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri"
_PLACES: Final = """
    ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont neb
    nev okla ore pa tenn tex va vt wash wis wyo ont alta sask ave blvd rd ft mt hwy rte apt
"""
_BUSINESS: Final = "inc ltd co corp cos bros plc dept assn univ inst natl intl govt mfg est div"
_TEXT: Final = "vs v vol pp eds etc al cf approx ca ext viz"
_DOTTED: Final = """
    u.s u.k u.n u.s.a u.a.e e.u d.c l.a n.y n.j n.h n.c n.d n.m s.c s.d w.va p.r b.c a.d
    a.m p.m e.g i.e a.k.a ph.d m.d b.a m.a j.d r.n d.d.s q.c k.c p.o e.t
"""

ABBREVIATIONS: Final = word_set(" ".join((_TITLES, _DATES, _PLACES, _BUSINESS, _TEXT, _DOTTED)))

#: Titles and ranks, Saint and Mount, versus: before a name they end no sentence.
BEFORE_NAMES: Final = word_set(
    """
    Mr Mrs Ms Mx Dr Messrs Del Lt Maj Brig Adm Cmdr Cpl Pvt Sen Sens Rep Reps Gov Govs Gen Gens
    Col Cols Sgt Supt Insp Det Atty Asst Amb Fr Sec St Ft Mt vs
    """
)
_SHORT: Final = word_set(
    "Mr Mrs Ms Dr St Sen Rep Gov Gen No vs Jr Inc Corp Co Jan Feb Sept Oct Nov Dec"
)
#: What stands before a full stop that ends no clause: an initial, or one of the commonest.
BEFORE_STOP: Final = re.compile(rf"\b(?:[A-Z]|{'|'.join(sorted(_SHORT))})$")
