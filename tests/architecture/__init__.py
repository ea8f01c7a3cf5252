"""tests / architecture: what holds for the whole house: arrows, floors, words, sizes, addresses, rights, sentences."""
