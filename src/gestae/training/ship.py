"""From a fitted network to the files that are shipped."""

import shutil
from pathlib import Path

import torch

from gestae.events.chooser.model import MODES, NETWORK, TOKENIZER
from gestae.training.graph import Chooser
from gestae.training.network import Network, Sizes

LENGTH, KEPT = 12, 5


def ship(network: Network, sizes: Sizes, modes: tuple[str, ...], tokenizer: Path, folder: Path) -> None:
    """Write the network as ONNX with 8-bit weights, the tokenizer and the names of the modes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    full = folder / "full.onnx"
    export(network, sizes, full)
    quantize_dynamic(
        full,
        folder / NETWORK,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    full.unlink()
    full.with_suffix(".onnx.data").unlink(missing_ok=True)
    shutil.copy(tokenizer, folder / TOKENIZER)
    (folder / MODES).write_text("\n".join(modes) + "\n", encoding="utf-8")


def export(network: Network, sizes: Sizes, path: Path) -> None:
    """Write the network as ONNX with its weights as they are."""
    example = (
        torch.randint(1000, 2000, (LENGTH,)),
        torch.tensor([0, 3, 5, 6, 8]),
        torch.tensor([1, 2, 3]),
        torch.zeros(3, sizes.features),
        torch.full((2, KEPT), 1 / KEPT),
        torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]]),
        torch.zeros(6, sizes.pair_features),
        torch.tensor([[2, 4], [1, 2]]),
    )
    names = ["ids", "kept", "candidates", "features", "pool", "pairs", "pair_features", "marks"]
    torch.onnx.export(
        Chooser(network).eval(),
        example,
        str(path),
        input_names=names,
        output_names=["types", "modes", "status", "flags", "roles", "relations"],
        dynamic_axes={
            "ids": {0: "pieces"},
            "kept": {0: "kept"},
            "candidates": {0: "candidates"},
            "features": {0: "candidates"},
            "pool": {0: "mentions", 1: "kept"},
            "pairs": {0: "pairs"},
            "pair_features": {0: "pairs"},
            "marks": {0: "marks"},
        },
        opset_version=17,
        dynamo=False,
    )
