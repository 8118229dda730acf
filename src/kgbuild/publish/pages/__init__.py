"""Pages of each kind: what stands on them, as plain values for the templates."""
