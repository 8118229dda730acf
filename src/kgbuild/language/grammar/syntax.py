"""Grammatical relations over a dependency parse, whether it uses Universal Dependencies or ClearNLP labels.

Everything else asks these functions, never raw labels. In UD a preposition hangs below its complement (`case`), and a
copula below its predicate (`cop`); in ClearNLP both stand above (`prep` + `pobj`, `attr`/`acomp`). Token lists are in
text order.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from kgbuild.language.grammar.once import arcs, once, token_once

_ACTIVE_SUBJECT = frozenset({"nsubj", "nsubj:outer", "csubj", "csubj:outer"})
_PASSIVE_SUBJECT = frozenset({"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"})
_SUBJECT = _ACTIVE_SUBJECT | _PASSIVE_SUBJECT
_NOMINAL_SUBJECT = frozenset({"nsubj", "nsubj:outer", "nsubj:pass", "nsubjpass"})
_OBJECT = frozenset({"obj", "dobj"})
_INDIRECT = frozenset({"iobj", "dative"})
_PASSIVE_AUXILIARY = frozenset({"aux:pass", "auxpass"})
_AUXILIARY = frozenset({"aux"}) | _PASSIVE_AUXILIARY
_COMPLEMENT_OF_PREPOSITION = frozenset({"pobj", "pcomp"})
_PREPOSITION = frozenset({"prep", "agent", "dative"})
_ABOUT = frozenset({"of", "for", "over"})
_TEXTS = frozenset({"statement", "declaration", "resolution", "letter", "report", "communique", "communiqué"})
_OBLIQUE = frozenset({"obl", "obl:agent", "nmod"})
_UNMARKED = frozenset({"obl:unmarked", "obl:tmod", "obl:npmod", "nmod:unmarked", "nmod:tmod", "nmod:npmod", "npadvmod"})
_POSSESSOR = frozenset({"nmod:poss", "poss"})
_PREMODIFIER = frozenset({"compound", "amod", "nmod:desc", "nmod"})
_PARTICLE = frozenset({"compound:prt", "prt"})
_RELATIVE = frozenset({"acl:relcl", "relcl"})
_COMPLEMENT_CLAUSE = frozenset({"ccomp", "xcomp", "pcomp"})
PREDICATIVE = frozenset({"attr", "acomp", "oprd"})
_CLAUSE = _RELATIVE | {"ROOT", "root", "ccomp", "xcomp", "pcomp", "advcl", "advcl:relcl", "acl", "csubj", "csubj:pass"}
_CLAUSE |= {"csubjpass", "csubj:outer", "parataxis"}
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "offer", "agree", "pledge"})


def children(token: Token, labels: Collection[str]) -> list[Token]:
    """The dependents of a token that carry one of the labels."""
    doc = token.doc
    return [doc[i] for label, i in arcs(doc)[token.i] if label in labels]


def first_child(token: Token, labels: Collection[str]) -> Token | None:
    """The first dependent of a token that carries one of the labels."""
    found = [i for label, i in arcs(token.doc)[token.i] if label in labels]
    return token.doc[found[0]] if found else None


def conjuncts(token: Token) -> list[Token]:
    """The token itself and all that is coordinated below it, or below the words of its name."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found += conjuncts(child)
        elif child.dep_ == "flat":
            found += conjuncts(child)[1:]
    return found


def first_conjunct(token: Token) -> Token:
    """The head of the coordination that a token stands in; itself where there is none."""
    while token.dep_ == "conj":
        token = token.head
        while token.dep_ == "flat":
            token = token.head
    return token


