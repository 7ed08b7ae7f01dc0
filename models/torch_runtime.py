"""The network run by PyTorch."""

from pathlib import Path

import torch

from onrecord.models.network import OnRecordModel
from onrecord.models.pairs import FloatArray
from onrecord.models.windows import Batch


class TorchRuntime:
    """Runs `OnRecordModel`: in bfloat16 on a GPU, in float32 on a CPU."""

    name = "torch"

    def __init__(self, model: OnRecordModel) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        model.train(False)
        model.to(self.device)  # type: ignore[arg-type]
        self.model = model

    @classmethod
    def load(cls, folder: Path) -> "TorchRuntime":
        """Read the weights in `folder`."""
        return cls(OnRecordModel.from_pretrained(folder, dtype=torch.float32))

    @torch.inference_mode()
    def run(self, batch: Batch) -> list[FloatArray]:
        """Outputs of the network on `batch`; see `scores.Runtime`."""
        names = ("input_ids", "mask", "casing", "quote", "gap", "unit_at")
        tensors = [torch.from_numpy(getattr(batch, n)).to(self.device) for n in names]
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            outputs = self.model(*tensors)
        return [o.float().cpu().numpy() for o in outputs]
