#!/usr/bin/env python3
"""Checks a joint record by itself, without Songfai: python verify.py PATH [PATH...] [--json]
PATH is a file of bundles or a folder of them. Needs Python 3.11 and cryptography. Formats: docs/record-formats.md.
Says valid (exit 0), invalid (1: something is false; the first thing found is named) or incomplete (2: nothing false was
found, but a part is missing or needs newer software). The checks in their order, each a method of Record:
read: each line is JSON in its one form and has its members; each bundle and each file has the hash it says
open: one charter, whose hash names the programme; every bundle is of it and goes between its two sides
chains: each entry follows the one before by hash; keys change by cards that the keys before have signed
checkpoints: each signed root is the log's; the log's key, and the witness of the other side, have signed it
seen: what an entry has seen of the other log is what that log was
documents, passkeys: each document named is in its one form; what is said to be approved with a passkey was
consents: who agreed to what; each claim that a document is in force is true
"""
import contextlib, datetime, functools, gc, hashlib, itertools, json, os, re, sys, unicodedata
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from types import SimpleNamespace as Row
from typing import Any
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
MIB, DEEP, WHOLE = 1024 * 1024, 32, 2**53 - 1  # bytes of a line, levels of a text, the largest whole number
class Invalid(Exception): """Something is false: (code, where)."""
def require(where, **checks):  # the name of the first check that does not hold is the code of the fault
    for code in [code for code, holds in checks.items() if not holds]: raise Invalid(code, where)
harmless = contextlib.suppress(ValueError, IndexError, RecursionError, InvalidSignature)  # a function gives None then

# ---- Texts: strict JSON in the form of RFC 8785, and base64 in its one spelling --------------------------------------
def whole(text):  # fractions and NaN come here too, and are none
    if abs(number := int(text)) > WHOLE: raise ValueError(text)
    return number
def members(pairs):  # of an object: each name once, in the order of their UTF-16 units
    names = [name for name, _ in pairs]
    order = None if "".join(names).isascii() else lambda name: name.encode("utf-16-be", "surrogatepass")
    if names != sorted(set(names), key=order): raise ValueError(names)
    return dict(pairs)
NUMBERS: Any = {"parse_int": whole, "parse_float": whole, "parse_constant": whole}
READ = json.JSONDecoder(**NUMBERS), json.JSONDecoder(object_pairs_hook=members, **NUMBERS)
WRITE = [json.JSONEncoder(ensure_ascii=False, sort_keys=by, separators=(",", ":")).encode for by in (True, False)]
def levels(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(levels, inner), default=0)
def strict(data) -> Any:  # the object written here; None unless writing it anew gives the same text
    with harmless:
        text = data if isinstance(data, str) else data.decode()
        far = len(text.encode("utf-16-le")) > 2 * len(text)  # if not, units sort as letters do: writing sorts the names
        value, _ = READ[far].raw_decode(text)
        flat = text.count("{") + text.count("[") < DEEP or levels(value) <= DEEP
        return value if WRITE[far](value) == text and flat and isinstance(value, dict) else None
def line_in(raw): return strict(raw[:-1]) if raw[-1:] == b"\n" else None
def text64(data, url=False): return (urlsafe_b64encode(data).rstrip(b"=") if url else b64encode(data)).decode()
def plain64(text, url=False):  # the bytes, from the one spelling of their base64; `url`: base64url without padding
    with harmless:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4)) if url else b64decode(text, validate=True)
        return data if text64(data, url) == text else None

# ---- Shapes: what members are. `?` may be missing, `*` a list, `+` one that is not empty, a number: that or more -----
PATTERNS = {
    "name": "[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9._-]*)*", "hex": "[0-9a-f]{64}", "hash": "sha256:[0-9a-f]{64}",
    "key": "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", "type": "[a-z][a-z_]{0,29}", "word": "[a-z][a-z0-9_]{0,39}",
    "reason": "opening|rotation|revocation|root", "thread": "[a-z][a-z0-9_]*(/[a-z0-9_]+)*", "lang": "lo|vi|en"}
