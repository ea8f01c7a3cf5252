"""accounts / core: check digits, words, state tables and policies; standard library only."""
