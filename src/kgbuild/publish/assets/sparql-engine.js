"use strict";

/* Oxigraph over the site's data. This function is also the text of a worker, so it uses nothing outside itself. */

kgbuildSparql.engine = function (oxigraph, settings) {
  var RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
  var KG = "https://w3id.org/kgbuild/ontology#";
  var seen = new Map();
  var store = null;

  function bytes(base64) {
    var text = atob(base64);
    var found = new Uint8Array(text.length);
    for (var at = 0; at < text.length; at += 1) { found[at] = text.charCodeAt(at); }
    return found;
  }

  function unpacked(base64) {
    var stream = new Blob([bytes(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }

  /* Each statement is in its named graph, and once in the default graph, as `kgbuild query` has it. */
  async function open(wasm, data) {
    oxigraph.initSync({ module: await unpacked(wasm) });
    var loaded = new oxigraph.Store();
    loaded.load(new Uint8Array(await unpacked(data)), { format: "application/n-quads" });
    loaded.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }");
    store = loaded;
  }

  function objects(node, property) {
    return store.match(node, oxigraph.namedNode(property), null, oxigraph.defaultGraph()).map(function (quad) {
      return quad.object;
    });
  }

  function object(node, property) { return objects(node, KG + property)[0]; }

  function described(node) {
    return store.match(node, null, null, oxigraph.defaultGraph()).length > 0;
  }

  function stem(node) {
    if (Object.hasOwn(settings.terms, node.value)) { return settings.terms[node.value]; }
    if (node.termType !== "NamedNode" || node.value.indexOf(settings.base) !== 0) { return null; }
    var name = node.value.slice(settings.base.length);
    var match = /^([^/]+)\/([^/\\:*?"<>|%\x00-\x1f\x7f.][^/\\:*?"<>|%\x00-\x1f\x7f]*)$/.exec(name);
    return match && settings.kinds.indexOf(match[1]) >= 0 && described(node) ? name : null;
  }

  function below(node, property, anchor) {
    var owner = object(node, property);
    var page = owner && stem(owner);
    return page ? page + ".html#" + anchor : null;
  }

  /* The page of the site that shows a node, and its anchor there; null where none does. */
  function target(node) {
    var own = stem(node);
    if (own) { return own + ".html"; }
    if (node.value.indexOf(settings.base) !== 0 || !described(node)) { return null; }
    var cut = node.value.slice(settings.base.length).split("/");
    var name = cut.slice(1).join("/");
    switch (cut[0]) {
      case "evidence":
      case "mention":
        return below(node, "inArticle", "e-" + ["start", "end"].map(function (edge) {
          var value = object(node, edge);
          return value ? value.value : "0";
        }).join("-"));
      case "report": return below(node, "about", "report-" + name);
      case "tenure": return below(node, "holder", "tenure-" + name);
      case "unplaced":
      case "quantity":
        var piece = object(node, "evidence");
        return piece ? target(piece) : null;
      default: return null;
    }
  }

  function label(node) {
    var labels = objects(node, RDFS_LABEL).filter(function (each) { return each.termType === "Literal"; });
    var own = labels.find(function (each) { return each.language === settings.language; }) || labels[0];
    return own ? own.value : "";
  }

  function named(value) {
    if (!seen.has(value)) {
      var node = oxigraph.namedNode(value);
      seen.set(value, { type: "uri", value: value, label: label(node), page: target(node) });
    }
    return seen.get(value);
  }

  /* A term of SPARQL results in JSON; an IRI also has what it is called and the page that shows it. */
  function cell(term) {
    if (!term) { return null; }
    if (term.type === "uri") { return named(term.value); }
    if (term.type === "triple") { return { type: "triple", value: JSON.stringify(term.value) }; }
    return { type: term.type, value: term.value, datatype: term.datatype || "", language: term["xml:lang"] || "" };
  }

  function plain(term) {
    var types = { NamedNode: "uri", BlankNode: "bnode", Literal: "literal" };
    if (term.termType === "Quad") { return { type: "triple", value: term.toString() }; }
    var datatype = term.datatype && !term.language ? term.datatype.value : "";
    return { type: types[term.termType], value: term.value, datatype: datatype, "xml:lang": term.language };
  }

  /* The answer to a query of a form, as data: at most `most` rows, and whether there are more. */
  function answer(form, query, most) {
    var options = { base_iri: settings.base };
    if (form === "ASK") { return { kind: "truth", value: store.query(query, options) }; }
    var columns = ["subject", "predicate", "object"];
    var rows;
    if (form === "SELECT") {
      options.results_format = "application/sparql-results+json";
      var found = JSON.parse(store.query(query, options));
      columns = found.head.vars;
      rows = found.results.bindings.map(function (row) { return columns.map(function (name) { return row[name]; }); });
    } else {
      rows = store.query(query, options).map(function (each) {
        return [plain(each.subject), plain(each.predicate), plain(each.object)];
      });
    }
    var kept = rows.slice(0, most).map(function (row) { return row.map(cell); });
    return { kind: form === "SELECT" ? "table" : "graph", columns: columns, rows: kept, more: rows.length > most };
  }

  return { open: open, answer: answer };
};
