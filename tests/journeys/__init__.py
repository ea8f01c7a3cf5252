"""tests / journeys: whole stories, from the first step to the last, over one door."""
