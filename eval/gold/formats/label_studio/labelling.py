"""The labelling configuration for attributions in Label Studio."""

from typing import Final

from onrecord.models.labels import SECTOR_OF_LETTER, UNNAMED

#: What the codebook says of each code, in so many words.
_CODES: Final = {
    "P": "P: a person whom the article names",
    "O": "O: an organisation identified by name",
    "D": "D: a document, poll or data set that the article identifies",
    "X": "X: an unnamed person or group of people",
    "X!": "X!: the same, and the name is withheld on purpose",
    "Q": "Q: an unidentified document, poll or organisation",
    "Q!": "Q!: the same, withheld on purpose",
    "N": "N: hearsay: what people say or think, with nobody given",
    "N!": "N!: the same, withheld on purpose",
    "A": "A: the paper's own voice",
}


def labelling_config() -> str:
    """The XML to paste under Settings, Labeling Interface, Code of a Label Studio project.

    Mark Source, Cue and Content; link the cue with its sources and contents, and the
    pieces of one mention with each other; then, on the cue, say who the source is.
    """
    codes = "\n".join(
        f'      <Choice value="{text}" alias="{code}"/>' for code, text in _CODES.items()
    )
    unnamed = "\n".join(f'      <Choice value="{kind}"/>' for kind in UNNAMED)
    sectors = "\n".join(f'      <Choice value="{s}"/>' for s in SECTOR_OF_LETTER.values())
    return f"""\
<View>
  <Relations>
    <Relation value="source"/>
    <Relation value="cue"/>
    <Relation value="content"/>
  </Relations>
  <Labels name="role" toName="text" choice="single">
    <Label value="Source" background="#1f77b4" hotkey="1"/>
    <Label value="Cue" background="#7f7f7f" hotkey="2"/>
    <Label value="Content" background="#2ca02c" hotkey="3"/>
  </Labels>
  <Text name="text" value="$text" granularity="word"/>
  <View visibleWhen="region-selected">
    <Header value="Who is the source?" size="5"/>
    <Choices name="code" toName="text" perRegion="true" choice="single-radio">
{codes}
    </Choices>
    <Header value="Sector" size="5"/>
    <Choices name="sector" toName="text" perRegion="true" choice="single" showInline="true">
{sectors}
    </Choices>
    <Header value="Of unnamed people: who, and do they speak from inside?" size="5"/>
    <Choices name="unnamed" toName="text" perRegion="true" choice="single" showInline="true">
{unnamed}
    </Choices>
    <Choices name="insider" toName="text" perRegion="true" choice="single" showInline="true">
      <Choice value="insider" alias="true"/>
      <Choice value="no insider" alias="false"/>
    </Choices>
    <Header value="Inside what somebody else says?" size="5"/>
    <Choices name="nested" toName="text" perRegion="true" choice="single" showInline="true">
      <Choice value="nested" alias="true"/>
    </Choices>
    <Header value="Fullest name or description in the article" size="5"/>
    <TextArea name="canonical" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>
  </View>
</View>
"""
