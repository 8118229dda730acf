"""The network: a BERT encoder over word pieces, and a head for each layer of annotation.

The encoder is MiniLM (Wang et al. 2020) with its word vectors frozen; how a word is written and what follows it are
added to them, as the word pieces are in lower case. The dependency head is the deep biaffine parser of Dozat and
Manning (2017) over the words of a window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from kgbuild.language.encoder.features import Gap, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

WIDTH, LAYERS, ATTENTION_HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
ARC_WIDTH, RELATION_WIDTH = 256, 96
DROPOUT, HEAD_DROPOUT = 0.1, 0.33
CLASSIFIERS = ("tag", "form", "lemma", "start", "name")


class Layer(nn.Module):
    """One layer of the encoder: attention and a feed-forward net, each with a residual and a norm after it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm, self.final = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (batch, pieces, width) to states; `mask` (batch, 1, 1, pieces) is added to the attention."""
        batch, length, _ = states.shape

        def split(vectors: Tensor) -> Tensor:
            return vectors.view(batch, length, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).transpose(1, 2)

        heads = (split(linear(states)) for linear in (self.query, self.key, self.value))
        mixed = functional.scaled_dot_product_attention(*heads, attn_mask=mask, dropout_p=DROPOUT * self.training)
        mixed = self.output(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        states = self.norm(states + functional.dropout(mixed, DROPOUT, self.training))
        fed = self.outer(functional.gelu(self.inner(states)))
        return self.final(states + functional.dropout(fed, DROPOUT, self.training))


class Encoder(nn.Module):
    """Word pieces, shapes and gaps to the states of every layer."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(Shape), WIDTH)
        self.gaps = nn.Embedding(len(Gap), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for table in (self.shapes, self.gaps):
            nn.init.zeros_(table.weight)
        self.words.weight.requires_grad = False

    def forward(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor) -> list[Tensor]:
        """Whole numbers (batch, pieces) to a list of states (batch, pieces, width), one of each layer."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.words(pieces) + self.positions(places) + self.shapes(shapes) + self.gaps(gaps)
        states = functional.dropout(self.norm(states), DROPOUT, self.training)
        found = []
        for layer in self.layers:
            states = layer(states, mask)
            found.append(states)
        return found

    def load_bert(self, weights: Mapping[str, Tensor]) -> None:
        """Take the weights of a BERT encoder of the same size; the one segment's vector goes into the positions."""
        table = "embeddings.{}_embeddings.weight"
        own = {"words.weight": weights[table.format("word")], "norm.weight": weights["embeddings.LayerNorm.weight"]}
        own["positions.weight"] = weights[table.format("position")] + weights[table.format("token_type")][0]
        own["norm.bias"] = weights["embeddings.LayerNorm.bias"]
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "final": "output.LayerNorm",
        }
        for number in range(LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{number}.{ours}.{kind}"] = weights[f"encoder.layer.{number}.{theirs}.{kind}"]
        missing, unknown = self.load_state_dict(own, strict=False)
        if unknown or set(missing) != {"shapes.weight", "gaps.weight"}:
            raise ValueError(f"not a BERT encoder of this size: {missing} missing, {unknown} unknown")


class Mix(nn.Module):
    """A learned weighted sum of the encoder's layers (Peters et al. 2018), the last one heaviest at first."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.0] * (LAYERS - 1) + [2.0]))
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, layers: list[Tensor]) -> Tensor:
        """The states of every layer to one."""
        shares = self.weights.softmax(0)
        return self.scale * sum(share * states for share, states in zip(shares, layers, strict=True))


class Projection(nn.Sequential):
    """A linear layer with its activation and dropout."""

    def __init__(self, width: int) -> None:
        super().__init__(nn.Linear(WIDTH, width), nn.GELU(), nn.Dropout(HEAD_DROPOUT))


class Network(nn.Module):
    """The encoder with its heads.

    `sizes` gives the number of classes of each of `CLASSIFIERS` and of "relation".
    """

    def __init__(self, pieces: int, sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.syntax, self.naming = Mix(), Mix()
        self.dropout = nn.Dropout(HEAD_DROPOUT)
        self.classifiers = nn.ModuleDict({name: nn.Linear(WIDTH, sizes[name]) for name in CLASSIFIERS})
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arc_word, self.arc_head = Projection(ARC_WIDTH), Projection(ARC_WIDTH)
        self.relation_word, self.relation_head = Projection(RELATION_WIDTH), Projection(RELATION_WIDTH)
        self.arc = nn.Parameter(torch.zeros(ARC_WIDTH + 1, ARC_WIDTH))
        bilinear = torch.zeros(RELATION_WIDTH + 1, sizes["relation"], RELATION_WIDTH + 1)
        self.relation = nn.Parameter(bilinear)
        nn.init.normal_(self.arc, std=ARC_WIDTH**-0.5)

    def forward(
        self, pieces: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        """Scores for the words of each window.

        `pieces`, `shapes`, `gaps`: (batch, pieces); `mask`: (batch, 1, 1, pieces), added to attention; `first`, `last`:
        (batch, words), the places of each word's outer pieces. Gives (batch, words, classes) for each classifier, "arc"
        (batch, words, 1 + words) whose column 0 is the root, and "relation_word", "relation_head": the vectors that
        `relation` compares, with the root's in row 0 of the latter.
        """
        layers = self.encoder(pieces, shapes, gaps, mask)

        def words(states: Tensor) -> Tensor:
            outer = (torch.gather(states, 1, at.unsqueeze(-1).expand(-1, -1, WIDTH)) for at in (first, last))
            return self.dropout(0.5 * sum(outer))

        syntax, naming = words(self.syntax(layers)), words(self.naming(layers))
        found = {name: head(naming if name == "name" else syntax) for name, head in self.classifiers.items()}
        heads = torch.cat((self.root.expand(syntax.shape[0], 1, WIDTH), syntax), 1)
        found["arc"] = with_one(self.arc_word(syntax)) @ self.arc @ self.arc_head(heads).transpose(1, 2)
        found["relation_word"] = with_one(self.relation_word(syntax))
        found["relation_head"] = with_one(self.relation_head(heads))
        return found

    def relations(self, found: Mapping[str, Tensor], heads: Tensor) -> Tensor:
        """Scores (batch, words, relations) of each word's relation to its head, by `heads` (batch, words), 0 = root."""
        vectors = found["relation_head"]
        chosen = torch.gather(vectors, 1, heads.unsqueeze(-1).expand(-1, -1, vectors.shape[-1]))
        return torch.einsum("bwi,irj,bwj->bwr", found["relation_word"], self.relation, chosen)


def with_one(vectors: Tensor) -> Tensor:
    """The vectors with a constant 1 at their end, so that a bilinear form holds its biases."""
    return functional.pad(vectors, (0, 1), value=1.0)