SHAPES = {
    "card": "fmt:coop-card/1 origin:name serial:1 at:moment name:names country:text log:key witness:key root:root"
            " reason:reason revoked:key+? good:good*? officers:officer*?", "seen": "n:0 root:key",
    "document": "fmt:coop-doc/1 programme:hash thread:thread kind:word version:1 supersedes:before title:names"
            " terms:object authentic:lang*? attachments:object*?", "charter": "t:text b:text", "entry": "t:text b:text",
    "head": "t:text fmt:coop-bundle/1 programme:hash from:name to:name first:0 count:0 have:seen want:hex+?",
    "cosig": "t:text note:text", "consistency": "t:text from:1 proof:key*", "blob": "t:text sha256:hex i:0 of:1 d:text",
    "checkpoint": "t:text note:text", "mirror_checkpoint": "t:text note:text", "mirror": "t:text first:0 b:text",
    "end": "t:text lines:0 sha256:hex", "side": "id:text origin:name genesis:key", "good": "log:name n:0 root:key",
    "programme": "fmt:coop-charter/1 rules:coop-rules/1 title:names at:moment sides:side* formats:any? meaning:any?",
    "line": "v:1 log:name seq:0 prev:key at:moment type:type seen:seen body:object", "signature": "key:key sig:text",
    "root": "keys:key+ threshold:1 next:hash", "officer": "id:text key:text office:any?",
    "names": "lo:text? vi:text? en:text?", "carrier": "card:text sigs:signature*",
    "passkey": "authenticator:text client:text credential:text key:text signature:text"}
FRAME = "head (charter )?(entry )*+(consistency )?(blob )*+checkpoint (cosig )?((mirror )++mirror_checkpoint )?end"
BUNDLE = re.findall("[a-z_]+", FRAME)
LACKS = ("newer", "parts", "charter_missing", "entries_missing", "seen_missing", "document_missing", "nothing")
LINE = ("v", "log", "seq", "prev", "at", "type", "seen", "body")
MOVES = {"propose", "approve", "withdraw", "decline", "final"}
@functools.cache
def fits(word) -> Any:  # the test that a word of the tables stands for; a word that is in none stands for itself
    if word in OTHERS: return OTHERS[word]
    if word.isdigit(): return lambda value: type(value) is int and value >= int(word)
    if word[-1] in "*+":
        inner, least = fits(word[:-1]), int(word[-1] == "+")
        return lambda value: isinstance(value, list) and len(value) >= least and all(map(inner, value))
    if word not in SHAPES:
        match = re.compile(PATTERNS.get(word, re.escape(word))).fullmatch
        return lambda value: isinstance(value, str) and match(value) is not None
    types = dict(member.split(":", 1) for member in SHAPES[word].split())
    tests = {name: fits(type.rstrip("?")) for name, type in types.items()}
    needed = {name for name, type in types.items() if type[-1] != "?"}
    return lambda value: (isinstance(value, dict) and needed <= value.keys() <= tests.keys()
                          and all([tests[name](inner) for name, inner in value.items()]))
def is_moment(text):
    with harmless:
        return isinstance(text, str) and datetime.datetime.fromisoformat(text[:-1]).isoformat() + "Z" == text
OTHERS = {"any": lambda value: True, "object": lambda value: isinstance(value, dict), "moment": is_moment,
          "text": lambda value: isinstance(value, str), "before": lambda value: value is None or fits("hash")(value)}
def newer(said, *names):  # whether it says that it was written by newer software
    return any(re.fullmatch("coop-[a-z]+/([2-9]|[1-9][0-9]+)", str(said.get(name))) for name in names)

# ---- Hashes, the tree of RFC 6962, Ed25519, signed notes -------------------------------------------------------------
def sha(*data): return hashlib.sha256(b"".join(data)).digest()
def name_of(text): return f"sha256:{sha(text.encode()).hex()}"
def tree(leaves):  # the function that gives the root of the first `size` leaves; None when there are fewer
    @functools.cache
    def node(begin, end):
        if end - begin < 2: return leaves[begin] if begin < end else sha()
        middle = begin + (1 << (end - begin - 1).bit_length() - 1)
        return sha(b"\x01", node(begin, middle), node(middle, end))
    return lambda size: text64(node(0, size)) if size <= len(leaves) else None
