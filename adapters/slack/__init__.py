"""Slack: events to questions, cards to blocks. Nothing else imports Slack's libraries."""
