"""deals / views: the room's pages, one module for each subject."""