P, EIGHTH = 2**255 - 19, 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL = {0, 1, P - 1, EIGHTH, P - EIGHTH}  # the y of points that fit many messages; libraries disagree on them
def sound_point(point): return (y := int.from_bytes(point, "little") & (2**255 - 1)) < P and y not in SMALL
def signed(key, signature, message):  # Ed25519, without keys and signatures that depend on the library
    with harmless:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return sound_point(key) and sound_point(signature[:32])
def read_note(note, origin, size, where):  # a checkpoint: its text, size, root and signatures [(name, bytes)]
    body, _, rest = note.partition("\n\n")
    start, (*texts, last) = f"{origin}\n{size}\n", rest.split("\n")
    root, found = body.removeprefix(start), [re.fullmatch(f"— ({PATTERNS['name']}) (.+)", line) for line in texts]
    lines = [(one[1], data) for one in found if one and (data := plain64(one[2])) is not None]
    fine = body != root and fits("key")(root) and len(note) <= 8192 and not last and lines
    require(where if body != root else "", note_form=fine and len(set(lines)) == len(found))
    return Row(text=f"{body}\n".encode(), size=size, root=root, lines=lines)
def signed_by(note, label, key, witness=False):  # None: no line of this key. A witness (type 4) signs the time as well
    hint, held = sha(label.encode(), b"\n\x04" if witness else b"\n\x01", b64decode(key))[:4], []
    for data in [data[4:] for owner, data in note.lines if owner == label and data[:4] == hint]:
        time = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[:8], "big") if witness else b""
        held.append(signed(b64decode(key), data[8:] if witness else data, time + note.text))
    return all(held) if held else None

# ---- Entries, cards, documents, passkeys, runs -----------------------------------------------------------------------
def read_entry(text, where):  # one of newer software (v above 1) may have more members, and another kind of body
    said = strict(text) or {}
    later = fits("2")(said.get("v"))
    fine = fits("line")({name: said.get(name) for name in LINE} if later else said)
    require(where, entry_form=fine and (later or "doc" not in said["body"] or fits("hash")(said["body"]["doc"])))
    return Row(said=said, seen=said["seen"]["n"], leaf=sha(b"\0", text.encode()), where=where)
def read_card(body, origin, earlier, where):  # it counts when the root keys of the card before have signed
    card: Any = strict(body["card"]) if fits("carrier")(body) else None
    require(where, card_form=fits("card")(card))
    root, why, online, before = card["root"], card["reason"], {card["log"], card["witness"]}, earlier or card
    fine = [root["keys"] == sorted(set(root["keys"])), root["threshold"] <= len(root["keys"]), len(online) == 2,
            not online & {*root["keys"], *card.get("revoked", [])}, origin.startswith(card["origin"] + "/"),
            (card["serial"] == 1) == (why == "opening"), ("revoked" in card) == (why == "revocation"),
            all(sound_point(b64decode(key)) for key in (*online, *root["keys"]))]
    follows = not earlier or (card["origin"], card["serial"]) == (before["origin"], before["serial"] + 1)
    require(where, card_form=all(fine), card_order=follows)
    text = b"coop-card/1\n" + body["card"].encode()
    right = {one["key"] for one in body["sigs"] if signed(b64decode(one["key"]), plain64(one["sig"]) or b"", text)}
    enough = [len(right & set(one["root"]["keys"])) >= one["root"]["threshold"] for one in (before, card)]
    old, new = (WRITE[0]({name: one["root"][name] for name in ("keys", "threshold")}) for one in (before, card))
    require(where, card_signature=enough[0], card_next=new != old or root["next"] == before["root"]["next"])
    require(where, card_root=new == old or name_of(new) == before["root"]["next"], card_signature=enough[1])
    return card
def read_document(data, where):  # one spelling, nothing that turns the direction of letters; how it was made is free
    said, text = (strict(data), data.decode(errors="replace")) if len(data) <= MIB else (None, "")
    fine = unicodedata.is_normalized("NFC", text) and not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    require(where, document_form=fits("document")(said) and fine)
    return said
