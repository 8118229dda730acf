"use strict";

/* Texts of SPARQL queries: their tokens, what is refused, values of parameters as terms, and a limit on rows.
   The same rules as those of `kgbuild query`, so that both ask the same of the same text. */

var kgbuildSparql = {};

kgbuildSparql.text = (function () {
  var FORMS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
  var UPDATES = ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "USING", "INTO"];
  var LONGEST_QUERY = 262144;
  var DEEPEST_NESTING = 100;
  var OPENING = ["(", "{", "[", "<<", "{|"];
  var CLOSING = [")", "}", "]", ">>", "|}"];
  var PREFIXING = ["!", "^", "^^", "-", "+"];

  var BASE = "A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D" +
    "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
  var NAME = BASE + "_0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040";
  var ESCAPED = "%[0-9A-Fa-f]{2}|\\\\[_~.\\-!$&'()*+,;=\\/?#@%]";
  var KINDS = {
    space: "[ \\t\\r\\n]+|#[^\\r\\n]*",
    iri: "<[^<>\"{}|^`\\\\\\x00-\\x20]*>",
    string: "\"{3}(?:\"{0,2}(?:[^\"\\\\]|\\\\[tbnrf\"'\\\\]))*\"{3}|'{3}(?:'{0,2}(?:[^'\\\\]|\\\\[tbnrf\"'\\\\]))*'{3}" +
      "|\"(?:[^\"\\\\\\r\\n]|\\\\[tbnrf\"'\\\\])*\"|'(?:[^'\\\\\\r\\n]|\\\\[tbnrf\"'\\\\])*'",
    variable: "[?$][" + BASE + "_0-9][" + NAME + "]*",
    language: "@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?",
    blank: "_:[" + BASE + "_0-9](?:[" + NAME + ".\\-]*[" + NAME + "\\-])?",
    prefixed: "(?:[" + BASE + "](?:[" + NAME + ".\\-]{0,100}[" + NAME + "\\-])?)?:" +
      "(?:(?:[" + BASE + "_0-9:]|" + ESCAPED + ")(?:(?:[" + NAME + ".:\\-]|" + ESCAPED + ")*(?:[" + NAME + ":\\-]|" +
      ESCAPED + "))?)?",
    number: "(?:[0-9]+\\.[0-9]*|\\.?[0-9]+)[eE][+\\-]?[0-9]+|[0-9]*\\.[0-9]+|[0-9]+",
    word: "[A-Za-z][A-Za-z0-9_]*",
    sign: "\\^\\^|&&|\\|\\||!=|<=|>=|<<|>>|\\{\\||\\|\\}|[{}()\\[\\].;,*\\/+\\-!=<>^|?~&]"
  };
  var TOKEN = Object.keys(KINDS).map(function (kind) { return "(?<" + kind + ">" + KINDS[kind] + ")"; }).join("|");
  var QUERY_CONTROL = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/u;
  var VALUE_CONTROL = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/u;
  var CODEPOINT = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/g;
  var LIKE_CODEPOINT = /\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/;

  var VALUES = {
    "xsd:date": { wanted: "a day, such as 2023-09-17", form: /^\d{4}-\d\d-\d\d$/, fits: isDay },
    "xsd:gYear": { wanted: "a year, such as 2023", form: /^\d{4}$/ },
    "xsd:gYearMonth": { wanted: "a month, such as 2023-09", form: /^\d{4}-(?:0[1-9]|1[0-2])$/ },
    "xsd:integer": { wanted: "a whole number", form: /^[+\-]?[0-9]+$/ },
    "xsd:decimal": { wanted: "a number", form: /^[+\-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/ },
    "xsd:boolean": { wanted: "true or false", form: /^(?:true|false|1|0)$/ },
    "xsd:string": { wanted: "a text", form: /^[^]*$/ }
  };

  function Fault(message) { this.message = message; }

  function place(text, offset) {
    var before = text.slice(0, offset);
    return "at line " + before.split("\n").length + ", column " + (offset - before.lastIndexOf("\n"));
  }

  /* The query with its codepoint escapes undone; those that stand for ASCII could disguise a keyword. */
  function plain(text) {
    var found = QUERY_CONTROL.exec(text);
    if (found) { throw new Fault("the query holds a control character " + place(text, found.index)); }
    return text.replace(CODEPOINT, function (match, four, eight) {
      var code = parseInt(four || eight, 16);
      var odd = code < 0xA0 || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
      if (odd || code === 0xFEFF || code === 0xFFFE || code === 0xFFFF) {
        throw new Fault("the query writes a character as " + match + ": write the character itself");
      }
      return String.fromCodePoint(code);
    });
  }

  function tokens(text) {
    var pattern = new RegExp(TOKEN, "uy");
    var found = [];
    while (pattern.lastIndex < text.length) {
      var start = pattern.lastIndex;
      var match = pattern.exec(text);
      if (!match || !match[0]) { throw new Fault("the query cannot be read " + place(text, start)); }
      var kind = Object.keys(KINDS).find(function (name) { return match.groups[name] !== undefined; });
      if (kind !== "space") {
        var upper = kind === "word" ? match[0].toUpperCase() : "";
        found.push({ kind: kind, text: match[0], keyword: upper, start: start, end: start + match[0].length });
      }
    }
    return found;
  }

  /* The text and tokens of a query that may be asked; throws a Fault that says why another may not. */
  function admitted(given) {
    if (given.length > LONGEST_QUERY) { throw new Fault("the query is longer than " + LONGEST_QUERY + " characters"); }
    var text = plain(given);
    var found = tokens(text);
    var depth = 0;
    var run = 0;
    found.forEach(function (token) {
      if (token.keyword === "SERVICE") {
        throw new Fault("the query calls another service " + place(text, token.start) + ": SERVICE is not allowed");
      }
      if (UPDATES.indexOf(token.keyword) >= 0) {
        throw new Fault("this is an update, not a query: " + token.keyword + " " + place(text, token.start));
      }
      depth += (OPENING.indexOf(token.text) >= 0) - (CLOSING.indexOf(token.text) >= 0);
      run = PREFIXING.indexOf(token.text) >= 0 ? run + 1 : 0;
      if (Math.max(depth, run) > DEEPEST_NESTING) {
        throw new Fault("the query nests more than " + DEEPEST_NESTING + " deep " + place(text, token.start));
      }
    });
    var form = found.find(function (token) { return FORMS.indexOf(token.keyword) >= 0; });
    if (!form) { throw new Fault("this is no SPARQL query: it holds one of " + FORMS.join(", ")); }
    return { text: text, tokens: found, form: form.keyword };
  }

  /* The query with a limit on its outermost solutions; one that has a lower one keeps it. */
  function bounded(query, most) {
    if (query.form === "ASK") { return query.text; }
    var outer = outermost(query.tokens);
    var limit = outer.findIndex(function (token) { return token.keyword === "LIMIT"; });
    var given = limit >= 0 ? outer[limit + 1] : null;
    if (given && given.kind === "number") {
      var kept = Number(given.text) <= most ? given.text : String(most);
      return query.text.slice(0, given.start) + kept + query.text.slice(given.end);
    }
    var last = outer.reduce(function (at, token, number) { return token.text === "}" ? number : at; }, -1);
    var values = outer.findIndex(function (token) { return token.keyword === "VALUES"; });
    var at = values >= 0 && values <= last ? outer[values].start : query.text.length;
    return query.text.slice(0, at) + "\nLIMIT " + most + "\n" + query.text.slice(at);
  }

  /* The tokens that stand in no brackets, and the brackets around them. */
  function outermost(found) {
    var depth = 0;
    return found.filter(function (token) {
      var closes = CLOSING.indexOf(token.text) >= 0;
      depth -= closes;
      var outer = depth === 0;
      depth += OPENING.indexOf(token.text) >= 0;
      return outer;
    });
  }

  function isDay(text) {
    var day = new Date(text + "T00:00:00Z");
    return !isNaN(day) && day.toISOString().slice(0, 10) === text;
  }

  /* The text of the RDF term that a value of a parameter stands for; throws a Fault where it is none of the type. */
  function term(parameter, value, prefixes, base) {
    if (parameter.type === "iri") { return iri(parameter, value, prefixes, base); }
    if (VALUE_CONTROL.test(value) || LIKE_CODEPOINT.test(value)) {
      throw new Fault(parameter.name + " holds a control character or what reads as its escape");
    }
    var type = VALUES[parameter.type];
    if (!type || !type.form.test(value) || (type.fits && !type.fits(value))) {
      throw new Fault(parameter.name + " wants " + (type ? type.wanted : "another type") + ", not “" + value.slice(0, 80) + "”");
    }
    var written = '"' + value.replace(/[\\"\n\r\t]/g, function (each) {
      return { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" }[each];
    }) + '"';
    return parameter.type === "xsd:string" ? written : written + "^^<" + parameter.datatype + ">";
  }

  function iri(parameter, given, prefixes, base) {
    var value = /^<[^]*>$/.test(given) ? given.slice(1, -1) : given;
    var colon = value.indexOf(":");
    var prefix = value.slice(0, colon);
    var local = value.slice(colon + 1);
    if (colon >= 0 && Object.hasOwn(prefixes, prefix) && local.indexOf("//") !== 0) {
      value = prefixes[prefix] + local;
    } else if (colon < 0 && value) {
      value = base + value;
    }
    if (!/^[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7F-\x9F<>"{}|\\^`\uD800-\uDFFF\uFFFE\uFFFF]*$/u.test(value)) {
      throw new Fault(parameter.name + " wants an IRI, such as kg:Meeting, not “" + given.slice(0, 80) + "”");
    }
    return "<" + value + ">";
  }

  /* The query of a saved question with its parameters bound; what is not given takes its default. `known` prefixes may
     stand in values, and the question's own; `base` is what IRIs without a scheme are relative to. */
  function bound(question, values, known, base) {
    var prefixes = Object.assign({}, known, question.prefixes);
    var terms = {};
    question.parameters.forEach(function (parameter) {
      var value = values[parameter.name];
      if (value === undefined) { value = parameter.default; }
      if (value === null || value === undefined) { throw new Fault(parameter.name + " is missing: " + parameter.description); }
      terms[parameter.name] = term(parameter, value, prefixes, base);
    });
    return question.pieces.map(function (piece, number) {
      return number % 2 ? " " + terms[piece] + " " : piece;
    }).join("");
  }

  return { Fault: Fault, admitted: admitted, bounded: bounded, bound: bound };
})();
