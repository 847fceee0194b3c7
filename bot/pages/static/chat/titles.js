// The titles of all that could be pressed here, by what it sends: a payload, or the words of a first question.
export const titles = new Map();
