"""web / components: how a value looks to people: amounts, days, states, findings. The markup stands in templates/_parts."""