def passkey_holds(said, programme, doc, officers):  # WebAuthn 2, 7.2, as far as it goes without the server that asked
    if not fits("passkey")(said) or officers and said["key"] not in officers: return False
    authenticator, client, credential, key, signature = (plain64(said[name], url=True) for name in sorted(said))
    if None in (authenticator, client, credential, key, signature) or len(client) > 1024: return False
    challenge = text64(sha(f"coop-approve/1\n{programme}\n{doc}".encode()), url=True)
    message = authenticator + sha(client)
    with harmless:
        told = json.loads(client.decode(), parse_constant=whole)
        fine = isinstance(told, dict) and (told.get("type"), told.get("challenge")) == ("webauthn.get", challenge)
        if not fine or len(authenticator) < 37 or authenticator[32] & 5 != 5: return False
        if len(key) == 42 and key[:10] == bytes.fromhex("a4010103272006215820"):
            return signed(key[10:], signature, message)
        if len(key) != 77 or key[:10] + key[42:45] != bytes.fromhex("a5010203262001215820225820"): return False
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + key[10:42] + key[45:])
        return public.verify(signature, message, ec.ECDSA(SHA256())) is None
def read_run(origin, first, lines, checkpoint, receipt=False):  # entries, and the checkpoint after them
    entries, where = [read_entry(line["b"], line["where"]) for line in lines], checkpoint["where"]
    note = read_note(checkpoint["note"], origin, first + len(entries), where)
    return Row(origin=origin, first=first, lines=entries, note=note, where=where, receipt=receipt, contradicts=None)

# ---- A log: `lines`, the first `known` of them understood; `cards` with their places; `root` by size -------------
def card_at(log, size): return next((card for place, card in reversed(log.cards) if place < size), None)
def seen_in(log, length):  # how much of the other log its first `length` entries have seen
    return log.lines[min(length, log.known) - 1].seen if min(length, log.known) else 0
def known_to(log, seen): return log.root(seen["n"]) in (None, seen["root"])
def live(log, doc, length):  # whether its consent stands in its first `length` entries
    given, back = log.given.get(doc, (WHOLE, WHOLE))  # where it stands, and where it was taken back
    return given < length <= back
def in_force(log, doc, length, others):  # both consents stand, and each side has an entry that has seen the other's
    if not live(log, doc, length) or not live(log.other, doc, others): return False
    return seen_in(log, length) > log.other.given[doc][0] and seen_in(log.other, others) > log.given[doc][0]
def follow(log):  # each entry names the one before; a card is signed by the keys before it
    prev, seen = text64(sha()), 0
    while line := log.at.get(seq := len(log.lines)):
        said, type, after = line.said, line.said["type"], log.at.get(seq + 1)
        line.where = where = f"entry {seq} of {log.origin}, {line.where}"
        if seq and said["prev"] != prev:  # of the two, that one was changed which the entry after it does not name
            named, before = after and after.said["prev"] == text64(line.leaf), log.lines[-1].where
            where = before if named else where if after else f"{before} or {where}"
        follows = (said["log"], said["seq"], said["prev"]) == (log.origin, seq, prev)
        require(where, chain=follows, seen_falls=line.seen >= seen)
        prev, seen, log.known = text64(line.leaf), line.seen, min(log.known, seq if said["v"] > 1 else WHOLE)
        require(where, genesis=(seq or prev == log.genesis) and (seq >= log.known or (type == "genesis") == (not seq)))
        if seq < log.known and type in ("genesis", "key"):
            log.cards.append((seq, read_card(said["body"], log.origin, card_at(log, seq), where)))
        log.lines.append(line)
    log.known = min(log.known, len(log.lines))
    log.root = tree([line.leaf for line in log.lines])
    for place, good in [(place, good) for place, card in log.cards for good in card.get("good", [])]:
        require(log.lines[place].where, good_root=good["log"] != log.origin or log.root(good["n"]) == good["root"])
def judge(note, log, where):  # a checkpoint of the log; whether the other side's witness has signed it
    own = [signed_by(note, log.origin, card["log"]) for place, card in log.cards if place < note.size]
    fine = own and own[-1] and False not in own  # after a rotation the key before may sign as well: then rightly
    changed = log.lines[note.size - 1].where if fine and note.size <= len(log.lines) else where
    require(changed, checkpoint_root=log.root(note.size) in (None, note.root))
    if note.size > log.known: return False
    held = [signed_by(note, f"{card['origin']}/witness", card["witness"], True) for _, card in log.other.cards]
    require(where, checkpoint_signature=fine, cosignature=False not in held)
    log.cosigned = max(log.cosigned, note.size if True in held else 0)
    return True in held
