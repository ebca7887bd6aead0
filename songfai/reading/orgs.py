"""Names of bodies: where one begins, how far it runs, and when two names are the same body."""

import re

from .fold import Folded
from .lexicon import Lexicon
from .mention import EDGE, Mention, mention_of, tokens_of
from .orgs_en import english


def org_at(
    folded: Folded, lexicon: Lexicon, start: int, limit: int, *, any_head: bool = False
) -> Mention | None:
    """The name of a body that begins at or just after `start`; None where none begins there.

    With `any_head` a Vietnamese name may begin with any word in a capital: the place says it is a body.
    """
    if lexicon.code == "lo":
        return _with_parent(folded, lexicon, _unspaced(folded, lexicon, start, limit), limit)
    start = _skip(folded, lexicon, start, limit)
    if lexicon.code == "en":
        return _with_parent(folded, lexicon, english(folded, lexicon, start, limit), limit)
    return _vietnamese(folded, lexicon, start, limit, any_head)


def parent_end(folded: Folded, lexicon: Lexicon, mention: Mention, limit: int) -> int:
    """Where ", Ministry of Finance" ends that follows the name of a department; else the end of the name."""
    if not lexicon.pattern("NAME_CHILD").match(mention.name):
        return mention.end
    parent = lexicon.pattern("NAME_PARENT").match(folded.cased, mention.end, limit)
    return parent.end() if parent else mention.end


def _with_parent(folded: Folded, lexicon: Lexicon, mention: Mention | None, limit: int) -> Mention | None:
    if mention is None:
        return None
    end = parent_end(folded, lexicon, mention, limit)
    return mention if end == mention.end else mention_of(folded, mention.start, end)


def _skip(folded: Folded, lexicon: Lexicon, start: int, limit: int) -> int:
    """Past blanks, articles and the words that name a body's leadership."""
    lead = lexicon.pattern("ORG_LEAD")
    while True:
        while start < limit and folded.cased[start] in " \t\n\"'*|-":
            start += 1
        if lexicon.pattern("ORG_WHOLE").match(folded.cased, start, limit):
            return start
        match = lead.match(folded.low, start, limit)
        if not match or match.end() == match.start():
            return start
        start = match.end()


def _vietnamese(folded: Folded, lexicon: Lexicon, start: int, limit: int, any_head: bool) -> Mention | None:
    head = lexicon.pattern("ORG_HEADS_CASED")
    upper = folded.cased[start : start + 14].isupper()
    if upper:
        return _capitals(folded, lexicon, start, limit)
    person = lexicon.pattern("HONORIFICS_CASED").match(folded.cased, start)
    open_head = any_head and folded.cased[start : start + 1].isupper() and not person
    if not (
        open_head
        or _head_here(folded, head, start)
        or lexicon.pattern("PLACE_START").match(folded.cased, start)
    ):
        return None
    tokens = tokens_of(folded, start, limit)
    end = start
    for index, token in enumerate(tokens):
        core = token.group().strip(EDGE)
        low = core.lower()
        if index and _name_stops(folded, lexicon, tokens, index, end):
            break
        if low in ("và", "&", "-", "–") or not core:
            if not index or not _joins(folded, lexicon, tokens, index):
                break
            continue
        end = token.start() + token.group().rindex(core[-1]) + 1
        tail = token.group()[token.group().rindex(core[-1]) + 1 :]
        if tail and not (tail == "." and low in ("tp", "tx")):
            if tail != "," or not _list_goes_on(folded, lexicon, tokens, index):
                break
    if more := lexicon.pattern("NAME_MORE").match(folded.cased, end, limit):
        end = more.end()
    return mention_of(folded, start, end)


def _name_stops(folded: Folded, lexicon: Lexicon, tokens: list[re.Match[str]], index: int, end: int) -> bool:
    """Is this token no longer of the Vietnamese name: a bracket, a stop word, a verb, the head of a new line?"""
    token, core = tokens[index], tokens[index].group().strip(EDGE)
    low, stops = core.lower(), lexicon.words("ORG_STOP")
    if token.group()[0] in '("[“' or (not core and token.group() != "-"):
        return True
    if "\n" in folded.cased[end : token.start()]:
        if low in stops or lexicon.pattern("ORG_HEADS_CASED").match(folded.cased, token.start()):
            return True
    before = tokens[index - 1].group()
    if (
        core[:1].isdigit()
        and not _number_ends(lexicon, tokens, index)
        and not (before[:1].isupper() or before in ("số", "phòng", "đội", "khu", "đoàn"))
    ):
        return True
    pairs = lexicon.words("ORG_PAIRS")
    after = tokens[index + 1].group().strip(EDGE).lower() if index + 1 < len(tokens) else ""
    if f"{tokens[index - 1].group().lower()} {low}" in pairs or f"{low} {after}" in pairs:
        return False
    if _district_ends(lexicon, tokens, index):
        return True
    state = low == "nước" and tokens[index - 1].group() in ("Nhà", "nhà", "đất")
    if low in stops and not state and not (core[:1].isupper() and not core.isupper()):
        return True
    return index > 1 and core.islower() and bool(lexicon.pattern("ORG_VERB").match(folded.low, token.start()))


