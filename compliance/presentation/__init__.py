"""compliance / presentation: what pages and other doors of the room show, made from answers and rows."""
