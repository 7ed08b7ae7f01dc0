"""A model that learns faster than the one that ships."""

import json
import re
import shutil
from pathlib import Path

from safetensors.numpy import save_file

from tests.models.model_copy import every_weight

_OTHER_LAYERS = re.compile(r"\blayer\.[1-9]")


def one_layer(weights: Path, folder: Path) -> Path:
    """The shipped model with the first layer of its encoder alone, which learns faster."""
    folder.mkdir()
    settings = json.loads((weights / "config.json").read_text())
    settings["encoder"]["num_hidden_layers"] = 1
    settings["features_at"] = 0
    (folder / "config.json").write_text(json.dumps(settings))
    shutil.copy(weights / "tokenizer.json", folder)
    whole = every_weight(weights)
    kept = {name: value for name, value in whole.items() if not _OTHER_LAYERS.search(name)}
    assert 0 < len(kept) < len(whole)
    save_file(kept, folder / "model.safetensors")
    return folder
