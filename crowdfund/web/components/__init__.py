"""web / components: how amounts, days, states and findings look to people; the markup stands in templates/_parts."""
