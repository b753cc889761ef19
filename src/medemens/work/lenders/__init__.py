"""The admission register: which agencies may lend people to others, on any day."""
