#!/usr/bin/env python3
"""Checks a joint record by itself, without Songfai: python verify.py PATH [PATH...] [--json]

PATH is a file of bundles or a folder of them. Needs Python 3.11 and `cryptography`. Format and codes: docs/record.md.
Says valid (exit 0), invalid (1: something is false; the first thing found is named) or incomplete (2: nothing false was
found, but a part is missing or needs newer software). The checks in their order, each a method of Record:
read: each line is JSON in its one form and has its members; each bundle, file and mail part has the hash it says
open: one charter, whose hash names the programme; every bundle is of it and goes between its two sides
chains: each entry follows the one before by hash; keys change by cards that the keys before have signed
checkpoints: each signed root is the log's; the log's key, and the witness of the other side, have signed it
seen: what an entry has seen of the other log is what that log was
documents, passkeys: each document named is in its one form; what is said to be approved with a passkey was
consents: who agreed to what; each claim that a document is in force is true
"""
import gc, hashlib, io, json, os, re, sys, unicodedata
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from types import SimpleNamespace as Row
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256

MIB, DEEP, WHOLE = 1024 * 1024, 32, 2**53 - 1

class Invalid(Exception): """Something is false: (code, where)."""
def require(where, **checks):  # the name of the first check that does not hold is the code of the fault
    for code, holds in checks.items():
        if not holds: raise Invalid(code, where)
def cautious(function):  # None where the function would raise what wrong data raises
    def answer(*given, **named) -> Any:
        try: return function(*given, **named)
        except (ValueError, IndexError, RecursionError, InvalidSignature): return None
    return answer
# ---- Texts: strict JSON in the form of RFC 8785, and base64 in its one spelling --------------------------------------
def whole(text):  # a number every machine can hold; fractions and NaN come here too, and are none
    if abs(number := int(text)) > WHOLE: raise ValueError(text)
    return number
DECODER = json.JSONDecoder(parse_int=whole, parse_float=whole, parse_constant=whole)
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
def jcs(value, room=DEEP):  # RFC 8785: names sorted by UTF-16 units, beyond U+FFFF not the order of ENCODER
    if not room: raise ValueError("too deep")
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{ENCODER.encode(name)}:{jcs(value[name], room - 1)}" for name in names) + "}"
    return f"[{','.join(jcs(one, room - 1) for one in value)}]" if isinstance(value, list) else ENCODER.encode(value)
@cautious
def strict(data):  # the object written here; None unless writing it anew gives the same text: finds doubled names, too
    text = data if isinstance(data, str) else data.decode()
    value, _ = DECODER.raw_decode(text)
    beyond = not text.isascii() and len(text.encode("utf-16-le")) > 2 * len(text)
    anew = jcs(value) if beyond or text.count("{") + text.count("[") >= DEEP else ENCODER.encode(value)
    return value if anew == text and isinstance(value, dict) else None
def text64(data, url=False): return (urlsafe_b64encode(data).rstrip(b"=") if url else b64encode(data)).decode()
@cautious
def plain64(text, url=False):  # the bytes, from the one spelling of their base64; `url`: base64url without padding
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4)) if url else b64decode(text, validate=True)
    return data if text64(data, url) == text else None
# ---- Shapes: what members are. `?` may be missing, `*` a list, `+` one that is not empty, a number: that or more -----
DAY = ("((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
       "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29")
PATTERNS = {
    "name": "[a-z0-9][a-z0-9.-]*(?:/[a-z0-9][a-z0-9._-]*)*", "hex": "[0-9a-f]{64}", "hash": "sha256:[0-9a-f]{64}",
    "moment": f"(?!0000)([0-9]{{4}}-{DAY})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z", "lang": "lo|vi|en",
    "key": "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=", "type": "[a-z][a-z_]{0,29}", "word": "[a-z][a-z0-9_]{0,39}",
    "reason": "opening|rotation|revocation|root", "thread": "[a-z][a-z0-9_]*(/[a-z0-9_]+)*",
    "id": "[A-Za-z0-9][A-Za-z0-9._-]{0,79}"}
