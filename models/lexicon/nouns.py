"""Nouns that name kinds of sources, and the head noun of a source's words."""

import re
from typing import Final

from onrecord.models.lexicon.word_sets import word_set

#: Nouns for people by role, in the singular.
PERSON_NOUNS: Final = word_set(
    """
    academic accountant activist actor actress addict administrator admiral adviser advisor
    advocate agent aide ally ambassador analyst anchor archbishop architect artist aspirant
    assistant astronaut astronomer athlete attendee attorney author backbencher backer banker
    barber bartender beneficiary biographer biologist bishop blogger boss bowler boxer boy
    brigadier broadcaster broker brother builder businessman businesswoman butcher buyer
    candidate captain cardinal caretaker carpenter cashier caller celebrity ceo cfo cio coo cto
    chair chairman
    chairwoman chairperson chancellor chaplain chef chemist chief child citizen clergyman cleric
    clerk client climatologist clinician coach co-author co-chair co-founder collaborator
    colleague collector colonel columnist comedian commander commentator commissioner companion
    competitor composer comptroller concertgoer confidant congressman congresswoman conservative
    constable constituent consultant consumer contestant contractor coordinator coroner
    correspondent councillor councilman councilwoman councilor counsel counsellor counselor
    counterpart creator cricketer critic curator customer cyclist dancer daughter dealer dean
    defector defendant defender delegate democrat demographer demonstrator dentist deputy
    designer detainee detective developer dictator diplomat director dissident doctor donor
    driver economist editor educator emeritus emissary employee employer endocrinologist
    engineer entrepreneur envoy epidemiologist evangelical evangelist ex-husband ex-wife
    executive expert eyewitness fan farmer father fellow fighter figure financier firefighter
    fisherman footballer forecaster foreman founder friend fundraiser gambler gardener general
    geneticist geographer geologist girl girlfriend golfer governor graduate grandfather
    grandmother grocer guard guest guitarist guru hairdresser hawk head headmaster headteacher
    healer historian host hostage humorist hunter husband hygienist immigrant immunologist
    incumbent independent influencer informant inmate insider inspector inspector-general
    instructor intermediary intern interpreter interviewee inventor investigator investor
    islamist jeweller journalist judge jurist juror justice keeper kidnapper kingmaker labourer
    laborer lady landlord landowner lawmaker lawyer leader lecturer legislator liaison liberal
    librarian lieutenant linguist lobbyist local loyalist magistrate magnate maker man manager
    marine marshal mathematician mayor mechanic mediator medic member mentor merchant
    meteorologist midfielder midwife militant millionaire billionaire miner minister missionary
    moderate moderator mogul monk mother motorist mp mum musician nanny negotiator neighbor
    neighbour neurologist neuroscientist newcomer nominee novelist nun nurse observer officer
    official onlooker operative operator opponent organiser organizer owner paediatrician
    painter panelist panellist paramedic parent parishioner partner partygoer passenger
    passer-by pastor patient patron peer pensioner performer person pharmacist philanthropist
    philosopher photographer physician physicist pilot pioneer plaintiff player plumber poet
    policeman policewoman politician pollster pope porter post-doc practitioner preacher
    president presenter priest prime-minister prince princess principal printer prisoner
    producer professor programmer promoter proponent proprietor prosecutor protester protestor
    provost psychiatrist psychologist publicist publisher punter pupil rabbi radiologist raider
    rancher ranger reader realtor rebel recipient recruiter referee refugee registrar regulator
    relative reporter representative republican researcher resident restaurateur retailer
    retiree reviewer rider rival runner sailor salesman saleswoman sceptic scholar scientist
    scout screenwriter secretary seller senator sergeant servant shareholder sheriff shopkeeper
    shopper singer sister skeptic skipper socialist sociologist soldier solicitor son songwriter
    source speaker specialist spectator speechwriter spokesman spokeswoman spokesperson sprinter
    staffer stakeholder star statesman statistician steward stockbroker strategist striker
    student superintendent supervisor supplier supporter surgeon surrogate surveyor survivor
    suspect swimmer sympathizer taoiseach tax-payer taxpayer teacher technician technologist
    teen teenager tenant theologian theorist therapist thinker tourist trader trainer translator
    traveller traveler treasurer trucker trustee tutor tycoon umpire undersecretary user
    venture-capitalist veteran veterinarian vicar vice-chairman vice-president victim viewer
    villager violinist virologist visitor volunteer voter waiter waitress warden watcher
    weatherman whistleblower whistle-blower widow widower wife winemaker winger winner witness
    woman worker worshiper worshipper writer youngster youth zoologist
    """
)
#: Nouns for posts and callings: one who has one of them is seldom called by another.
POST_NOUNS: Final = word_set(
    """
    admiral ambassador archbishop attorney bailiff bishop bursar captain chairman chairwoman
    chairperson chancellor chaplain chief clerk coach collector colonel commander commissioner
    comptroller conductor congressman congresswoman constable coroner councillor councilman
    councilwoman councilor curator dean detective director doctor driver editor engineer envoy
    farmer firefighter foreman general governor headmaster headteacher imam inspector judge
    landlord librarian lieutenant magistrate manager master mayor mechanic midwife minister nurse
    owner pastor pharmacist physician pilot pope president priest principal prosecutor provost
    rabbi
    referee registrar secretary senator sergeant sheriff skipper solicitor spokesman
    spokesperson spokeswoman superintendent surgeon surveyor teacher treasurer vicar waiter
    waitress warden
    """
)
#: Nouns for bodies that speak as one.
BODY_NOUNS: Final = word_set(
    """
    administration agency airline alliance army arm association authority band bank body board
    branch brewer broadcaster bureau business cabinet campaign carmaker caucus centre center
    chain charity church city clinic club coalition commission committee company conglomerate
    conference congress consortium consultancy cooperative corporation council country court
    department developer district division embassy enterprise exchange federation firm force
    foundation fund giant government group hospital industry institute institution jury
    laboratory league legislature lobby maker magazine manufacturer ministry museum nation navy
    network newspaper nonprofit non-profit office operator opposition organisation organization
    outfit outlet pac panel parliament party producer provider publication publisher regulator
    restaurant retailer school senate service site society start-up startup state store studio
    subsidiary supplier syndicate tank team treasury tribunal university union unit utility
    watchdog website wing
    """
)
#: Nouns for what is read, seen or counted rather than asked.
DOCUMENT_NOUNS: Final = word_set(
    """
    account act ad advertisement advert affidavit agreement amendment analysis article
    assessment audit average balance-sheet ballot bill biography book briefing brochure budget
    bulletin calculation census chart charter clause code column communique communiqué complaint
    constitution contract copy count data database decree deed diary directive documentary
    document dossier draft editorial edition email e-mail essay estimate evidence exit-poll
    fact-sheet feature figure file filing finding footage forecast graph guideline handbook
    headline index indictment inscription inventory invoice journal label law lawsuit leaflet
    ledger legislation letter list log manifesto manual map memo memoir memorandum minute motion
    note notice obituary opinion paperwork pamphlet paragraph passport petition photo photograph
    picture plan platform play poll polling poster precedent prediction profile projection
    proposal protocol questionnaire ranking record recording register regulation release report
    research resolution result return review roadmap rule ruling rulebook scorecard script song
    spreadsheet sign slogan statistic statute story study subpoena suit summary survey table
    tally tape testimony text timeline transcript treaty trend verdict video warrant white-paper
    will
    """
)
#: Nouns in the singular that stand for several people.
COLLECTIVE_NOUNS: Final = word_set(
    """
    audience bunch bystanders cast circle cohort community couple crew crowd electorate
    establishment faction faithful family force gang group half handful jury leadership majority
    management media membership minority mob number opposition pair panel plurality police press
    public quartet rank-and-file rest staff team third trio workforce youth
    """
)
_PLURALS: Final = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "alumni": "alumnus",
    "media": "medium",
    "folks": "folk",
    "wives": "wife",
    "data": "data",
    "clergy": "cleric",
    "analyses": "analysis",
    "counsel": "counsel",
    "passers-by": "passer-by",
}
_SINGULAR_S: Final = ("ss", "us", "is", "ous")
#: Words after which a noun phrase's head can no longer come.
_AFTER_HEAD: Final = word_set(
    """
    who whom whose which that where when of in at for from with on to by about near under inside
    within behind over into against among around across outside between during since after
    before without as if because familiar close involved present briefed speaking working
    including interviewed contacted reached asked knowledgeable aware like than such said says
    and or but using living taking attending surveyed polled asking requesting
    """
)
#: Heads that only count or gather what follows their "of".
_QUANTIFIERS: Final = word_set(
    """
    one two three four five six seven eight nine ten eleven twelve some many most several few
    each all both none neither either any half dozen dozens hundreds thousands scores percent
    majority minority number couple pair group handful lot lots host series plurality third
    quarter two-thirds share array range chorus crowd team another others cent per-cent % plenty
    much rest trio those
    """
)
#: "more than 20 aides" has the head of "20 aides".
_ROUGH: Final = re.compile(
    r"\b(?:more than|fewer than|less than|at least|at most|up to|as many as)\s+",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_TOKEN: Final = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_][\w&]*(?:[.'’\-‑][\w&]+)*\.?|%|[,;:()–—]")


def phrase_words(words: str) -> list[str]:
    """Words of a phrase with inner hyphens, dots and apostrophes; some punctuation apart."""
    return _TOKEN.findall(words)


def singular_of(noun: str) -> str:
    """The singular of a lower-case English noun, by rule."""
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("people") and len(noun) > 6:
        return noun[:-6] + "person"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(_SINGULAR_S) and len(noun) > 2:
        return noun[:-1]
    return noun


def is_plural_noun(noun: str) -> bool:
    """Whether a lower-case noun has a plural form."""
    return singular_of(noun) != noun or noun in {"data", "clergy"}


def head_noun(words: str) -> str | None:
    """The lower-case head noun of a source's words, None where there is none.

    "three senior Mexican officials who spoke" gives "officials", "one of the officials" and
    "56 percent of voters" the noun behind "of". A name gives its last word.
    """
    tokens = phrase_words(_ROUGH.sub("", words))
    while tokens:
        end = _head_end(tokens)
        if end == 0:
            tokens = tokens[1:]
            continue
        head = tokens[end - 1].lower().rstrip(".")
        counts = head in _QUANTIFIERS or head.isdigit()
        if counts and end < len(tokens) - 1 and tokens[end].lower() == "of":
            tokens = tokens[end + 1 :]
            continue
        return _POSSESSIVE.sub("", head)
    return None


def _head_end(tokens: list[str]) -> int:
    """Number of tokens up to and with the head."""
    for i, token in enumerate(tokens):
        if token.lower() in _AFTER_HEAD or token in ",;:()–—":
            return i
    return len(tokens)
