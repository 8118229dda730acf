"use strict";

/* Answers to people: a table, CSV, and a picture where the columns tell numbers or dates. */

kgbuildSparql.answer = (function () {
  var XSD = "http://www.w3.org/2001/XMLSchema#";
  var SVG = "http://www.w3.org/2000/svg";
  var NUMBERS = ["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger"].map(
    function (name) { return XSD + name; });
  var DATE = /^-?\d{4}(?:-\d\d(?:-\d\d)?)?(?:Z|[+\-]\d\d:\d\d)?$/;
  var MOST_BARS = 40;
  var MOST_DOTS = 1000;

  function element(name, attributes, content) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (typeof content === "string") { made.textContent = content; } else if (content) { made.append(...content); }
    return made;
  }

  function drawn(name, attributes, content) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (typeof content === "string") { made.textContent = content; } else if (content) { made.append(...content); }
    return made;
  }

  /* An IRI as `prefix:name` by the longest prefix that leaves a plain name, or as it is. */
  function compact(iri, prefixes) {
    var best = "";
    Object.keys(prefixes).forEach(function (prefix) {
      var space = prefixes[prefix];
      var fits = iri.indexOf(space) === 0 && /^[\p{L}\p{N}_\/.,;~-]*$/u.test(iri.slice(space.length));
      if (fits && space.length > (prefixes[best] || "").length) { best = prefix; }
    });
    return best ? best + ":" + iri.slice(prefixes[best].length) : iri;
  }

  function words(cell, prefixes) {
    if (!cell) { return ""; }
    if (cell.type === "bnode") { return "_:" + cell.value; }
    return cell.type === "uri" ? cell.label || compact(cell.value, prefixes) : cell.value;
  }

  function href(page) {
    var cut = page.split("#");
    var path = cut[0].split("/").map(encodeURIComponent).join("/");
    return cut.length > 1 ? path + "#" + encodeURIComponent(cut[1]) : path;
  }

  /* What a cell shows; it leads to the site's page of an IRI, or to the web, and nowhere else. */
  function shown(cell, prefixes) {
    var text = words(cell, prefixes);
    if (!cell || cell.type !== "uri") { return text; }
    if (cell.page) { return [element("a", { href: href(cell.page) }, text)]; }
    var web = /^https?:\/\/[^\s\/\\][^\s\\]*$/.test(cell.value);
    return web ? [element("a", { href: cell.value, rel: "external" }, text)] : text;
  }

  function isNumber(cell) { return cell && NUMBERS.indexOf(cell.datatype) >= 0 && isFinite(Number(cell.value)); }

  function bodyRows(answer, from, to, prefixes) {
    return answer.rows.slice(from, to).map(function (row) {
      return element("tr", {}, row.map(function (cell) {
        return element("td", isNumber(cell) ? { "class": "number" } : {}, shown(cell, prefixes));
      }));
    });
  }

  function table(answer, to, prefixes, caption) {
    var head = element("tr", {}, answer.columns.map(function (name) { return element("th", { scope: "col" }, name); }));
    return element("div", { "class": "wide", tabindex: "0", role: "region", "aria-label": "Answer as a table" }, [
      element("table", {}, [
        element("caption", { "class": "unseen" }, caption),
        element("thead", {}, [head]),
        element("tbody", {}, bodyRows(answer, 0, to, prefixes))
      ])
    ]);
  }

  /* SPARQL 1.1 Query Results CSV. */
  function csv(answer) {
    var lines = [answer.columns].concat(answer.rows.map(function (row) {
      return row.map(function (cell) { return cell ? (cell.type === "bnode" ? "_:" : "") + cell.value : ""; });
    }));
    return lines.map(function (line) {
      return line.map(function (text) {
        return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }).join(",") + "\r\n";
    }).join("");
  }

  function column(answer, test) {
    return answer.columns.findIndex(function (_, at) {
      var told = answer.rows.filter(function (row) { return row[at] && row[at].value !== ""; });
      return told.length > 1 && told.every(function (row) { return test(row[at]); });
    });
  }

  function isDate(cell) {
    return cell.type === "literal" && !isNumber(cell) && DATE.test(cell.value) && !isNaN(moment(cell));
  }

  function moment(cell) { return Date.parse(cell.value.slice(0, 10)); }

  /* The first column that names the rows. */
  function names(answer, others) {
    return answer.columns.findIndex(function (_, at) {
      return others.indexOf(at) < 0 && answer.rows.some(function (row) { return row[at] && !isNumber(row[at]) && !isDate(row[at]); });
    });
  }

  function bars(answer, at, by, prefixes) {
    var rows = answer.rows.filter(function (row) { return row[at]; }).slice(0, MOST_BARS);
    var values = rows.map(function (row) { return Number(row[at].value); });
    var most = Math.max.apply(null, values.concat([0])) || 1;
    var height = rows.length * 24 + 4;
    var lines = rows.map(function (row, number) {
      var width = Math.max(values[number], 0) / most * 330;
      var name = words(row[by], prefixes);
      return drawn("g", { transform: "translate(0 " + (number * 24 + 2) + ")" }, [
        drawn("title", {}, name + ": " + row[at].value),
        drawn("text", { x: 0, y: 15 }, name.length > 30 ? name.slice(0, 29) + "…" : name),
        drawn("rect", { x: 230, y: 3, width: width, height: 16 }),
        drawn("text", { x: 236 + width, y: 15 }, row[at].value)
      ]);
    });
    return { words: answer.columns[at] + " by " + answer.columns[by], width: 640, height: height, marks: lines };
  }

  function timeline(answer, at, by, prefixes) {
    var rows = answer.rows.filter(function (row) { return row[at] && row[at].value; }).slice(0, MOST_DOTS);
    var times = rows.map(function (row) { return moment(row[at]); });
    var first = Math.min.apply(null, times);
    var span = Math.max.apply(null, times) - first || 1;
    var stacks = {};
    var dots = rows.map(function (row, number) {
      var x = Math.round(20 + (times[number] - first) / span * 600);
      var slot = Math.round(x / 8);
      stacks[slot] = (stacks[slot] || 0) + 1;
      return { x: x, level: stacks[slot], words: row[at].value + (by >= 0 ? ": " + words(row[by], prefixes) : "") };
    });
    var top = Math.max.apply(null, dots.map(function (dot) { return dot.level; }));
    var step = Math.min(9, 270 / top);
    var base = top * step + 12;
    var edges = rows.map(function (row) { return row[at].value; }).sort();
    var marks = dots.map(function (dot) {
      return drawn("circle", { cx: dot.x, cy: base - dot.level * step, r: Math.min(4, step) }, [drawn("title", {}, dot.words)]);
    });
    marks.push(
      drawn("line", { x1: 10, x2: 630, y1: base, y2: base }),
      drawn("text", { x: 10, y: base + 18 }, edges[0]),
      drawn("text", { x: 630, y: base + 18, "text-anchor": "end" }, edges[edges.length - 1])
    );
    return { words: "Rows by " + answer.columns[at], width: 640, height: base + 26, marks: marks };
  }

  /* A picture of an answer, or null: bars where a column tells numbers, else dots where one tells dates. */
  function picture(answer, prefixes) {
    var number = column(answer, isNumber);
    var by = number >= 0 ? names(answer, [number]) : -1;
    var date = column(answer, isDate);
    var made = null;
    if (number >= 0 && by >= 0) { made = bars(answer, number, by, prefixes); }
    else if (date >= 0) { made = timeline(answer, date, names(answer, [date]), prefixes); }
    if (!made) { return null; }
    var drawing = drawn("svg", {
      viewBox: "0 0 " + made.width + " " + made.height, role: "img", "class": "drawing", "aria-label": made.words + "; the table has the same"
    }, made.marks);
    return element("details", { open: "" }, [
      element("summary", {}, "Picture"),
      element("figure", {}, [element("div", { "class": "wide", tabindex: "0", role: "region", "aria-label": "Picture" }, [drawing]),
        element("figcaption", {}, made.words)])
    ]);
  }

  return { compact: compact, table: table, bodyRows: bodyRows, csv: csv, picture: picture };
})();