SHAPES = {
    "head": "t:text fmt:coop-bundle/1 programme:hash from:name to:name first:0 count:0 have:seen want:hex+?",
    "seen": "n:0 root:key", "charter": "t:text b:text", "entry": "t:text b:text", "cosig": "t:text note:text",
    "consistency": "t:text from:1 proof:key*", "blob": "t:text sha256:hex i:0 of:1 d:text",
    "checkpoint": "t:text note:text", "mirror_checkpoint": "t:text note:text", "mirror": "t:text first:0 b:text",
    "end": "t:text lines:0 sha256:hex", "part": "t:text fmt:coop-part/1 sha256:hex i:0 of:1",
    "programme": "fmt:coop-charter/1 rules:coop-rules/1 title:names at:moment sides:side* formats:any? meaning:any?",
    "side": "id:text origin:name genesis:key", "names": "lo:text? vi:text? en:text?",
    "line": "v:1 log:name seq:0 prev:key at:moment type:type seen:seen body:object",
    "card": "fmt:coop-card/1 origin:name serial:1 at:moment name:names country:text log:key witness:key root:root"
            " reason:reason revoked:key+? good:good*? officers:officer*?", "root": "keys:key+ threshold:1 next:hash",
    "good": "log:name n:0 root:key", "officer": "id:text key:text office:any?",
    "document": "fmt:coop-doc/1 programme:hash thread:thread kind:word version:1 supersedes:any title:names"
                " terms:object authentic:lang*? attachments:object*?",
    "passkey": "authenticator:text client:text credential:text key:text signature:text",
    "carrier": "card:text sigs:signature*", "signature": "key:key sig:text"}
LINE = ("v", "log", "seq", "prev", "at", "type", "seen", "body")
MOVES = {"propose", "approve", "withdraw", "decline", "final"}
@cache
def fits(word) -> Any:  # the test that a word of the tables stands for; a word that is in none stands for itself
    if word[-1] in "*+":
        inner, least = fits(word[:-1]), int(word[-1] == "+")
        return lambda value: isinstance(value, list) and len(value) >= least and all(map(inner, value))
    if word.isdigit(): return lambda value: type(value) is int and value >= int(word)
    if types := {"any": object, "object": dict, "text": str}.get(word): return lambda value: isinstance(value, types)
    if word not in SHAPES:
        match = re.compile(PATTERNS.get(word, re.escape(word))).fullmatch
        return lambda value: isinstance(value, str) and match(value) is not None
    members = dict(member.split(":", 1) for member in SHAPES[word].split())
    tests = {name: fits(is_a.rstrip("?")) for name, is_a in members.items()}
    needed = {name for name, is_a in members.items() if is_a[-1] != "?"}
    def fit(value):
        if not isinstance(value, dict) or not needed <= value.keys() <= tests.keys(): return False
        for name, inner in value.items():
            if not tests[name](inner): return False
        return True
    return fit
def newer(said, *names):  # whether it says that it was written by newer software
    return any(re.fullmatch("coop-[a-z]+/([2-9]|[1-9][0-9]+)", str(said.get(name))) for name in names)
# ---- Hashes, the tree of RFC 6962, Ed25519, signed notes -------------------------------------------------------------
def sha(*data): return hashlib.sha256(b"".join(data)).digest()
def roots(leaves, sizes):  # the root after each of the sizes that the log reaches
    peaks, found = list[bytes](), {0: text64(sha())}  # peaks: the full subtrees from left to right
    for size, node in enumerate(leaves, 1):
        full = size - 1
        while full & 1: node, full = sha(b"\x01", peaks.pop(), node), full >> 1
        peaks.append(node)
        if size in sizes:
            for peak in peaks[-2::-1]: node = sha(b"\x01", peak, node)
            found[size] = text64(node)
    return found
