"""audit / core: pure decisions about events, blocks, the anchor and deliveries."""
