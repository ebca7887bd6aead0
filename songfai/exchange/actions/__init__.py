"""Writes of the exchange: bundles out and in, cards of the partners, where their post goes."""

from songfai.exchange.actions.cards import card_file, save_post, take_cards
from songfai.exchange.actions.digests import tell_own_lines
from songfai.exchange.actions.entering import Announced, let_in
from songfai.exchange.actions.messages import send_message
from songfai.exchange.actions.moving import move_in, move_out
from songfai.exchange.actions.posting import daily_copies, mail_bundle, mail_by_hand, push, push_all
from songfai.exchange.actions.receiving import apply_waiting, receive
from songfai.exchange.actions.sending import bundle_for, compose, note_sent, record_of
from songfai.exchange.actions.settling import settle
from songfai.exchange.actions.telling import tell_known

__all__ = [
    "Announced",
    "apply_waiting",
    "bundle_for",
    "card_file",
    "compose",
    "daily_copies",
    "let_in",
    "mail_bundle",
    "mail_by_hand",
    "move_in",
    "move_out",
    "note_sent",
    "push",
    "push_all",
    "receive",
    "record_of",
    "save_post",
    "send_message",
    "settle",
    "take_cards",
    "tell_known",
    "tell_own_lines",
]