@cautious
def consistent(old, was, new, now, proof):  # RFC 6962, 2.1.2: a log of `new` begins with the one of `old`
    def walk(old, new, known):
        if old == new: return (was, was) if known else (proof[-1], proof.pop())
        left, beside = 1 << (new - 1).bit_length() - 1, proof.pop()
        first, last = walk(old, left, known) if old <= left else walk(old - left, new - left, False)
        if old <= left: return first, sha(b"\x01", last, beside)
        return sha(b"\x01", beside, first), sha(b"\x01", beside, last)
    return walk(old, new, True) == (was, now) and not proof
P, EIGHTH = 2**255 - 19, 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL = {0, 1, P - 1, EIGHTH, P - EIGHTH}  # the y of points that fit many messages; libraries disagree on them
def sound_point(point): return (y := int.from_bytes(point, "little") & (2**255 - 1)) < P and y not in SMALL
@cautious
def signed(key, signature, message):  # Ed25519, without keys and signatures that depend on the library
    ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    return sound_point(key) and sound_point(signature[:32])
def read_note(note, origin, size, where):  # a checkpoint: its text, size, root and signatures [(name, bytes)]
    body, _, rest = note.partition("\n\n")
    start, (*texts, last) = f"{origin}\n{size}\n", rest.split("\n")
    root, found = body.removeprefix(start), [re.fullmatch(f"— ({PATTERNS['name']}) (.+)", line) for line in texts]
    lines = [(one[1], data) for one in found if one and (data := plain64(one[2])) is not None]
    fine = body.startswith(start) and fits("key")(root) and len(note) <= 8192 and not last and lines
    require(where, note_form=fine and len(set(lines)) == len(found))
    return Row(text=f"{body}\n".encode(), size=size, root=root, lines=lines)
def signed_by(note, label, key, witness=False):  # None: no line of this key. A witness (type 4) signs the time as well
    hint, held = sha(label.encode(), b"\n\x04" if witness else b"\n\x01", b64decode(key))[:4], []
    for data in [data[4:] for owner, data in note.lines if owner == label and data[:4] == hint]:
        time = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[:8], "big") if witness else b""
        held.append(signed(b64decode(key), data[8:] if witness else data, time + note.text))
    return all(held) if held else None
# ---- Lines, entries, cards, documents, passkeys ----------------------------------------------------------------------
class Lines:
    """A file line by line: `peek` looks at the next line ({} at the end), `take` takes it when it has its shape."""
    def __init__(self, file, where):
        self.file, self.where, self.raw, self.said, self.above = file, where, b"", {}, list[bytes]()
    def peek(self):
        if not self.raw and (raw := self.file.readline(MIB + 1)):
            self.raw, self.said = raw, raw[-1:] == b"\n" and strict(raw[:-1])
            require(self.where, line_form=self.said)
        return self.said if self.raw else {}
    def take(self, t):
        said = self.peek()
        require(self.where, frame=said.get("t") == t and fits(t)(said))
        self.above.append(self.raw)
        self.raw = b""
        return said
def read_entry(text, where):  # one of newer software (v above 1) may have more members, and another kind of body
    said = strict(text) or {}
    later = fits("2")(said.get("v"))
    fine = fits("line")({name: said.get(name) for name in LINE} if later else said)
    require(where, entry_form=fine and (later or "doc" not in said["body"] or fits("hash")(said["body"]["doc"])))
    return Row(said=said, seen=said["seen"]["n"], leaf=sha(b"\0", text.encode()))
def read_card(body, origin, earlier, where):  # it counts when the root keys of the card before have signed
    card: Any = strict(body["card"]) if fits("carrier")(body) else None
    require(where, card_form=fits("card")(card))
    root, online, before = card["root"], {card["log"], card["witness"]}, earlier or card
    fine = [root["keys"] == sorted(set(root["keys"])), root["threshold"] <= len(root["keys"]), len(online) == 2,
            not online & {*root["keys"], *card.get("revoked", [])}, origin.startswith(card["origin"] + "/"),
            (card["serial"] == 1) == (card["reason"] == "opening"),
            ("revoked" in card) == (card["reason"] == "revocation"),
            all(sound_point(b64decode(key)) for key in (*online, *root["keys"])),
            all(plain64(one["sig"]) is not None for one in body["sigs"])]
    follows = not earlier or (card["origin"], card["serial"]) == (before["origin"], before["serial"] + 1)
    require(where, card_form=all(fine), card_order=follows)
    text = b"coop-card/1\n" + body["card"].encode()
    right = {one["key"] for one in body["sigs"] if signed(b64decode(one["key"]), b64decode(one["sig"]), text)}
    enough = [len(right & set(one["root"]["keys"])) >= one["root"]["threshold"] for one in (before, card)]
    old, new = (jcs({name: one["root"][name] for name in ("keys", "threshold")}) for one in (before, card))
    announced = before["root"]["next"]
    require(where, card_signature=enough[0], card_next=new != old or root["next"] == announced)
    require(where, card_root=new == old or announced == f"sha256:{sha(new.encode()).hex()}", card_signature=enough[1])
    return card
