"""From a source to visible facts: fetch, store, read, judge, and make visible all of it or nothing."""