def _number_ends(lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Cảnh sát biển 4, Khu vực 10: a short number that closes the name."""
    token = tokens[index].group()
    if not re.fullmatch(r"\d{1,2}[,.;:]?", token) or index < 2:
        return False
    after = tokens[index + 1].group() if index + 1 < len(tokens) else ""
    return not token.isdigit() or not after or after[0] == "(" or after in lexicon.words("AFTER_NUMBER")


def _district_ends(lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Hội Nông dân tỉnh | chọn: after "tỉnh" and the like a name goes on in capitals only."""
    core = tokens[index].group().strip(EDGE)
    if index < 2 or not core.islower() or core in lexicon.words("PLACE_WORDS") or core in ("và", "khu"):
        return False
    pair = " ".join(token.group().strip(EDGE) for token in tokens[index - 2 : index]).lower()
    last = tokens[index - 1].group()
    return last == "tỉnh" or pair.replace(" ", "_") in lexicon.words("ORG_ENDS")


def _capitals(folded: Folded, lexicon: Lexicon, start: int, limit: int) -> Mention | None:
    """A name in capitals: it runs on, over "VÀ" too, until a mark, a stop word or the next head."""
    end, tokens = start, tokens_of(folded, start, limit)
    head = lexicon.pattern("ORG_HEADS_UPPER")
    for index, token in enumerate(tokens):
        core = token.group().strip(EDGE)
        state = core == "NƯỚC" and index and tokens[index - 1].group() == "NHÀ"
        stop = core in lexicon.words("UPPER_STOP") and not state
        if index and (token.group()[0] in '("[' or stop or not is_upper(core)):
            break
        if core in ("VÀ", "&", "-", ""):
            following = tokens[index + 1].start() if index + 1 < len(tokens) else limit
            if not index or not _goes_on(folded, lexicon, head, core, following):
                break
            continue
        end = token.start() + token.group().rindex(core[-1]) + 1
        tail = token.group()[token.group().rindex(core[-1]) + 1 :]
        after = tokens[index + 1].group().strip(EDGE) if index + 1 < len(tokens) else ""
        if tail and not (tail == "," and is_upper(after) and not head.match(after)):
            break
    return mention_of(folded, start, end)


def _goes_on(folded: Folded, lexicon: Lexicon, head: re.Pattern[str], core: str, following: int) -> bool:
    """After VÀ or a dash another body begins, or the branch of the same: NGÂN HÀNG X - CHI NHÁNH Y."""
    branch = core in ("-", "") and lexicon.pattern("BRANCH").match(folded.cased, following)
    return bool(branch) or not head.match(folded.cased, following)


def is_upper(word: str) -> bool:
    return word.isupper() or not any(char.isalpha() for char in word)


def _head_here(folded: Folded, head: re.Pattern[str], start: int) -> bool:
    match = head.match(folded.cased, start)
    return match is not None and not folded.cased[match.end() : match.end() + 1].isalpha()


def _joins(folded: Folded, lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Is the "và" or "-" at this token inside one name?"""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    word = following.group().strip(EDGE)
    if _joined_pair(lexicon, tokens, index) or (
        tokens[index].group() in "-–" and lexicon.pattern("BRANCH").match(folded.cased, following.start())
    ):
        return True
    if not word[:1].isupper() or _head_here(folded, lexicon.pattern("ORG_HEADS_CASED"), following.start()):
        return False
    if lexicon.pattern("HONORIFICS_CASED").match(folded.cased, following.start()):
        return False
    after = tokens[index + 2].group() if index + 2 < len(tokens) else ""
    person = word in lexicon.words("SURNAMES") and after[:1].isupper()
    return not person and word not in lexicon.words("COUNTRIES_CASED")


def _joined_pair(lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Báo và Đài, Phát thanh, Truyền hình: two words for one body."""
    one = tokens[index - 1 if tokens[index].group() == "và" else index].group().strip(EDGE).lower()
    pair = f"{one} {tokens[index + 1].group().strip(EDGE).lower()}"
    return pair in lexicon.words("ORG_JOINED") and (one != "báo" or index == 1)


def _list_goes_on(folded: Folded, lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """Văn hóa, Thể thao và Du lịch: a comma inside a name is followed by "và" a few words later."""
    if index + 1 < len(tokens) and _joined_pair(lexicon, tokens, index):
        return True
    if index + 1 >= len(tokens) or not _joins(folded, lexicon, tokens, index):
        return False
    for ahead in tokens[index + 1 : index + 8]:
        word = ahead.group()
        if word == "và":
            return _joins(folded, lexicon, tokens, tokens.index(ahead))
        if word[-1] in ".;:)(" or word.strip(EDGE) in lexicon.words("ORG_STOP"):
            return False
    return False


def _unspaced(folded: Folded, lexicon: Lexicon, start: int, limit: int) -> Mention | None:
    """A Lao name: chunks between blanks, "ແລະ" inside a name, and a verb where the name ends."""
    lead = lexicon.pattern("ORG_LEAD")
    while start < limit and folded.cased[start] in " \t\n\"'*|-":
        start += 1
    if match := lead.match(folded.low, start, limit):
        start = match.end()
    if not lexicon.pattern("ORG_HEADS").match(folded.low, start, limit):
        return None
    stop, end, tokens = lexicon.pattern("ORG_STOP_IN"), start, tokens_of(folded, start, limit)
    for index, token in enumerate(tokens):
        text = token.group()
        if index and (text[0] in '("[' or not _chunk_goes_on(folded, lexicon, tokens, index)):
            break
        cut = stop.search(text, 1 if not index else 0)
        if cut:
            if index and cut.start() == 0:
                break
            end = token.start() + cut.start()
            break
        if text == "ແລະ":
            continue
        core = text.rstrip(EDGE)
        end = token.start() + len(core)
        if len(core) < len(text) and not _lao_comma(lexicon, text, tokens, index):
            break
    return mention_of(folded, start, end)


def _lao_comma(lexicon: Lexicon, text: str, tokens: list[re.Match[str]], index: int) -> bool:
    """ກະຊວງແຮງງານ, ສະຫວັດດີການ ແລະ ...: a comma inside a name comes before a short chunk and "ແລະ"."""
    if not text.endswith(",") or index + 2 >= len(tokens):
        return False
    following, after = tokens[index + 1].group(), tokens[index + 2].group()
    if lexicon.pattern("ORG_HEADS").match(following) or lexicon.pattern("LEAD_TITLE").match(following):
        return False
    return after == "ແລະ" and len(following) < 24


def _chunk_goes_on(folded: Folded, lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    text = tokens[index].group()
    if text in ("ແລະ", "ແລະ,"):
        if index + 1 >= len(tokens):
            return False
        following = tokens[index + 1].group()
        if lexicon.pattern("ORG_HEADS").match(following) or lexicon.pattern("LEAD_TITLE").match(following):
            return False
        if following.rstrip(EDGE) in lexicon.words("COUNTRIES_CASED"):
            return False
        return not lexicon.pattern("ORG_STOP_IN").match(following)
    if tokens[index - 1].group() == "ແລະ":
        return True
    if tokens[index - 1].group().endswith(",") or lexicon.pattern("ORG_TAIL").match(text):
        return True
    if index == 1 and lexicon.pattern("ORG_OPEN").search(tokens[0].group()):
        return True
    return _last_chunk(lexicon, tokens, index)


def _last_chunk(lexicon: Lexicon, tokens: list[re.Match[str]], index: int) -> bool:
    """A short chunk with no verb in it, right before the name ends: ສານປະຊາຊົນແຂວງ ອັດຕະປື."""
    text = tokens[index].group()
    core = text.rstrip(EDGE)
    if index > 3 or len(core) > 30 or not "\u0e80" <= core[:1] <= "\u0eff" or core in ("ກັບ", "ແລະ"):
        return False
    for name in ("ACTION", "NAME_STOP", "ORG_STOP_IN", "HONORIFICS_CASED"):
        if lexicon.pattern(name).match(core):
            return False
    if len(core) < len(text) or index + 1 >= len(tokens):
        return True
    following = tokens[index + 1].group()
    return following in ("ກັບ", "ແລະ") or following[0] == "("


def mentions_in(folded: Folded, lexicon: Lexicon, start: int, end: int) -> list[Mention]:
    """Every body named in a range, in order, none inside another."""
    found: list[Mention] = []
    pattern = lexicon.pattern("ORG_START")
    text = folded.low if lexicon.code == "lo" else folded.cased
    at = start
    while match := pattern.search(text, at, end):
        mention = org_at(folded, lexicon, match.start(), end)
        if mention and lexicon.code == "en" and not _has_noun(lexicon, mention):
            mention = None
        if mention:
            found.append(mention)
        at = max(match.end(), mention.end if mention else match.start() + 1)
    return found


def _has_noun(lexicon: Lexicon, mention: Mention) -> bool:
    words = {word.strip(EDGE).lower() for word in mention.name.split()}
    return bool(words & lexicon.words("ORG_NOUNS"))