def card_at(log, size): return next((card for place, card in reversed(log.cards) if place < size), None)
HIDDEN = re.compile("[\u0000-\u001f\u202a-\u202e\u2066-\u2069]")
def sound(value):  # in a document nothing is empty, there is one spelling, and objects stand in the order of their ids
    if isinstance(value, str): return value and not HIDDEN.search(value) and unicodedata.is_normalized("NFC", value)
    if isinstance(value, dict): return value and all(fits("word")(name) and sound(value[name]) for name in value)
    if not isinstance(value, list): return isinstance(value, int)
    ids: list[Any] = [inner.get("id") for inner in value if isinstance(inner, dict)]
    named = not ids or len(ids) == len(value) and all(map(fits("id"), ids)) and ids == sorted(set(ids))
    return value and all(map(sound, value)) and named
def read_document(data, where):
    said: Any = strict(data) if len(data) <= MIB else None
    fine = fits("document")(said) and (said["supersedes"] is None or fits("hash")(said["supersedes"]))
    fine = fine and all(sound(inner) for name, inner in said.items() if name != "supersedes")
    require(where, document_form=fine and len(set(said.get("authentic", ()))) == len(said.get("authentic", ())))
    return said
@cautious
def passkey_holds(said, programme, doc, officers):  # WebAuthn 2, 7.2, as far as it goes without the server that asked
    if not fits("passkey")(said) or officers and said["key"] not in officers: return False
    authenticator, client, credential, key, signature = (plain64(said[name], url=True) for name in sorted(said))
    if None in (authenticator, client, credential, key, signature) or len(client) > 1024: return False
    challenge = text64(sha(f"coop-approve/1\n{programme}\n{doc}".encode()), url=True)
    told, message = json.loads(client.decode(), parse_constant=whole), authenticator + sha(client)
    fine = isinstance(told, dict) and (told.get("type"), told.get("challenge")) == ("webauthn.get", challenge)
    if not fine or len(authenticator) < 37 or authenticator[32] & 5 != 5: return False
    if len(key) == 42 and key[:10] == bytes.fromhex("a4010103272006215820"):
        return signed(key[10:], signature, message)
    if len(key) != 77 or key[:10] + key[42:45] != bytes.fromhex("a5010203262001215820225820"): return False
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + key[10:42] + key[45:])
    return public.verify(signature, message, ec.ECDSA(SHA256())) is None
