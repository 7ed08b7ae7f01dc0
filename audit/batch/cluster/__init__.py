"""A corpus on many machines: Ray reads and audits it, shard by shard."""
