"""Suggestions beside a call: from what the caller says to cards, by the understanding, rules and publication that
residents are answered from. Read-only: no turn is begun and nothing is written."""
