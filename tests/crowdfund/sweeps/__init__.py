"""tests / sweeps: what is due is done once, however often somebody looks; the clock only goes forward."""
