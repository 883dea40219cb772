"""Questions with known answers, made from the decision rights of any library.

`phrases` turns what a right is about into a piece of a question and `rewording` says it in other
words, `known` tells what the rights leave no doubt about, `making` makes the probes in the words of
`templates`; `report` asks them and adds up, `rendering` shows it. No case is written by hand, and
no answer of the bot is looked at while probes are made.
"""
