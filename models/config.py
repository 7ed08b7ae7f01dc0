"""Every number that decides an answer: one documented config, which travels with the weights.

It stands in ``config.json`` of a model's folder under ``decoding``, so that the model's signature
covers it; what is missing there takes the defaults below. They are those of the weights that ship.
Figures are on PolNeAR dev unless stated otherwise, and are given in full in
``docs/experiments.md``. "Set by hand": no effect was ever measured.
"""

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

#: A probability, or a share of one. Of annotations that are equal Python keeps the first, so that
#: bounds of 0 in one place and 0.0 in another would make schemas depend on the order of imports.
Share: TypeAlias = Annotated[float, Meta(ge=0.0, le=1.0)]
#: A number of things, a length or a distance.
Number: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]
Positive: TypeAlias = Annotated[int, Meta(ge=1, le=1_000_000)]


class PointingConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the tokens of a content may point for its cue, and a cue for its source."""

    #: How far off, in tokens, a cue is looked for from its content, a source from its cue.
    #: As far as the network learnt arcs: a window of training is as long. Set by hand.
    reach: Positive = 280
    #: How many paragraphs from a content its cue may stand. In under one attribution of gold in a
    #: hundred it is further off. Chosen together with `SpanConfig.missed_cue_share`, on the
    #: weights of a first run: found .760 to .798.
    paragraphs: Number = 1
    #: Of a content of more tokens only the ends are asked, half as many at each: a cue lies beside
    #: it, and time would grow with the square of its length. Set by hand.
    longest_content: Positive = 1024


class SpanConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """From tags and arcs to relations: which contents, cues and sources go together."""

    #: A content stands without a cue where its best one has a smaller share of its arcs. Set by
    #: hand.
    cue_share: Share = 0.15
    #: A content without a cue has the source of a cue further away from this share of its arcs on.
    #: With it labels, macro, are .806 where dropping such content gives .799.
    speaker_share: Share = 0.3
    #: A content whose best cue has a smaller share of its arcs looks for a cue that the tagging
    #: missed: a token with at least this share. Labels, macro, .791 to .796; then found .760 to
    #: .798 with `PointingConfig.paragraphs`. 0: none is looked for.
    missed_cue_share: Share = 0.3
    #: The least probability that a cue begins at the token where one was missed. Chosen with
    #: `missed_cue_share`.
    missed_cue_begin: Share = 0.05
    #: A missed cue goes on while its tokens go on with more than this share of the probability
    #: with which it begins. Set by hand.
    missed_cue_goes_on: Share = 0.5
    #: As `missed_cue_share`, of a cue and the sources of its paragraph. With source +.031 (.022 to
    #: .041), names right +.029, together with a cue's source being of its own paragraph only.
    missed_source_share: Share = 0.2
    #: As `missed_cue_begin`. Chosen with `missed_source_share`. 1: none is looked for.
    missed_source_begin: Share = 0.02
    #: As `missed_cue_goes_on`. Set by hand.
    missed_source_goes_on: Share = 0.3
    #: What follows a clause of saying within a sentence is content where it is as likely as this.
    #: Set by hand: in such a place it mostly is.
    goes_on: Share = 0.2
    #: A quotation is that of whom the sentence before turns to where its words are content with
    #: this probability. Set by hand.
    turned_to: Share = 0.5
    #: Within so many words of that sentence a description must have its noun. Set by hand.
    subject_words: Positive = 5
    #: How sure the source is of an attribution without a cue, before calibration. Set by hand.
    cueless_source: Share = 0.5


class CandidateConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What a mention is compared with, so that time grows with the text and no faster.

    All were set by hand: in an article of usual length every candidate is compared.
    """

    #: Up to so many candidates a mention is compared with all of them; where there are more, with
    #: those that the next numbers tell.
    all: Positive = 256
    #: So many names around it.
    names: Positive = 128
    #: So many mentions before it.
    mentions: Positive = 64
    #: So many of each phrase that has words in common with it, the nearest.
    alike: Positive = 16
    #: So many of its words are looked up for that.
    words: Positive = 32
    #: A word of more phrases is common: it is looked up by its places.
    common_word: Positive = 16
    #: So many pairs are scored at once; more don't fit the processor's cache. Mentions that are
    #: scored together share their candidates.
    pairs: Positive = 1024


class GroupConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Which names of an article are one's, by strings.

    Measured as a whole, with names of a group shown as their fullest, on the held-out tenth: full
    names .69 to .80, right speaker .68 to .69. Each number was set by hand.
    """

    #: A last name is that of the person named last if a second person is named more than this
    #: share as often as the one who is named most; else that of the latter.
    namesakes: Share = 0.5
    #: A single word of up to so many letters may be the initials of a longer name.
    acronym: Positive = 6
    #: A part of a body's name that may stand for all of it has at most so many words.
    longest_part: Positive = 16


class GenderConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """When the people whom an article names are likely men or women, beside titles."""

    #: How many pronouns behind a name its given name counts for. 0: given names count nothing.
    given_name: Annotated[float, Meta(ge=0.0, le=100.0)] = 2.0
    #: How many tokens behind a name its pronoun is looked for. Set by hand.
    reach: Positive = 60
    #: The gender is told where this share of the votes is for it, at least. Of 2,250 people of the
    #: training articles with votes, pronouns alone told it of 96 %, wrongly of 2.5 %.
    share: Share = 0.75


class LinkingConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """How mentions are joined into sources: what a candidate's share of a mention comes to."""

    candidates: CandidateConfig = CandidateConfig()
    groups: GroupConfig = GroupConfig()
    genders: GenderConfig = GenderConfig()
    #: A group of names is a person's where more than this share of its names are. Set by hand.
    person: Share = 0.5
    #: A group of names compatible with a source's joins it where the linker gives it at least this
    #: share. With .01 and .003, names right fell from .837 to .829 and .824.
    joins: Share = 0.05
    #: What disagreement in class leaves of a share ("the Trump campaign" is not Trump). Code
    #: accuracy .878 to .894, B³ .868 to .878; 1: next to no weight.
    unlike_class: Share = 0.03
    #: How well the name of a place goes with a person ("Paris Hale"). Set by hand.
    place_as_person: Share = 0.5
    #: How well a name of no certain kind goes with anybody. Set by hand.
    miscellaneous: Share = 0.5
    #: What is left of the share of a name, a source or "new" that the mention's own words speak
    #: against: another name, the other gender, somebody else who is named in it, a source from
    #: which it tells its own apart. With sources of people who are named together, names right
    #: +.004, B³ +.002; 1: off.
    unlike_words: Share = 0.02
    #: What is left of the share of a name or a source where the mention calls its own by a post
    #: ("the fire chief") and the other has been called by other posts only ("Mayor Quill").
    unlike_post: Share = 0.0001
    #: A source takes no more groups of names, and is compared by so many. Set by hand.
    most_names: Positive = 64


class GrantConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """How far around its words a grant of anonymity reaches; lengths in characters.

    All were set by hand: they bound what the patterns look at.
    """

    #: How far left of its core ("not to be named") a grant may begin.
    lead: Number = 160
    #: How long a verb of speaking and its object may be before "on condition of anonymity".
    speaking: Number = 90
    #: How much before a grant is searched for what makes it none: a court, a gift, a list.
    context: Number = 120
    #: How long a reason may be that follows its grant.
    reason: Positive = 220
    #: How far before its grant a reason may begin.
    reason_before: Number = 200
    #: How many sentences back its subject's antecedent may stand.
    sentences_back: Number = 4
    #: How many mentions back its subject is looked for by its words.
    mentions_back: Number = 256
    #: How much text on either side is cut into sentences to find its own.
    window: Positive = 3000
    #: How far before a grant words count the people that it is for ("Both spoke …").
    counted: Number = 60
    #: How many mentions back those people are looked for.
    counted_back: Number = 32


class DescriptionConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """How far beside a mention the article's description of its source is looked for.

    All were set by hand: they bound what the patterns look at.
    """

    #: How long, in characters, what stands behind a mention may be.
    reach: Number = 240
    #: How many words a description may have.
    words: Number = 25
    #: How far before a name, in characters, its title may begin.
    title_reach: Number = 90
    #: How many words a title before a name may have.
    title_words: Number = 7
    #: How many of a person's names are looked at where no mention has a description.
    names: Number = 8
    #: How many mentions of a source are looked at for what tells its sector.
    mentions: Number = 16


class NamingConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """How long what a source is called may be. All were set by hand, for readers."""

    #: A description of more words loses its clauses.
    description_words: Positive = 14
    #: At most this many words before its first comma or clause name a body or a document.
    phrase_words: Positive = 9
    #: How many words "who" may stand for.
    antecedent_words: Positive = 7
    #: How far before "who", in characters, they may begin.
    antecedent_reach: Number = 100


class SourceConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """What clusters are as sources, and how sure that is."""

    #: A grant that names nobody goes to the source before it that withholds its name with this
    #: probability. Set by hand.
    withheld: Share = 0.5
    #: An attribution to nobody whose words are content and point to their cue with a smaller
    #: probability is left out: it is the likeliest error, and tells the reader least. Chosen on
    #: the held-out tenth of the training articles: found .773 to .775, with source .725 to .728,
    #: with label .731 to .732, balance error 4.6 to 4.5 points. 0: none is left out.
    doubtful: Share = 0.4
    #: How a word that may be content, but of no attribution found, splits into named and
    #: anonymous: the share of named among the content words of the training articles.
    named_share: Share = 0.8
    #: What the words of a source tell of its sector, against what the network does (1: as much).
    #: Chosen on the choosing half of the held-out tenth: accuracy .857 to .871, mean recall .776
    #: to .788; with .3 they are .868 and .787. 0: the network alone.
    sector_words: Annotated[float, Meta(ge=0.0, le=100.0)] = 0.6
    #: How much likelier (log-odds) an unnamed source that is called by a post ("the principal")
    #: has a role to the article. 0: the network alone decides.
    office: Annotated[float, Meta(ge=0.0, le=100.0)] = 2.2
    #: How many groups back that of a member ("one of the officials") is looked for. Set by hand.
    groups_back: Positive = 256
    description: DescriptionConfig = DescriptionConfig()
    naming: NamingConfig = NamingConfig()


class FormConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """When a text counts as a transcript, an interview or a row of quotation cards.

    All were set by hand, on texts of our own, so that an ordinary article has none of these.
    """

    #: How many labels, at least, open the turns of a transcript.
    least_turns: Positive = 2
    #: How many paragraphs a turn may have before the next.
    turn_paragraphs: Positive = 12
    #: Where labels are not names of the text, speakers are at most this share of the turns.
    speakers_share: Share = 0.75
    #: So many of the paragraphs with labels, at least, end as sentences do, unlike headlines.
    closed_share: Share = 0.6
    #: So many of them, at least, are in the first or second person, unlike lists of people.
    personal_share: Share = 0.3
    #: A label that the text names as no person asks where so many of its turns end in questions.
    asking_share: Share = 0.6
    #: How many questions, at least, an interview without labels has.
    least_questions: Positive = 2
    #: What share of the paragraphs from the first question on are questions, at least.
    questions_share: Share = 0.15
    #: How long, in characters, half of the questions are at most.
    longest_question: Positive = 260
    #: In how many paragraphs before the first question it must be told that somebody was asked.
    told_before: Positive = 4
    #: How long, in characters, a prompt without a question mark may be ("Tell us of the house.").
    longest_prompt: Positive = 160
    #: So many of the answers, at least, are in the first person.
    first_person_share: Share = 0.4
    #: So many of them speak of "I" or "me".
    myself_share: Share = 0.25
    #: An article that reports so many of its answers ("…," she said) is not an interview.
    reported_share: Share = 0.4
    #: How many words after the dash of a card may say who speaks.
    card_words: Positive = 24
    #: How many where a full stop ends them.
    card_sentence_words: Positive = 8
    #: How many quotations, at least, are signed by a line with a name and no dash.
    least_signed: Positive = 2
    #: How sure it is that the words of a turn are its speaker's, before calibration.
    sure: Share = 0.97


class DecodingConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds of every stage behind the network."""

    pointing: PointingConfig = PointingConfig()
    spans: SpanConfig = SpanConfig()
    linking: LinkingConfig = LinkingConfig()
    grants: GrantConfig = GrantConfig()
    sources: SourceConfig = SourceConfig()
    forms: FormConfig = FormConfig()
    #: An article of more tokens is decoded in parts of at most so many: no relation spans two of
    #: them, while names and sources are those of the whole. No printed article has a tenth of
    #: that. Set by hand.
    part: Positive = 32_768


class SentenceConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the rules for sentences look, in characters; all set by hand.

    It is not part of a model's settings: a text has the same sentences, whatever model reads it.
    """

    #: In a stretch without white space of this length, no mark ends a sentence: the splitter's work
    #: on one grows with its square.
    long_token: Positive = 200
    #: How far the rules look back and ahead: a long paragraph then costs no more a sentence.
    reach: Positive = 40
    #: How long a card of glued headlines may be, …
    longest_card: Positive = 900
    #: … within how many characters before it the name stands twice, …
    twice: Positive = 80
    #: … and how long a name is.
    longest_name: Positive = 30


class QuoteConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """When words that an editor's decision quotes are found again in a text that has changed.

    It is not part of a model's settings, since no answer of a model depends on it. All were set by
    hand, so that rather a decision is listed as fitting nothing than applied to the wrong words.
    """

    #: How much before and after its words a new decision quotes, in characters.
    context: Number = 48
    #: How alike the words must be (Indel similarity), from 0 to 1, …
    alike: Share = 0.75
    #: … and how alike they and what stands around them together, weighted by their lengths.
    alike_around: Share = 0.7
    #: How much less alike the next best place must be.
    margin: Share = 0.05
    #: Words that stand unchanged, and once, are taken without what stood around from this number.
    sure_words: Positive = 6
    #: Fewer words than these are found unchanged only, and beside what stood on one side of them.
    fuzzy_words: Positive = 4
    #: Longer passages, in characters, are found unchanged only: time grows with their square.
    longest: Positive = 5_000
    #: How many places are looked at closely.
    places: Positive = 6
