"""Named graphs to a store on the network: only what changed, resumed where it stopped."""

from kgbuild.push.graph_store import LIMITS, GraphStore, open_graph_store
from kgbuild.push.journal import Journal
from kgbuild.push.plan import Step, plan
from kgbuild.push.pushing import Outcome, push

__all__ = ["LIMITS", "GraphStore", "Journal", "Outcome", "Step", "open_graph_store", "plan", "push"]
