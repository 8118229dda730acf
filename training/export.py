"""The trained network as an ONNX graph whose matrices are whole numbers of 8 bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from kgbuild.language.encoder.network import CLASSIFIERS

if TYPE_CHECKING:
    from pathlib import Path

    from network import Network
    from torch import Tensor

SMALL = 10_000  # parameters; smaller ones stay as they are
OUTPUTS = (*CLASSIFIERS, "arc", "relation_word", "relation_head", "relation")
INPUTS = ("pieces", "shapes", "gaps", "first", "last")


class Rounded(nn.Module):
    """A matrix as whole numbers from -127 to 127, with the scale of each row; gives the matrix, or some of its rows."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("whole", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, rows: Tensor | None = None) -> Tensor:
        """The matrix, or the rows of these numbers."""
        if rows is None:
            return self.whole.float() * self.scale
        return self.whole[rows].float() * self.scale[rows]


class RoundedLinear(nn.Module):
    """A linear layer of a rounded matrix."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.weight, self.bias = Rounded(linear.weight.data), linear.bias

    def forward(self, states: Tensor) -> Tensor:
        """As `nn.Linear`."""
        return functional.linear(states, self.weight(), self.bias)


class RoundedEmbedding(nn.Module):
    """A table of rounded vectors."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        self.weight = Rounded(table.weight.data)

    def forward(self, numbers: Tensor) -> Tensor:
        """As `nn.Embedding`."""
        return self.weight(numbers)


def round_weights(module: nn.Module) -> None:
    """Put rounded layers in the place of all large linear layers and tables of a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear) and child.weight.numel() > SMALL:
            setattr(module, name, RoundedLinear(child))
        elif isinstance(child, nn.Embedding) and child.weight.numel() > SMALL:
            setattr(module, name, RoundedEmbedding(child))
        else:
            round_weights(child)


class Exported(nn.Module):
    """The network over one window without padding, with the parameter that `relations` needs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.relation = Rounded(network.relation.data.flatten(0, 1))

    def forward(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """See `Network.forward`; the outputs in the order of `OUTPUTS`."""
        found = self.network(pieces, shapes, gaps, None, first, last)
        return *(found[name] for name in OUTPUTS[:-1]), self.relation().view(self.network.relation.shape)


def export(network: Network, path: Path) -> None:
    """Write the network, its large matrices rounded, as an ONNX graph."""
    round_weights(network)
    module = Exported(network).eval()
    given = (*(torch.ones(1, 9, dtype=torch.long) for _ in range(3)), *(torch.arange(7)[None] + 1 for _ in range(2)))
    pieces, words = torch.export.Dim("length", min=2, max=512), torch.export.Dim("words", min=2, max=512)
    shapes = {name: {1: words if name in ("first", "last") else pieces} for name in INPUTS}
    torch.onnx.export(
        module, given, path, input_names=INPUTS, output_names=OUTPUTS, dynamic_shapes=shapes, dynamo=True,
        external_data=False, optimize=False,
    )  # fmt: skip
