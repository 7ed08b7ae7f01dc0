"""The settings in ``config.json`` of a model's folder that inference needs."""

import re
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from onrecord.models.config import DecodingConfig
from onrecord.models.errors import OnRecordError
from onrecord.models.sources.calibration import Calibration

#: Where msgspec found something wrong, and what is not there.
_WHERE: Final = re.compile(r"`\$\.([^`]+)`$")
_MISSING: Final = re.compile(r"missing required field `([^`]+)`")


class EncoderSizes(msgspec.Struct, frozen=True):
    """What kind of encoder it is, how many subwords it knows, and how many it reads at one go."""

    vocab_size: Annotated[int, Meta(ge=1, le=10_000_000)]
    max_position_embeddings: Annotated[int, Meta(ge=3, le=1_000_000)]
    model_type: Annotated[str, Meta(max_length=100)] = "bert"

    @property
    def places(self) -> int:
        """How many subwords a window may have; MPNet leaves its first two places free."""
        return self.max_position_embeddings - (2 if self.model_type == "mpnet" else 0)


class ModelSettings(msgspec.Struct, frozen=True):
    """What ``config.json`` says, as `onrecord.models.network.network_config` describes it."""

    capacity: Annotated[int, Meta(ge=1)]
    margin: Annotated[int, Meta(ge=0)]
    release: Annotated[str, Meta(max_length=100)]
    encoder: EncoderSizes
    calibration: Calibration = Calibration()
    decoding: DecodingConfig = DecodingConfig()

    @classmethod
    def load(cls, folder: Path) -> "ModelSettings":
        """Read ``config.json`` in `folder`.

        Raises:
            OnRecordError: it is not a model's, or a setting is not possible.
        """
        path = folder / "config.json"
        try:
            settings = msgspec.json.decode(path.read_bytes(), type=cls)
        except msgspec.ValidationError as error:
            found = _WHERE.search(str(error))
            missing = _MISSING.search(str(error))
            where = ".".join(match[1] for match in (found, missing) if match)
            raise _wrong(path, f"a wrong setting at {where or 'the top level'}") from error
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise OnRecordError(
                f"{path} is not a valid OnRecord config (it is not JSON); give the folder model/ "
                "that 'onrecord train' wrote."
            ) from error
        # [CLS] and [SEP] stand around the subwords of a window.
        longest = settings.encoder.places - 2
        if not 2 * settings.margin < settings.capacity <= longest:
            raise _wrong(
                path,
                f"a wrong setting at capacity (it must be over twice the margin, "
                f"{settings.margin}, and at most {longest})",
            )
        return settings


def _wrong(path: Path, what: str) -> OnRecordError:
    return OnRecordError(
        f"{path} has {what}; fix it, or give the folder model/ that 'onrecord train' wrote."
    )
