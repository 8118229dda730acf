"""English inflection: the written forms of verbs and nouns, so that words match whatever a lemmatizer makes of them."""

import re

_VOWELS = frozenset("aeiou")
_IRREGULAR_VERBS: dict[str, str] = {
    "arise": "arose arisen", "awake": "awoke awoken", "be": "am is are was were been being", "bear": "bore borne",
    "beat": "beat beaten", "become": "became become", "beg": "begged begging", "begin": "began begun beginning",
    "bet": "bet", "bid": "bid bade bidden bidding", "bind": "bound", "blow": "blew blown", "break": "broke broken",
    "bring": "brought", "build": "built", "burn": "burnt burned", "buy": "bought", "cast": "cast", "catch": "caught",
    "choose": "chose chosen", "come": "came come", "commit": "committed committing", "cut": "cut cutting",
    "deal": "dealt", "do": "does did done", "draw": "drew drawn", "drive": "drove driven", "eat": "ate eaten",
    "expel": "expelled expelling", "fall": "fell fallen", "feed": "fed", "feel": "felt", "fight": "fought",
    "find": "found", "flee": "fled", "fly": "flew flown", "forbid": "forbade forbidden forbidding",
    "forget": "forgot forgotten forgetting", "get": "got gotten getting", "give": "gave given", "go": "went gone goes",
    "grow": "grew grown", "hang": "hung hanged", "have": "has had having", "hear": "heard", "hide": "hid hidden",
    "hit": "hit hitting", "hold": "held", "hurt": "hurt", "keep": "kept", "know": "knew known", "lay": "laid",
    "lead": "led", "leave": "left", "lend": "lent", "let": "let letting", "lie": "lay lain lying", "lose": "lost",
    "make": "made", "mean": "meant", "meet": "met",
    "overrun": "overran overrun overrunning", "oversee": "oversaw overseen",
    "overthrow": "overthrew overthrown", "pay": "paid", "put": "put putting", "quit": "quit quitting", "read": "read",
    "retake": "retook retaken", "ride": "rode ridden", "ring": "rang rung", "rise": "rose risen",
    "run": "ran run running",
    "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent", "set": "set setting",
    "shake": "shook shaken", "shoot": "shot", "show": "showed shown", "shut": "shut shutting", "sink": "sank sunk",
    "sit": "sat sitting", "slay": "slew slain", "speak": "spoke spoken", "spend": "spent", "stand": "stood",
    "steal": "stole stolen", "strike": "struck stricken", "strive": "strove striven", "swear": "swore sworn",
    "sweep": "swept", "take": "took taken", "teach": "taught", "tear": "tore torn", "tell": "told", "think": "thought",
    "throw": "threw thrown", "undertake": "undertook undertaken", "uphold": "upheld", "wage": "waged waging",
    "win": "won winning", "withdraw": "withdrew withdrawn", "withhold": "withheld", "withstand": "withstood",
    "write": "wrote written", "wreak": "wreaked",
    "bleed": "bled", "cost": "cost", "dig": "dug digging", "foresee": "foresaw foreseen", "freeze": "froze frozen",
    "light": "lit lighted", "mislead": "misled", "mow": "mowed mown", "overcome": "overcame overcome",
    "overtake": "overtook overtaken", "partake": "partook partaken", "prove": "proved proven", "rebuild": "rebuilt",
    "rewrite": "rewrote rewritten", "shed": "shed shedding", "sleep": "slept", "split": "split splitting",
    "spread": "spread", "stick": "stuck", "swing": "swung", "thrust": "thrust", "undergo": "underwent undergone",
    "wear": "wore worn", "weep": "wept",
}  # fmt: skip
_DOUBLING = frozenset(
    ["abet", "abhor", "acquit", "admit", "airdrop", "allot", "compel", "concur", "confer", "control", "defer", "deter",
     "dispel", "emit", "equip", "incur", "infer", "kidnap", "occur", "omit", "patrol", "permit", "prefer", "propel",
     "rebel", "rebut", "refer", "regret", "remit", "repel", "submit", "transfer", "worship"]
)  # fmt: skip
_BRITISH = re.compile(r".+[^aeiou][aeio]l")
_SHORT = re.compile(r"[^aeiou]+[aeiou][bdgklmnprt]")
_IRREGULAR_NOUNS: dict[str, str] = {"memorandum": "memoranda", "crisis": "crises", "man": "men", "woman": "women"}
_IRREGULAR_NOUNS |= {"person": "people", "life": "lives", "body": "bodies", "half": "halves", "child": "children"}


def verb_forms(lemma: str) -> frozenset[str]:
    """The lemma, its third person, its past and participles in both spellings; irregular ones from a table."""
    forms = {lemma, _with_s(lemma)}
    irregular = _IRREGULAR_VERBS.get(lemma, "").split()
    stem = lemma + lemma[-1] if lemma in _DOUBLING or _SHORT.fullmatch(lemma) else lemma
    forms.add(_with_ending(stem, "ing"))
    forms.update(irregular or {_with_ending(stem, "ed")})
    if _BRITISH.fullmatch(lemma) and not irregular:
        forms |= {lemma + "led", lemma + "ling"}
    return frozenset(forms)


def noun_forms(lemma: str) -> frozenset[str]:
    """The singular and the plural of a noun."""
    return frozenset({lemma, _IRREGULAR_NOUNS.get(lemma) or _with_s(lemma)})


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _with_ending(stem: str, ending: str) -> str:
    if ending == "ed" and stem.endswith("e"):
        return stem + "d"
    if ending == "ed" and stem.endswith("y") and len(stem) > 1 and stem[-2] not in _VOWELS:
        return stem[:-1] + "ied"
    if ending == "ing" and stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return stem[:-1] + "ing"
    return stem + ending