def is_relative_pronoun(token: Token) -> bool:
    """Whether the token is "who", "which", "that" … inside a relative clause."""
    clausal = token.head.dep_ in {*_RELATIVE, "advcl:relcl"}
    return token.tag_ in _RELATIVE_TAGS or (token.lower_ == "that" and token.pos_ == "PRON" and clausal)


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; any other token stands for itself."""
    if not is_relative_pronoun(token):
        return token
    clause = next((node for node in (token, *token.ancestors) if node.dep_ in _RELATIVE), None)
    return clause.head if clause is not None else token


def own_subject(token: Token) -> Token | None:
    """The subject that the clause headed by this token expresses itself, active or passive."""
    subjects = children(token, _SUBJECT)
    found = next((each for each in subjects if len(subjects) < 2 or not _as_what(each)), None)
    if found is None and token.dep_ in PREDICATIVE:
        found = first_child(token.head, _SUBJECT)
    if found is None and is_perfect(token):
        found = first_child(token.nbor(-1), _SUBJECT)
    return found


def _as_what(noun: Token) -> bool:
    """Whether a noun only says as what another acts ("*As allies*, X and Y agreed")."""
    start = noun.left_edge.i
    return start > 0 and noun.doc[start - 1].lower_ == "as"


def is_perfect(token: Token) -> bool:
    """Whether a participle that the parse hangs on its object is a perfect ("have *harmed* civilians")."""
    return token.dep_ == "amod" and token.tag_ == "VBN" and token.i > 0 and token.nbor(-1).lemma_ == "have"


@token_once
def subject(token: Token) -> Token | None:
    """The grammatical subject of a predicate, expressed or understood, with relative pronouns resolved.

    A predicate without one takes that of the clause it is coordinated with, controlled by or modifies: "X urged Y to
    leave" → Y, "X came and left" → X, "the man killed" → man, "X fled, leaving Y" → X.
    """
    seen: set[int] = set()
    node: Token | None = token
    while node is not None and node.i not in seen:
        seen.add(node.i)
        own = own_subject(node)
        if own is not None:
            return antecedent(own)
        noun = _noun_modified(node)
        if noun is not None:
            return noun
        controller = _controller(node)
        if controller is not None:
            return controller
        node = _clause_above(node)
    return None


def _noun_modified(clause: Token) -> Token | None:
    """The noun that a participle modifies ("forces occupying X"), or whose plan an infinitive is ("X's plan to …")."""
    if clause.dep_ == "acl" and clause.head.pos_ not in {"VERB", "AUX"}:
        return possessor(clause.head) if clause.tag_ == "VB" else clause.head
    if clause.dep_ == "amod" and clause.tag_ in {"VBN", "VBG"}:
        return clause.head
    return None


def _controller(clause: Token) -> Token | None:
    """The object of the verb above that controls this clause ("urged Y to leave")."""
    if clause.head.lemma_ in _SUBJECT_CONTROL or not (clause.dep_ in _COMPLEMENT_CLAUSE or _is_reason(clause)):
        return None
    controllers = [token for token in (*objects(clause.head), *indirect_objects(clause.head)) if token.i < clause.i]
    if not controllers and clause.tag_ == "VB":
        controllers = [noun for word, noun in prepositional(clause.head) if word in {"on", "to", "for", "upon"}]
        controllers = [noun for noun in controllers if noun.i < clause.i and clause.head.pos_ == "VERB"]
    return antecedent(controllers[-1]) if controllers else None


def _is_reason(clause: Token) -> bool:
    """Whether a gerund tells what somebody is blamed, thanked or punished for ("accused X of *breaking* the truce")."""
    led = marker(clause)
    return clause.dep_ == "advcl" and clause.tag_ == "VBG" and led is not None and led.lower_ in {"for", "of", "from"}


def _clause_above(clause: Token) -> Token | None:
    """The clause whose subject this one shares, where it may share one."""
    if clause.dep_ in {"conj", "xcomp", "ccomp", "advcl", "pcomp", "prep", "parataxis", "acl", *PREDICATIVE}:
        return clause.head
    return None


def is_subject(token: Token) -> bool:
    """Whether a noun or pronoun is the subject of a clause, active or passive."""
    return token.dep_ in _NOMINAL_SUBJECT


def objects(token: Token) -> list[Token]:
    """The direct objects of a verb, with a relative pronoun or the noun of an object relative resolved."""
    if is_perfect(token):
        return [token.head]
    found = children(token, _OBJECT) or _second_subject(token)
    return [antecedent(child) for child in found]


def _second_subject(verb: Token) -> list[Token]:
    """The object of a verb that the parse takes for another subject ("She thanked the *minister* for …")."""
    subjects = children(verb, _NOMINAL_SUBJECT) if verb.pos_ == "VERB" else []
    led = len(subjects) > 1 and subjects[0].i < verb.i
    behind = [noun for noun in subjects[1:] if led and noun.i > verb.i]
    return [noun for noun in behind if noun.right_edge.i + 1 < len(verb.doc) and noun.right_edge.nbor().pos_ == "ADP"]


def indirect_objects(token: Token) -> list[Token]:
    """The indirect objects of a verb that stand without a preposition."""
    return [child for child in children(token, _INDIRECT) if child.pos_ not in {"ADP", "PART"}]


@once
def passive(token: Token) -> bool:
    """Whether a verb is in the passive voice, reduced relatives ("the strike carried out by X") included.

    One that has an object and no agent is a main verb which the parse takes for a participle ("Mali called on Chad").
    """
    perfect = any(child.lemma_ == "have" for child in children(token, _AUXILIARY))
    if first_child(token, _PASSIVE_AUXILIARY) is not None:
        return True
    if first_child(token, _PASSIVE_SUBJECT) is not None and not (perfect and first_child(token, _OBJECT) is not None):
        return True
    if token.tag_ != "VBN" or is_perfect(token) or perfect:
        return False
    if token.dep_ == "acl" and agent_phrase(token) is None and _is_main(token):
        return False
    if token.dep_ == "conj":
        return own_subject(token) is None and not children(token, _AUXILIARY) and passive(token.head)
    return token.dep_ in {"acl", "amod", "advcl", "ccomp", "xcomp", "pcomp", "dep"} and own_subject(token) is None


def _is_main(participle: Token) -> bool:
    """Whether a participle after a noun can only be the main verb of its sentence."""
    if first_child(participle, _OBJECT) is not None:
        return True
    noun = participle.head
    return noun.head == noun and noun.pos_ == "PROPN" and first_child(participle, {"xcomp", "ccomp"}) is not None


def agent_phrase(token: Token) -> Token | None:
    """The complement of "by" of a passive verb or an event noun."""
    return next((noun for word, noun in prepositional(token) if word == "by"), None)


def prepositional(token: Token) -> list[tuple[str, Token]]:
    """The prepositional dependents of a token: the preposition's words in lower case, and its complement.

    A name that the parse takes for an infinitive ("returned to Mali") is one of them; the agent of a passive is one of
    the verb, also where the parse hangs it on a noun ("was accused of the attack by X").
    """
    return [(word, token.doc[i]) for word, i in _prepositional(token)]


@once
def _prepositional(token: Token) -> list[tuple[str, int]]:
    """What `prepositional` tells, with the places of the complements."""
    found, own = _attached(token), _stray_agent(token)
    if any(word == "by" for word, _ in found):
        stray = _stray_agent(governor(token))
        found = [(word, i) for word, i in found if word != "by" or i != stray]
    return [*found, ("by", own)] if own is not None else found


@once
def _stray_agent(deed: Token) -> int | None:
    """The agent of a passive or noun without one that the parse hangs on what that is about, as on a name.

    None that is the subject's.
    """
    is_passive, doc = first_child(deed, _PASSIVE_AUXILIARY) is not None, deed.doc
    attached = [(word, doc[i]) for word, i in _attached(deed)] if is_passive or deed.pos_ == "NOUN" else []
    if any(word == "by" for word, _ in attached):
        return None
    below = [noun for word, noun in attached if noun.pos_ == "PROPN" or (is_passive and word in _ABOUT)]
    below += [noun for word, noun in attached if is_passive and word == "in" and noun.lower_ in _TEXTS]
    below += [noun for noun in children(deed, _OBJECT) if is_passive and preposition(noun)]
    nested = [pair for noun in below for pair in _attached(noun)]
    return next((i for word, i in nested if word == "by" and possessor(doc[i]) is None), None)


@once
def _attached(token: Token) -> list[tuple[str, int]]:
    """The prepositional dependents of a token as the parse has them, with the places of the complements."""
    found: list[tuple[str, int]] = []
    for child in token.children:
        if child.dep_ in _OBLIQUE:
            words = preposition(child)
            if words:
                found.append((words, antecedent(child).i))
        elif child.dep_ in {"xcomp", "advcl"} and child.is_title and (word := marker(child)) is not None:
            found.append((word.lower_, child.i))
        elif child.dep_ in _PREPOSITION and child.pos_ not in {"NOUN", "PROPN", "PRON"}:
            found += [(words, noun.i) for words, noun in _below_preposition(child)]
    return found


def _below_preposition(head: Token) -> Iterator[tuple[str, Token]]:
    """The complements below a ClearNLP preposition, compound ones ("out of") joined."""
    for child in head.children:
        if child.dep_ in _COMPLEMENT_OF_PREPOSITION:
            yield head.lower_, antecedent(child)
        elif child.dep_ == "prep":
            for words, noun in _below_preposition(child):
                yield f"{head.lower_} {words}", noun


@once
def preposition(token: Token) -> str:
    """The preposition that governs a noun, in lower case with its fixed parts ("because of"); "" without one."""
    cases = children(token, {"case"})
    if cases:
        words = [part.lower_ for case in cases for part in (case, *children(case, {"fixed"}))]
        return " ".join(word for word in words if word not in {"'s", "’s", "'", "’"})
    return token.head.lower_ if token.dep_ in _COMPLEMENT_OF_PREPOSITION else ""


def governor(token: Token) -> Token:
    """The word that a noun depends on, prepositions above it and coordination left out."""
    head = first_conjunct(token).head
    while head.dep_ in _PREPOSITION and head.pos_ in {"ADP", "SCONJ", "PART"} and head.head != head:
        head = head.head
    return head


def possessor(token: Token) -> Token | None:
    """The possessor of a noun ("Russia's envoy", "its blockade")."""
    return first_child(token, _POSSESSOR)


def modifiers(token: Token) -> list[Token]:
    """The compounds, adjectives and participles before a noun."""
    return [child for child in children(token, _PREMODIFIER) if child.i < token.i and not preposition(child)]


def is_modifier(token: Token) -> bool:
    """Whether a word is a compound, adjective or participle before the noun that it modifies."""
    return token.dep_ in _PREMODIFIER and token.i < token.head.i and not preposition(token)


def unmarked(token: Token) -> list[Token]:
    """The adverbial noun phrases of a token that have no preposition ("met *Monday*")."""
    return children(token, _UNMARKED)


def appositions(token: Token) -> list[Token]:
    """The appositives of a noun."""
    return children(token, {"appos"})


def auxiliaries(token: Token) -> list[Token]:
    """The auxiliaries of a predicate, modals included; a copula is none."""
    found = children(token, _AUXILIARY)
    return found + children(token.head, _AUXILIARY) if token.dep_ in PREDICATIVE else found


def copula(token: Token) -> Token | None:
    """The copula of a nominal or adjectival predicate ("is", "was"), in either scheme."""
    if token.dep_ in {"attr", "acomp"}:
        return token.head
    return first_child(token, {"cop"})


def particle(token: Token) -> Token | None:
    """The particle of a phrasal verb."""
    return first_child(token, _PARTICLE)


def marker(token: Token) -> Token | None:
    """The subordinating word of a clause ("if", "to", "that" …)."""
    return first_child(token, {"mark"})


def relative_clauses(token: Token) -> list[Token]:
    """The heads of the relative clauses of a noun."""
    return children(token, _RELATIVE)


def noun_clauses(token: Token) -> list[Token]:
    """The heads of participial and infinitival clauses that modify a noun ("an agreement to end …")."""
    return children(token, {"acl"})


def complement_clauses(token: Token) -> list[Token]:
    """The heads of the clauses that complete a predicate (finite and infinitival)."""
    return children(token, _COMPLEMENT_CLAUSE)


def is_clause(token: Token) -> bool:
    """Whether a token heads a clause."""
    if token.dep_ == "conj":
        return token.pos_ in {"VERB", "AUX"} or is_clause(token.head)
    return token.dep_ in _CLAUSE


def clause_head(token: Token) -> Token:
    """The predicate of the smallest clause that a token stands in (itself where it is one)."""
    node = token
    while not is_clause(node) and node.head != node:
        node = node.head
    return node
