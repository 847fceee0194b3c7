"""Which designation a place has, from when to when, by which notice; lists of designations and their texts."""
