"""deals / api: the room over REST, one module for each subject; the same verbs as the pages."""
