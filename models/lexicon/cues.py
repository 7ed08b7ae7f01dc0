"""Cue words by what they report: something said, or what somebody thinks.

Collected from the cues of PolNeAR's training articles, in their base form; nouns and
adjectives that serve as cues ("criticism of", "is worried") stand among them.
"""

from typing import Final

from onrecord.models.lexicon.word_sets import word_set

#: Words of saying, writing, asking and other ways of going public with something.
SPEECH: Final = word_set(
    """
    say tell opened opens opening exclaim focus expose provide appoint hire touch bark submit
    launch cover lay persuade herald critique rumor rumour speculation distance devote nominate
    unveil dwell recount suspend withdraw send resonate play downplay tick append vote overturn
    impose adopt establish represent limit restrict block drop invite tackle refrain label boo
    cite sponsor co-sponsor call add ask write note suggest report argue announce claim describe
    endorse tweet talk point question accuse criticize criticise respond explain offer declare
    promise acknowledge decline warn refuse insist refer attack vow urge recall state defend
    reveal release praise pledge propose express mention push speak blast predict indicate
    reject issue denounce post blame dismiss name deny reply share cast pass read discuss
    challenge criticism mock repeat sign admit confirm list include order echo remind remark
    deliver comment allow tout assure charge threaten highlight request estimate assert compare
    emphasize emphasise demand concede complain decision allege portray rule chant boast file
    slam reiterate advocate thank quote answer promote press rail encourage reference identify
    endorsement deem publish joke require disclose stress address lament shout decry hint
    condemn voice plead applaud apologize apologise assail signal approve welcome present
    caution email underscore cheer recommend message retweet maintain dispute protest
    congratulate yell statement hail contend attribute imply chide suggestion speculate proposal
    outline advice contrast vouch bemoan interject document argument champion rebuke deride
    allude alluding inform reaffirm recite announcement brush liken proclaim brag lash advise
    forecast project accusation allegation assertion counter bill dub lambaste refusal
    articulate prohibit ban rip frame spar repudiate bash conversation react acquiesce reassure
    utter authorize authorise lobby characterize characterise muse testify coin broadcast
    trumpet preach spell disavow balk savage trash veto affirm sue pitch illustrate fault
    disparage ridicule pressure directive direct instruct command scold taunt tease heckle
    whisper mutter murmur scream cry sing hollow quip deadpan snap retort rejoin concur
    volunteer elaborate clarify stipulate certify swear attest confess divulge leak brief
    counsel coax beg implore beseech appeal petition lecture admonish berate reprimand castigate
    excoriate lampoon pan knock skewer pillory hammer rap rebut refute contradict object gripe
    grumble grouse moan whine vent rant rave gush enthuse credit salute commend laud extol
    celebrate congratulation toast eulogize greet introduce invoke conjure raise bring broach
    float moot table pose pressing query interview interrogate grill quiz probe chat converse
    confer debate disagreement negotiate bargain barter pronounce decree ordain outlaw forbid
    bar mandate stipulation edict convict acquit sentence indict convey communicate relay
    transmit notify alert update chronicle narrate relate depict paint portrait sketch summarize
    summarise paraphrase translate interpret spin tag brand term style title entitle headline
    caption subtitle reprint syndicate air televise stream record log minute jot scribble pen
    author draft coauthor blog opine editorialize editorialise pontificate philosophize intone
    incant chime interrupt interpose gesture nod shrug smile laugh chuckle wink rejoinder
    riposte response reaction rebuttal denial confession admission acknowledgment concession
    insistence declaration proclamation pronouncement assurance threat warning plea complaint
    compliment tribute apology explanation account description word phrase speech testimony
    tirade jab swipe dig shot insult slur contention rhetoric letter reportedly allegedly
    purportedly clear plain public known pushback rebuff pushing fire hit continue begin close
    speaking according inquire stump campaign campaigned lobbying hawk peddle market advertise
    sell plug boost backtrack backpedal hedge waffle demur punt pivot dodge deflect sidestep
    evade ignore duck stonewall recommendation rebuking
    """
)
#: Words for what somebody thinks, feels, wants or knows, uttered or not.
THOUGHT: Final = word_set(
    """
    think believe backs backed backing supporter passion willingness adamant counting relying
    position strategy against experience surmise spot priority want hope feel know see expect
    fear worry consider doubt view regard support oppose seek wonder understand remember favor
    favour prefer plan intend decide learn love hate like dislike suspect assume mean aim need
    concern concerned worried confident skeptical sceptical optimistic pessimistic hopeful aware
    unaware convinced convince angry anger eager sure unsure certain uncertain wary reluctant
    willing unwilling determined determine surprised glad happy unhappy afraid scared open
    disappointed frustrated frustration impressed excited inclined incline doubtful leery
    nervous anxious comfortable uncomfortable upset ready conclude realize realise recognize
    recognise find discover notice perceive perception sense judge imagine envision envisage
    foresee anticipate guess reckon figure suppose presume dream wish desire yearn crave
    contemplate mull ponder weigh reflect meditate plot scheme strategize prioritize trust
    distrust mistrust respect admire resent loathe despise detest fancy appreciate enjoy relish
    savor savour embrace accept tolerate resist opt choose elect lean side agree disagree
    sympathize sympathise empathize empathise care mind regret rue dread agonize fret struggle
    opinion belief thought idea notion feeling sentiment attitude mood mindset perspective
    outlook conviction expectation hunch instinct suspicion skepticism scepticism optimism
    pessimism confidence ambition aspiration intention goal objective preference taste interest
    enthusiasm excitement anxiety alarm alarmed panic outrage resentment disgust contempt
    affection admiration sympathy opposition opponent backer fan supportive opposed critical
    interested uninterested committed devoted loyal resigned torn divided split undecided
    puzzled baffled confused perplexed mystified stunned shocked horrified appalled dismayed
    troubled disturbed bothered annoyed irritated outraged furious incensed miffed thrilled
    delighted pleased proud ashamed embarrassed humbled grateful thankful relieved satisfied
    dissatisfied content discontent tired weary sick jealous envious curious keen desperate
    hesitant loath mindful conscious oblivious ignorant familiar memory recollection forget
    misremember hear overhear watch witness observe mistake confuse underestimate overestimate
    overlook discount calculate assess evaluate rate rank value presumably supposedly arguably
    consensus assumption understanding impression conceive concept theory hypothesize
    hypothesise theorize unclear vacillate waver hesitate commit resolve
    """
)
#: Hedges: what follows them decides, they themselves only where nothing else does.
HEDGES: Final = word_set("seem appear seemingly apparently look sound try attempt tend")
#: Words before the one that decides: auxiliaries, adverbs, small verbs.
SKIPPED: Final = word_set(
    """
    be am is back are was were been being have has had having do does did will would can could
    may might must shall should not never also then later now just only still already even often
    long once always again first so more most very all both on in at of for up out to an a the
    it its his her their my our your that this as with from about by and or but if go went gone
    going get got come came make made making take took taken give gave given put keep kept set
    use used become became turn turned start started stop stopped
    """
)
