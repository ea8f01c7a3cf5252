"""tests / files corpus: files that mean harm, each made by code, with the end that each must come to."""