def contradiction(run, log):  # another story is a fork when the log's key has signed it
    card: Any = card_at(log, run.contradicts)
    leaves = [line.leaf for line in (*log.lines[:run.first], *run.lines)]
    told = card and tree(leaves)(run.note.size) == run.note.root and signed_by(run.note, log.origin, card["log"])
    raise Invalid("fork" if told else "conflict", run.lines[run.contradicts - run.first].where)

class Record:  # everything that was read, and the checks in their order
    def __init__(self):
        self.programme, self.files, self.papers = None, dict[str, Any](), dict[str, Any]()
        self.heads, self.charters, self.runs, self.logs = list[Any](), list[Any](), list[Any](), list[Any]()
        self.stated, self.missing = dict[str, list[str]](), set[str]()
    def read(self, files):  # each (name, file, whether a bundle was promised)
        for name, file, promised in files:
            kind = (line_in(first := file.readline(MIB + 1)) or {}).get("t")
            if kind == "head": self.bundles_in(first, file, name)
            elif kind == "part": self.missing.add("parts")  # of a bundle, for mail: to be joined first
            else: require(f"{name}, line 1", no_bundle=not promised and not re.search(b'"head"|coop-bundle/', first))
    def bundles_in(self, first, file, name):  # one after the other, each up to its end line
        lines, above = list[Any](), hashlib.sha256()
        for row, raw in enumerate(itertools.chain([first], iter(lambda: file.readline(MIB + 1), b"")), 1):
            require(where := f"{name}, line {row}", line_form=(said := line_in(raw)))
            if not lines and said.get("t") == "head" and newer(said, "fmt"): return self.missing.add("newer")
            require(where, frame=said.get("t") in BUNDLE and fits(said["t"])(said))
            lines.append(said | {"where": where, "row": row})
            if said["t"] == "end":
                self.bundle(lines, above.hexdigest(), f"{name}, line {lines[0]['row']}-{row}")
                lines, above = [], hashlib.sha256()
            else: above.update(raw)
        require(where, frame=not lines)
    def bundle(self, lines, digest, where):
        of = {t: [line for line in lines if line["t"] == t] for t in BUNDLE}
        require(where, frame=re.fullmatch(FRAME, " ".join(line["t"] for line in lines)))
        head, end, begins = lines[0], lines[-1], {line["first"] - place for place, line in enumerate(of["mirror"])}
        require(where, frame=len(of["entry"]) == head["count"] and len(begins) < 2)
        sound = (end["lines"], end["sha256"]) == (len(lines) - 1, digest)
        try:
            self.take(head, of)
            if not sound: self.check()  # something was changed: what is false so far says where
        except Invalid as fault: raise Invalid(fault.args[0] if sound else "end_line", fault.args[1] or where) from None
        require(where, end_line=sound)
    def take(self, head, of):
        for sha256, (first, *more) in itertools.groupby(of["blob"], key=lambda line: line["sha256"]):
            pieces = [plain64(line["d"]) for line in (first, *more)]
            where = first["where"] + (f"-{first['row'] + first['of'] - 1}" if first["of"] > 1 else "")
            require(where, frame=None not in pieces, blob=sha(*filter(None, pieces)).hex() == sha256)
            self.files[sha256] = b"".join(pieces)[:MIB + 1], where  # a document is shorter
        self.heads.append(head)
        self.charters += of["charter"]
        one, other, mirror = head["from"], head["to"], of["mirror"]
        self.runs += [read_run(one, head["first"], of["entry"], line) for line in of["checkpoint"]]
        self.runs += [read_run(other, head["have"]["n"], [], line, receipt=True) for line in of["cosig"]]
        self.runs += [read_run(other, mirror[0]["first"], mirror, line) for line in of["mirror_checkpoint"]]
    def open(self):  # the charter, and with it the two logs
        if self.heads: self.programme = self.heads[0]["programme"]
        for head in self.heads: require(head["where"], programme=head["programme"] == self.programme)
        doubt = f"{self.heads[0]['where']} or " if len(self.heads) == 1 else ""
        for line in self.charters: require(doubt + line["where"], programme=name_of(line["b"]) == self.programme)
        if not self.charters: return self.missing.add("charter_missing" if self.heads else "nothing")
        where, charter = self.charters[0]["where"], strict(self.charters[0]["b"]) or {}
        if newer(charter, "fmt", "rules"): return self.missing.add("newer")
        sides = charter["sides"] if fits("programme")(charter) else []
        origins = {side["origin"] for side in sides}
        require(where, charter_form=[side["id"] for side in sides] == ["p1", "p2"] and len(origins) == 2)
        for head in self.heads: require(head["where"], sides={head["from"], head["to"]} == origins)
        one, two = self.logs = [Row(**side, at={}, lines=[], cards=[], last=0, known=WHOLE, cosigned=0, given={},
                                    slots={}, first={}, done=0) for side in sides]
        one.other, two.other = two, one
    def log(self, origin): return self.logs[origin == self.logs[1].origin]
    def chains(self):
        for run in self.runs:
            log, new = self.log(run.origin), dict(enumerate(run.lines, run.first))
            run.contradicts = next((seq for seq, line in new.items() if log.at.get(seq, line).leaf != line.leaf), None)
            log.at |= new if run.contradicts is None else {}  # what contradicts is judged later
            log.last = max(log.last, run.note.size)
        for log in self.logs:
            follow(log)
            if log.last > len(log.lines): self.missing.add("entries_missing")
            if log.known < len(log.lines): self.missing.add("newer")
    def checkpoints(self):
        for run in self.runs:
            log = self.log(run.origin)
            if run.contradicts is not None: contradiction(run, log)
            # A witness key that is not known may stand in entries that are not here, or not understood.
            beyond = run.note.size > log.known or log.other.last > log.other.known
            require(run.where, cosignature=judge(run.note, log, run.where) or not run.receipt or beyond)
    def seen(self):
        for head in self.heads: require(head["where"], have_root=known_to(self.log(head["to"]), head["have"]))
        for log in self.logs:
            for line in log.lines: require(line.where, seen_root=known_to(log.other, line.said["seen"]))
    def documents(self):  # those that entries name, by "sha256:" + hex
        lines = [(line.said["type"], line.said["body"]) for log in self.logs for line in log.lines[:log.known]]
        erased = {f"sha256:{body.get('sha256')}" for type, body in lines if type == "erase"}
        named = {body["doc"] for type, body in lines if type in {*MOVES, "state", "instrument"} and "doc" in body}
        for doc in sorted(doc for doc in named if doc[7:] in self.files):
            self.papers[doc] = read_document(*self.files[doc[7:]])
            require(self.files[doc[7:]][1], document_programme=self.papers[doc]["programme"] == self.programme)
        if named - self.papers.keys() - erased: self.missing.add("document_missing")
    def passkeys(self):
        places = [(log, seq, line) for log in self.logs for seq, line in enumerate(log.lines[:log.known])]
        for log, seq, line in (place for place in places if place[2].said["type"] == "approve"):
            body, officers = line.said["body"], [one["key"] for one in card_at(log, seq).get("officers", [])]
            by = body["by"] if isinstance(body.get("by"), dict) else {}
            if "doc" in body and (officers or "evidence" in by or by.get("method") == "passkey"):
                require(line.where, evidence=passkey_holds(by.get("evidence"), self.programme, body["doc"], officers))
    def consents(self):  # the entries of both logs, each after everything its writer had seen
        def is_ready(log): return log.done < len(log.lines) and log.lines[log.done].seen <= log.other.done
        while log := next(filter(is_ready, self.logs), None):
            self.take_in(log, log.lines[log.done], log.done, log.other)
            log.done += 1
        if any(log.done < len(log.lines) for log in self.logs): self.missing.add("seen_missing")
    def take_in(self, log, line, place, other):  # the countersign rule
        doc, type = line.said["body"].get("doc"), line.said["type"]
        if place >= log.known or doc not in self.papers: return
        thread, before = self.papers[doc]["thread"], self.papers[doc]["supersedes"]
        if thread.split("/")[0] in ("p1", "p2"):
            if type == "state" and thread.startswith(f"{log.id}/"): self.stated.setdefault(thread, []).append(doc)
            return
        log.first.setdefault((type, doc), place)
        if type == "approve":
            taken = doc in log.given or live(log, log.slots.get((thread, before)), place)
            locked = before is None or live(log, before, place) and live(other, before, line.seen)
            if locked and not taken: log.given[doc], log.slots[thread, before] = [place, WHOLE], doc
        if type == "withdraw" and live(log, doc, place) and not live(other, doc, line.seen): log.given[doc][1] = place
        if type == "final": require(line.where, final=in_force(log, doc, place + 1, line.seen))
    def stage(self, doc):
        one, two = self.logs
        if in_force(one, doc, one.done, two.done): return "in_force"
        if live(one, doc, one.done) and live(two, doc, two.done): return "accepted"
        for log in self.logs:
            no, own = log.other.first.get(("decline", doc)), log.first.get(("withdraw", doc))
            if no is not None and (own is None or log.lines[own].seen > no): return "returned"
        return "withdrawn" if any(log.given.get(doc, [0, WHOLE])[1] < WHOLE for log in self.logs) else "offered"
    def stages(self):
        found = {doc: "stated_before" for docs in self.stated.values() for doc in docs}
        found |= {docs[-1]: "stated" for docs in self.stated.values()}
        found |= {doc: self.stage(doc) for log in self.logs for type, doc in log.first if type in MOVES}
        replaced = {self.papers[doc]["supersedes"] for doc, stage in found.items() if stage == "in_force"}
        return found | {doc: "replaced" for doc in replaced if found.get(doc) == "in_force"}
    def check(self):  # the answer, when nothing is false
        self.open()
        checks = (self.chains, self.checkpoints, self.seen, self.documents, self.passkeys, self.consents)
        for check in checks if self.logs else (): check()
        for log in self.logs: log.size, log.root = len(log.lines), log.root(len(log.lines))
        logs = [{name: vars(log)[name] for name in ("origin", "size", "root", "cosigned")} for log in self.logs]
        documents = []
        for doc, stage in sorted(self.stages().items()):
            given = [(log.id, log.lines[log.given[doc][0]]) for log in self.logs if live(log, doc, log.done)]
            documents.append({"sha256": doc[7:], "stage": stage, "agreed": {id: line.said["at"] for id, line in given},
                              "thread": self.papers[doc]["thread"], "version": self.papers[doc]["version"]})
        verdict, reason = next((("incomplete", code) for code in LACKS if code in self.missing), ("valid", "ok"))
        return {"verdict": verdict, "reason": reason, "logs": logs, "documents": documents}