# ---- The record: everything that was read, and the checks in their order ---------------------------------------------
class Record:
    def __init__(self):
        self.programme, self.files, self.papers = None, dict[str, bytes](), dict[str, Any]()
        self.charters, self.bundles, self.logs, self.missing = list[Any](), list[Any](), list[Any](), list[str]()
        # Consents: given[side][doc] = [place, place where it was taken back]; slots: the document that holds each slot
        self.given, self.slots, self.done = (dict[str, Any](), dict[str, Any]()), dict[Any, str](), [0, 0]
        self.first, self.stated = dict[Any, int](), dict[str, list[str]]()
    def read(self, files):  # each (name, file, whether a bundle was promised), then what is joined from mail parts
        parts = dict[Any, Any]()
        for name, file, promised in files:
            line = file.readline(MIB + 1)
            first = line[-1:] == b"\n" and strict(line[:-1]) or {}
            require(name, no_bundle=first.get("t") in ("part", "head") or not promised)
            if first.get("t") == "part":
                require(name, frame=fits("part")(first) and first["i"] < first["of"])
                held, rest = parts.setdefault((first["sha256"], first["of"]), {}), file.read()
                require(name, part=held.setdefault(first["i"], rest) == rest)
            file.seek(0)
            if first.get("t") == "head": self.bundles_in(Lines(file, name))
        joined = {key: b"".join(held[i] for i in sorted(held)) for key, held in parts.items() if len(held) == key[1]}
        self.missing += ["parts_missing"] if len(joined) < len(parts) else []
        for (digest, _), data in joined.items(): require(digest, part=sha(data).hex() == digest)
        for (digest, _), data in joined.items(): self.bundles_in(Lines(io.BytesIO(data), digest))
    def bundles_in(self, lines):  # one after the other, up to one of newer software
        while (said := lines.peek()) or not lines.above:
            if said.get("t") == "head" and newer(said, "fmt"): return self.missing.append("newer")
            self.bundle(lines)
    def bundle(self, lines):
        lines.above, take, where = [], lines.take, lines.where
        head = take("head")
        first, size, have = head["first"], head["first"] + head["count"], head["have"]["n"]
        require(where, frame=size)
        if first == 0: self.charters.append((take("charter")["b"], where))
        entries = [read_entry(take("entry")["b"], where) for _ in range(head["count"])]
        proof: Any = take("consistency") if first else {"from": 0, "proof": []}
        require(where, frame=proof["from"] == first)
        while lines.peek().get("t") == "blob": self.blob(lines)
        runs = [Row(origin=head["from"], first=first, entries=entries, note=take("checkpoint")["note"])]
        cosig = read_note(take("cosig")["note"], head["to"], have, where) if have else None
        mirror = list[Any]()
        while lines.peek().get("t") == "mirror": mirror.append(take("mirror"))
        require(where, frame=all(said["first"] - seq == mirror[0]["first"] for seq, said in enumerate(mirror)))
        if mirror:
            entries, note = [read_entry(said["b"], where) for said in mirror], take("mirror_checkpoint")["note"]
            runs.append(Row(origin=head["to"], first=mirror[0]["first"], entries=entries, note=note))
        for run in runs: run.note = read_note(run.note, run.origin, run.first + len(run.entries), where)
        above, end, nodes = list(lines.above), take("end"), [b64decode(node) for node in proof["proof"]]
        require(where, end_line=(end["lines"], end["sha256"]) == (len(above), sha(*above).hex()))
        self.bundles.append(Row(head=head, where=where, runs=runs, proof=nodes, cosig=cosig))
    def blob(self, lines):  # the parts of a file stand together; what is too large for a document is not kept
        pieces, first = list[bytes](), lines.peek()
        while not pieces or len(pieces) < first["of"]:
            part = lines.take("blob")
            require(lines.where, frame=part | {"d": ""} == first | {"i": len(pieces), "d": ""})
            pieces.append(plain64(part["d"]))
            require(lines.where, frame=pieces[-1] or pieces[-1] == b"" and part["of"] == 1)
            require(lines.where, frame=len(pieces[-1]) <= MIB // 2)
        require(lines.where, blob=sha(*pieces).hex() == first["sha256"])
        self.files[first["sha256"]] = b"".join(pieces) if sum(map(len, pieces)) <= MIB else b""
    def open(self):  # what lacks, or None
        for bundle in self.bundles:
            self.programme = self.programme or bundle.head["programme"]
            require(bundle.where, programme=bundle.head["programme"] == self.programme)
        for text, where in self.charters:
            require(where, programme=f"sha256:{sha(text.encode()).hex()}" == self.programme)
        if not self.charters: return "charter_missing" if self.bundles else "nothing"
        charter = strict(self.charters[0][0]) or {}
        if newer(charter, "fmt", "rules"): return "newer"
        sides = charter["sides"] if fits("programme")(charter) else []
        origins = {side["origin"] for side in sides}
        require(where, charter_form=[side["id"] for side in sides] == ["p1", "p2"] and len(origins) == 2)
        for bundle in self.bundles: require(bundle.where, sides={bundle.head["from"], bundle.head["to"]} == origins)
        # A log: `known` of its `lines` understood, `cards` with their places, `roots` by size
        self.logs = [Row(**side, at={}, lines=[], cards=[], last=0, cosigned=0, known=WHOLE) for side in sides]
    def log(self, origin): return self.logs[origin == self.logs[1].origin]
    def chains(self):
        for run in (run for bundle in self.bundles for run in bundle.runs):
            log, new = self.log(run.origin), dict(enumerate(run.entries, run.first))
            run.other = next((seq for seq, line in new.items() if log.at.get(seq, line).leaf != line.leaf), None)
            log.at |= new if run.other is None else {}  # what contradicts is judged later
            log.last = max(log.last, run.note.size)
        for log in self.logs: self.follow(log)
        sizes = {size for bundle in self.bundles for run in bundle.runs for size in (run.first, run.note.size)}
        sizes |= {bundle.head["have"]["n"] for bundle in self.bundles}
        for log, other in (self.logs, self.logs[::-1]):
            sizes |= {good["n"] for _, card in log.cards for good in card.get("good", [])} | {len(log.lines)}
            log.roots = roots((line.leaf for line in log.lines), sizes | {line.seen for line in other.lines})
    def follow(self, log):
        prev, seen = text64(sha()), 0
        while line := log.at.get(seq := len(log.lines)):
            said, where, leaf = line.said, f"{log.origin} {seq}", text64(line.leaf)
            follows = (said["log"], said["seq"], said["prev"]) == (log.origin, seq, prev)
            require(where, chain=follows, seen_falls=line.seen >= seen)
            prev, seen, log.known = leaf, line.seen, min(log.known, seq if said["v"] > 1 else WHOLE)
            first = (said["type"] == "genesis") == (seq == 0) or seq >= log.known
            require(where, genesis=first and (seq or leaf == log.genesis))
            if seq < log.known and said["type"] in ("genesis", "key"):
                log.cards.append((seq, read_card(said["body"], log.origin, card_at(log, seq), where)))
            log.lines.append(line)
        log.known = min(log.known, len(log.lines))
    def judge(self, note, log, other, where):  # a checkpoint of a log; whether the other side's witness has signed it
        require(where, checkpoint_root=note.root == log.roots.get(note.size, note.root))
        if note.size > log.known: return False
        card = card_at(log, note.size)
        held = [signed_by(note, f"{card['origin']}/witness", card["witness"], True) for _, card in other.cards]
        fine = card and signed_by(note, log.origin, card["log"])
        require(where, checkpoint_signature=fine, cosignature=False not in held)
        log.cosigned = max(log.cosigned, note.size if True in held else 0)
        return True in held
    def story(self, run, log, other, where):  # what contradicts is a fork when the log's key signed it
        if run.other is None: return self.judge(run.note, log, other, where)
        card: Any = card_at(log, run.other) if run.first <= len(log.lines) else None
        leaves = [line.leaf for line in (*log.lines[:run.first], *run.entries)]
        told = card and roots(leaves, {run.note.size}).get(run.note.size) == run.note.root
        raise Invalid("fork" if told and signed_by(run.note, log.origin, card["log"]) else "conflict", where)
    def checkpoints(self):
        goods = [(log, place, good) for log in self.logs for place, card in log.cards for good in card.get("good", [])]
        for log, place, good in (one for one in goods if one[2]["log"] == one[0].origin):
            require(log.origin, good_root=good["n"] <= place and log.roots[good["n"]] == good["root"])
        for bundle in self.bundles:
            where, run, have = bundle.where, bundle.runs[0], bundle.head["have"]
            log, other = self.log(bundle.head["from"]), self.log(bundle.head["to"])
            self.story(run, log, other, where)
            if run.first and run.note.size <= len(log.lines):
                was, now = (b64decode(log.roots[size]) for size in (run.first, run.note.size))
                require(where, consistency=consistent(run.first, was, run.note.size, now, bundle.proof))
            require(where, have_root=other.roots.get(have["n"], have["root"]) == have["root"])
            if bundle.cosig and not self.judge(bundle.cosig, other, log, where):
                # A witness key that is not known may stand in entries that are not here, or not understood.
                require(where, cosignature=log.last > log.known or have["n"] > other.known)
            for mirror in bundle.runs[1:]: self.story(mirror, other, log, where)
    def seen(self):
        for log, other in (self.logs, self.logs[::-1]):
            for seq, line in enumerate(log.lines):
                said = line.said["seen"]["root"]
                require(f"{log.origin} {seq}", seen_root=other.roots.get(line.seen, said) == said)
    def documents(self):  # those that entries name, by "sha256:" + hex
        lines = [line.said for log in self.logs for line in log.lines[:log.known]]
        erased = {f"sha256:{said['body'].get('sha256')}" for said in lines if said["type"] == "erase"}
        naming = [said["body"] for said in lines if said["type"] in {*MOVES, "state", "instrument"}]
        named = {body["doc"] for body in naming if "doc" in body}
        for doc in sorted(doc for doc in named if doc[7:] in self.files):
            self.papers[doc] = read_document(self.files[doc[7:]], doc)
            require(doc, document_programme=self.papers[doc]["programme"] == self.programme)
        if named - self.papers.keys() - erased: self.missing.append("document_missing")
    def passkeys(self):
        places = [(log, seq, line.said) for log in self.logs for seq, line in enumerate(log.lines[:log.known])]
        for log, seq, body in ((log, seq, said["body"]) for log, seq, said in places if said["type"] == "approve"):
            by, officers = body.get("by"), [one["key"] for one in card_at(log, seq).get("officers", [])]
            if "doc" in body and isinstance(by, dict) and ("evidence" in by or by.get("method") == "passkey"):
                holds = passkey_holds(by.get("evidence"), self.programme, body["doc"], officers)
                require(f"{log.origin} {seq}", evidence=holds)
    # ---- The countersign rule: who agreed to what
    def live(self, side, doc, length):  # whether the side's consent stands in the first `length` entries of its log
        given, back = self.given[side].get(doc, (WHOLE, WHOLE))
        return given < length <= back
    def in_force(self, doc, lengths):  # both consents stand, and each side has an entry that has seen the other's
        ends = [min(length, log.known) for length, log in zip(lengths, self.logs, strict=True)]
        seen = [log.lines[end - 1].seen if end else 0 for end, log in zip(ends, self.logs, strict=True)]
        return all(self.live(side, doc, lengths[side]) and seen[1 - side] > self.given[side][doc][0] for side in (0, 1))
    def take_in(self, side, line):
        place, doc, type = self.done[side], line.said["body"].get("doc"), line.said["type"]
        self.done[side] += 1
        if place >= self.logs[side].known or doc not in self.papers: return
        thread, before, mine = self.papers[doc]["thread"], self.papers[doc]["supersedes"], self.given[side]
        if thread.split("/")[0] in ("p1", "p2"):
            if type == "state" and thread.startswith(f"p{side + 1}/"): self.stated.setdefault(thread, []).append(doc)
            return
        self.first.setdefault((type, side, doc), place)
        if type == "approve":
            taken = doc in mine or self.live(side, self.slots.get((side, thread, before)), place)
            locked = before is None or self.live(side, before, place) and self.live(1 - side, before, line.seen)
            if locked and not taken: mine[doc], self.slots[side, thread, before] = [place, WHOLE], doc
        if type == "withdraw" and self.live(side, doc, place) and not self.live(1 - side, doc, line.seen):
            mine[doc][1] = place
        if type == "final":
            holds = self.in_force(doc, [line.seen, place + 1] if side else [place + 1, line.seen])
            require(f"{self.logs[side].origin} {place}", final=holds)
    def consents(self):  # an entry after everything its writer had seen; False when some of that is not here
        lines, before = [log.lines for log in self.logs], [-1, -1]
        while before != self.done:
            before = list(self.done)
            for side in (0, 1):
                for line in lines[side][self.done[side]:]:
                    if line.seen > self.done[1 - side]: break
                    self.take_in(side, line)
        short = any(one[-1].seen > len(other) for one, other in (lines, lines[::-1]) if one)
        require(self.logs[0].origin, order=short or self.done == [len(one) for one in lines])
        return self.done == [len(one) for one in lines]
    def stage(self, doc):
        if self.in_force(doc, self.done): return "in_force"
        if all(self.live(side, doc, self.done[side]) for side in (0, 1)): return "accepted"
        for side in (0, 1):
            no, own = self.first.get(("decline", 1 - side, doc)), self.first.get(("withdraw", side, doc))
            if no is not None and (own is None or self.logs[side].lines[own].seen > no): return "returned"
        return "withdrawn" if any(given.get(doc, [0, WHOLE])[1] < WHOLE for given in self.given) else "offered"
    def stages(self):
        found = {doc: "stated_before" for docs in self.stated.values() for doc in docs}
        found |= {docs[-1]: "stated" for docs in self.stated.values()}
        found |= {doc: self.stage(doc) for type, _, doc in self.first if type in MOVES}
        replaced = {self.papers[doc]["supersedes"] for doc, stage in found.items() if stage == "in_force"}
        return found | {doc: "replaced" for doc in replaced if found.get(doc) == "in_force"}
    # ---- The answer
    def check(self):  # what `--json` prints
        if lacks := self.open():
            self.missing += [lacks] if lacks != "nothing" or not self.missing else []
        else:
            for check in (self.chains, self.checkpoints, self.seen, self.documents, self.passkeys): check()
            if not self.consents(): self.missing.insert(0, "seen_missing")
            if any(log.last > len(log.lines) for log in self.logs): self.missing.insert(0, "entries_missing")
            if any(log.known < len(log.lines) for log in self.logs): self.missing.append("newer")
        self.missing.sort(key="newer".__ne__)  # newer software may find the rest
        verdict, reason = ("incomplete", self.missing[0]) if self.missing else ("valid", "ok")
        for log in self.logs: log.size, log.root = len(log.lines), log.roots[len(log.lines)]
        logs = [{name: vars(log)[name] for name in ("origin", "size", "root", "cosigned")} for log in self.logs]
        papers = [(doc, stage, self.papers[doc]) for doc, stage in sorted(self.stages().items())]
        documents = [{"sha256": doc[7:], "thread": said["thread"], "version": said["version"], "stage": stage}
                     for doc, stage, said in papers]
        return {"verdict": verdict, "reason": reason, "programme": self.programme, "logs": logs, "documents": documents}
def found(paths):  # (name, file, whether a bundle was promised); in a folder other files may lie as well
    for path in paths:
        inside = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        for name in sorted(inside) if os.path.isdir(path) else [path]:
            with open(name, "rb") as file: yield name, file, name == path
def answer(files):  # what `--json` prints, and where the first fault is
    record = Record()
    try:
        record.read(files)
        return record.check(), ""
    except Invalid as fault: verdict, (reason, where) = "invalid", fault.args
    except (OSError, MemoryError) as fault: verdict, reason, where = "incomplete", "unreadable", str(fault)
    return {"verdict": verdict, "reason": reason, "programme": record.programme, "logs": [], "documents": []}, where
def main(arguments):
    gc.disable()  # nothing here refers to itself, and looking for it takes long
    said, where = answer(found([argument for argument in arguments if argument != "--json"]))
    lines = [f"{said['verdict']}: {said['reason']}{f' ({where})' if where else ''}"]
    lines += ["log {origin}: {size} entries, {cosigned} receipted, root {root}".format(**log) for log in said["logs"]]
    lines += ["{stage}: {thread}, version {version}, sha256:{sha256}".format(**one) for one in said["documents"]]
    print(jcs(said) if "--json" in arguments else "\n".join(lines))
    return {"valid": 0, "invalid": 1}.get(said["verdict"], 2)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else print(__doc__) or 2)
