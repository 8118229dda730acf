"""Fit the network to the windows, with checkpoints from which a run that was ended goes on."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import torch
from batches import batches, targets, tensors
from network import CLASSIFIERS, Network
from torch.nn import functional
from windows import NONE, packed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from torch import Tensor
    from windows import Words

    from kgbuild.language.encoder.features import WordPieces

WEIGHTS = {"tag": 0.5, "form": 0.5, "lemma": 0.5, "start": 0.5, "name": 1.0, "arc": 1.0, "relation": 1.0}
SIZES = (48, 96, 160)
PIECES_PER_STEP = 1024
ENCODER_RATE, HEAD_RATE, WARM_UP, DECAY = 2e-4, 1e-3, 500, 0.01
SAVED_EVERY = 250
LABEL_SMOOTHING = 0.03


def fit(
    network: Network,
    variants: Sequence[Sequence[Sequence[Words]]],
    classes: Mapping[str, Mapping[str, int]],
    pieces: WordPieces,
    steps: int,
    seed: int,
    folder: Path,
) -> Iterator[int]:
    """Train for `steps` steps, yielding the number of each step that wrote a checkpoint to `folder`.

    Every epoch goes over the next of the `variants` of the corpora.
    """
    device = next(network.parameters()).device
    optimizer = torch.optim.AdamW(groups(network), betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.0, (steps - step) / (steps - WARM_UP)))
    )
    path = folder / "checkpoint.pt"
    step = epoch = skipped = 0
    if path.exists():
        saved = torch.load(path, map_location=device)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        step, epoch, skipped = saved["step"], saved["epoch"], saved["done"]
    start, lost = time.perf_counter(), 0.0
    while step < steps:
        random = Random(seed + epoch)
        windows = list(packed(variants[epoch % len(variants)], random, SIZES))
        for done, batch in enumerate(batches(windows, PIECES_PER_STEP, random), 1):
            if done <= skipped:
                continue
            torch.manual_seed(seed + step)
            network.train()
            given = {name: tensor.to(device) for name, tensor in tensors(batch, pieces).items()}
            wanted = {name: tensor.to(device) for name, tensor in targets(batch, classes).items()}
            loss = total_loss(network, given, wanted)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            lost += loss.item()
            if step % SAVED_EVERY == 0 or step == steps:
                state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
                state |= {"schedule": schedule.state_dict(), "step": step, "epoch": epoch, "done": done}
                torch.save(state, path.with_suffix(".new"))
                path.with_suffix(".new").replace(path)
                seconds = (time.perf_counter() - start) / SAVED_EVERY
                print(f"step {step} epoch {epoch} loss {lost / SAVED_EVERY:.3f} {seconds:.2f} s a step", flush=True)
                lost = 0.0
                yield step
                start = time.perf_counter()
            if step == steps:
                return
        epoch, skipped = epoch + 1, 0


def groups(network: Network) -> list[dict[str, object]]:
    """The trained parameters with their rates: the encoder's lower, no decay of vectors."""
    found = []
    for rate, encoder in ((ENCODER_RATE, True), (HEAD_RATE, False)):
        for decay in (DECAY, 0.0):
            chosen = [
                parameter
                for name, parameter in network.named_parameters()
                if parameter.requires_grad
                and name.startswith("encoder.") == encoder
                and (parameter.dim() > 1) == (decay > 0)
            ]
            found.append({"params": chosen, "lr": rate, "weight_decay": decay})
    return found


def total_loss(network: Network, given: Mapping[str, Tensor], wanted: Mapping[str, Tensor]) -> Tensor:
    """The weighted sum of the layers' cross entropies, each a mean over the words that are annotated."""
    found = network(**given)
    valid = functional.pad(torch.arange(found["arc"].shape[1], device=given["first"].device) + 1, (1, 0))
    lengths = (given["first"] > 0).sum(1)
    outside = valid[None, :] > lengths[:, None]
    scores = {name: found[name] for name in CLASSIFIERS}
    scores["arc"] = found["arc"].masked_fill(outside[:, None, :], -1e4)
    scores["relation"] = network.relations(found, wanted["arc"].clamp(min=0))
    total = found["arc"].new_zeros(())
    for name, weight in WEIGHTS.items():
        target = wanted[name].flatten()
        if (target != NONE).any():
            smoothing = 0.0 if name == "arc" else LABEL_SMOOTHING
            flat = scores[name].flatten(0, 1)
            total = total + weight * functional.cross_entropy(
                flat, target, ignore_index=NONE, label_smoothing=smoothing
            )
    return total