def found(paths):  # (name, file, whether a bundle was promised); in a folder other files may lie as well
    for path in paths:
        inside = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        for name in sorted(inside) if os.path.isdir(path) else [path]:
            with open(name, "rb") as file: yield name, file, name == path
def answer(files):  # what `--json` prints; `where` is the place of the first fault
    record, said = Record(), {"where": "", "logs": [], "documents": []}
    try:
        record.read(files)
        said |= record.check()
    except Invalid as fault: said |= {"verdict": "invalid", "reason": fault.args[0], "where": fault.args[1]}
    except (OSError, MemoryError) as why: said |= {"verdict": "incomplete", "reason": "unreadable", "where": str(why)}
    return said | {"programme": record.programme}
def main(arguments):
    gc.disable()  # it would take long, and everything is kept up to the end
    said = answer(found([argument for argument in arguments if argument != "--json"]))
    lines = ["{verdict}: {reason}".format(**said) + (f" ({said['where']})" if said["where"] else "")]
    lines += ["log {origin}: {size} entries, {cosigned} receipted, root {root}".format(**log) for log in said["logs"]]
    for one in said["documents"]:
        agreed = "".join(f", {side} agreed {at[:10]}" for side, at in one["agreed"].items())
        lines.append("{stage}: {thread}, version {version}, sha256:{sha256}".format(**one) + agreed)
    try: print(json.dumps(said, sort_keys=True) if "--json" in arguments else "\n".join(lines), flush=True)
    except BrokenPipeError: os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # as in `verify.py X | head`
    return {"valid": 0, "invalid": 1}.get(said["verdict"], 2)
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else print(__doc__) or 2)
