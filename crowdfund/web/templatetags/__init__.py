"""web / template tags: thin doors from templates to crowdfund.web.components and crowdfund.web.charts."""
