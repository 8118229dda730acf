"use strict";

/* The SPARQL page: what is chosen and typed, where it is asked, what is shown. The address holds the question:
   `#query=NAME&p.since=2023-01-01` for a saved one, `#query=SELECT…` for any other. */

(function () {
  var text = kgbuildSparql.text;
  var shown = kgbuildSparql.answer;
  var settings = JSON.parse(document.getElementById("console-data").textContent);
  var PAGE_ROWS = 500;
  var parts = {};
  ["saved", "form", "description", "parameters", "label", "editor", "run", "stop", "link", "page", "status", "fault",
    "answer", "csv", "picture", "table", "more"].forEach(function (name) {
    parts[name] = document.getElementById("console-" + name);
  });
  var question = null;
  var filled = "";
  var answer = null;
  var rowsShown = 0;
  var editor = null;
  var asking = null;

  /* Where queries are asked: in a worker, so that one can be stopped, or in the page where there are no workers. */
  var place = (function () {
    var loading = null;
    var worker = null;
    var ready = null;
    var here = null;

    function script(path) {
      return new Promise(function (resolve, reject) {
        var made = document.createElement("script");
        made.src = path;
        made.onload = resolve;
        made.onerror = function () { reject(new Error(path + " cannot be loaded")); };
        document.head.appendChild(made);
      });
    }

    function scripts() {
      if (!loading) { loading = Promise.all(settings.scripts.map(script)); }
      return loading;
    }

    function known() {
      return { base: settings.base, language: settings.language, kinds: settings.kinds, terms: settings.terms };
    }

    function source() {
      return '"use strict";\nvar kgbuildSparql = {};\n' +
        "kgbuildSparql.engine = " + kgbuildSparql.engine.toString() + ";\n" +
        "var engine = null;\nvar oxigraph = (" + window.kgbuildOxigraph.toString() + ")();\n(" + listening.toString() + ")();\n";
    }

    /* Within the worker: one message opens, each other asks. */
    function listening() {
      self.onmessage = async function (event) {
        var told = event.data;
        try {
          if (told.open) {
            self.engine = kgbuildSparql.engine(oxigraph, told.settings);
            await self.engine.open(told.wasm, told.data);
            self.postMessage({ open: true });
          } else {
            self.postMessage({ answer: self.engine.answer(told.form, told.query, told.rows) });
          }
        } catch (fault) {
          self.postMessage({ fault: String(fault.message || fault), broken: fault instanceof WebAssembly.RuntimeError || !told.query });
        }
      };
    }

    function heard() {
      return new Promise(function (resolve, reject) {
        worker.onmessage = function (event) {
          if (event.data.fault) { reject(event.data); } else { resolve(event.data.answer); }
        };
        worker.onerror = function (event) {
          event.preventDefault();
          reject({ fault: event.message || "the worker failed", broken: true });
        };
        asking = reject;
      });
    }

    async function inPage() {
      if (!here) {
        here = kgbuildSparql.engine(window.kgbuildOxigraph(), known());
        await here.open(window.kgbuildOxigraphWasm, window.kgbuildData);
      }
    }

    async function opened() {
      await scripts();
      if (worker || here) { return ready; }
      try {
        var address = URL.createObjectURL(new Blob([source()], { type: "text/javascript" }));
        worker = new Worker(address);
        URL.revokeObjectURL(address);
      } catch (_) {
        return inPage();
      }
      worker.postMessage({ open: true, settings: known(), wasm: window.kgbuildOxigraphWasm, data: window.kgbuildData });
      ready = heard();
      return ready;
    }

    async function ask(form, query, rows) {
      await opened();
      if (here) { return here.answer(form, query, rows); }
      worker.postMessage({ form: form, query: query, rows: rows });
      return heard();
    }

    function close(reason) {
      if (worker) { worker.terminate(); }
      worker = null;
      if (asking && reason) { asking({ fault: reason, broken: false }); }
      asking = null;
    }

    return { ask: ask, close: close, canStop: function () { return !here; } };
  })();

  function say(words) { parts.status.textContent = words; }

  function fail(words) {
    parts.fault.textContent = words ? words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? "" : ".") : "";
    parts.fault.hidden = !words;
  }

  function values() {
    var found = {};
    parts.parameters.querySelectorAll("[name]").forEach(function (field) {
      var text_ = field.value;
      if (text_ !== "" || field.dataset.type === "xsd:string") { found[field.name] = text_; }
    });
    return found;
  }

  /* The query that the form stands for; null where a value is missing or wrong, with the reason shown where `loud`. */
  function fromForm(loud) {
    try {
      return text.bound(question, values(), settings.prefixes, settings.base);
    } catch (fault) {
      if (!(fault instanceof text.Fault)) { throw fault; }
      if (loud) { fail(fault.message); }
      return null;
    }
  }

  function field(parameter, value) {
    var types = { "xsd:date": "date", "xsd:gYearMonth": "month", "xsd:gYear": "number", "xsd:integer": "number", "xsd:decimal": "number" };
    var id = "parameter-" + parameter.name;
    var box = document.createElement("p");
    var label = document.createElement("label");
    var input = document.createElement(parameter.type === "xsd:boolean" ? "select" : "input");
    var hint = document.createElement("span");
    box.className = "field";
    label.htmlFor = id;
    label.textContent = parameter.name;
    input.id = id;
    input.name = parameter.name;
    input.dataset.type = parameter.type;
    if (parameter.type === "xsd:boolean") {
      ["", "true", "false"].forEach(function (each) { input.add(new Option(each || "by default", each)); });
    } else {
      input.type = types[parameter.type] || "text";
      if (parameter.type === "xsd:decimal") { input.step = "any"; }
      input.autocomplete = "off";
      input.spellcheck = false;
    }
    input.required = parameter.default === null;
    input.value = value !== undefined ? value : parameter.type === "xsd:string" ? parameter.default || "" : "";
    hint.id = id + "-hint";
    hint.textContent = parameter.description +
      (parameter.default === null ? " (must be given)" : parameter.default ? " (" + parameter.default + " where empty)" : "");
    input.setAttribute("aria-describedby", hint.id);
    box.append(label, input, hint);
    return box;
  }

  function choose(name, given) {
    question = settings.questions.find(function (each) { return each.name === name; }) || null;
    if (parts.saved) { parts.saved.value = question ? name : ""; }
    parts.description.textContent = question ? question.description : "";
    parts.parameters.textContent = "";
    parts.page.hidden = !question;
    if (!question) { return; }
    parts.page.href = question.page;
    question.parameters.forEach(function (parameter) { parts.parameters.append(field(parameter, given[parameter.name])); });
    fill();
  }

  /* Put the question's query into the editor, with the values that the form has. */
  function fill() {
    fail("");
    var bound = fromForm(false);
    filled = bound === null ? question.pieces.map(function (piece, number) { return number % 2 ? "?" + piece : piece; }).join("") : bound;
    editor.setValue(filled);
  }

  function changed() { return editor.getValue() !== filled; }

  function address() {
    var pairs = new URLSearchParams();
    if (question && !changed()) {
      pairs.set("query", question.name);
      var given = values();
      question.parameters.forEach(function (each) {
        if (given[each.name] !== undefined && given[each.name] !== each.default) { pairs.set("p." + each.name, given[each.name]); }
      });
    } else {
      pairs.set("query", editor.getValue());
    }
    return "#" + pairs.toString();
  }

  function show(found, milliseconds) {
    answer = found;
    var number = found.kind === "truth" ? 0 : found.rows.length;
    var words = found.kind === "truth" ? (found.value ? "Yes" : "No") :
      number.toLocaleString("en") + " " + (found.kind === "graph" ? "statement" : "row") + (number === 1 ? "" : "s");
    say(words + (found.more ? ", the first ones: there are more" : "") + ", in " + milliseconds + " ms.");
    parts.answer.hidden = false;
    parts.table.textContent = "";
    parts.picture.textContent = "";
    parts.csv.hidden = !number;
    parts.more.hidden = true;
    if (!number) {
      parts.table.textContent = found.kind === "truth" ? words + "." : "Nothing in the data answers this.";
      return;
    }
    rowsShown = Math.min(number, PAGE_ROWS);
    var caption = question && !changed() ? question.title : "Answer";
    parts.table.append(shown.table(found, rowsShown, settings.prefixes, caption));
    parts.more.hidden = rowsShown >= number;
    var picture = shown.picture(found, settings.prefixes);
    if (picture) { parts.picture.append(picture); }
  }

  async function run() {
    if (!parts.run.disabled) {
      if (question && !changed() && fromForm(true) === null) { parts.answer.hidden = true; say(""); return; }
      await asked(editor.getValue());
    }
  }

  async function asked(typed) {
    fail("");
    var clock = null;
    try {
      var query = text.admitted(typed);
      var link = address();
      history.replaceState(null, "", link);
      parts.link.href = link;
      parts.link.hidden = false;
      parts.run.disabled = true;
      parts.stop.hidden = !place.canStop();
      say("Asking …");
      clock = window.setTimeout(function () { place.close("there was no answer within " + settings.seconds + " seconds"); }, settings.seconds * 1000);
      var start = performance.now();
      var found = await place.ask(query.form, text.bounded(query, settings.rows + 1), settings.rows);
      show(found, Math.round(performance.now() - start));
    } catch (fault) {
      if (fault.broken) { place.close(); }
      parts.answer.hidden = true;
      say("");
      fail(fault.broken && fault.fault.indexOf("memory") >= 0 ? "the query is too much for this browser" : fault.fault || fault.message);
    } finally {
      window.clearTimeout(clock);
      parts.run.disabled = false;
      parts.stop.hidden = true;
    }
  }

  function download() {
    var made = document.createElement("a");
    made.href = URL.createObjectURL(new Blob([shown.csv(answer)], { type: "text/csv;charset=utf-8" }));
    made.download = (question && !changed() ? question.name : "answer") + ".csv";
    made.click();
    window.setTimeout(function () { URL.revokeObjectURL(made.href); }, 1000);
  }

  function more() {
    var to = Math.min(rowsShown + PAGE_ROWS, answer.rows.length);
    parts.table.querySelector("tbody").append(...shown.bodyRows(answer, rowsShown, to, settings.prefixes));
    rowsShown = to;
    parts.more.hidden = rowsShown >= answer.rows.length;
  }

  /* What the address asks for; whether it asks for anything. */
  function read() {
    var pairs = new URLSearchParams(location.hash.slice(1));
    var query = pairs.get("query");
    if (!query) { return false; }
    var given = {};
    pairs.forEach(function (value, key) { if (key.indexOf("p.") === 0) { given[key.slice(2)] = value; } });
    var saved = settings.questions.some(function (each) { return each.name === query; });
    choose(saved ? query : "", given);
    if (!saved) { editor.setValue(query); }
    return true;
  }

  /* Names of the vocabulary with their prefixes, which Ctrl and Space complete. The editor's own completers of classes
     and properties ask a service on the web: they are taken out of its defaults, which it merges with any setting. */
  function complete() {
    var names = Object.keys(settings.terms).map(function (iri) { return shown.compact(iri, settings.prefixes); });
    Yasqe.defaults.autocompleters = ["variables"];
    Yasqe.registerAutocompleter({
      name: "terms",
      bulk: false,
      autoShow: false,
      isValidCompletionPosition: function (yasqe) { return /^[\w:-]+$/.test(yasqe.getCompleteToken().string); },
      get: function (_, token) {
        var begun = token.string.toLowerCase();
        return Promise.resolve(names.filter(function (name) { return name.toLowerCase().indexOf(begun) === 0; }).slice(0, 50));
      }
    });
  }

  function start() {
    document.getElementById("console").hidden = false;
    complete();
    editor = new Yasqe(parts.editor, {
      value: settings.example,
      persistenceId: null,
      consumeShareLink: null,
      showQueryButton: false,
      pluginButtons: undefined,
      resizeable: false,
      editorHeight: "auto",
      requestConfig: { endpoint: "" },
      viewportMargin: Infinity,
      lineWrapping: true,
      screenReaderLabel: "Query"
    });
    editor.query = function () { return run(); };
    editor.setOption("extraKeys", Object.assign({}, editor.getOption("extraKeys"), {
      "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false, "Cmd-S": false, "Tab": false, "Shift-Tab": false, "F11": false
    }));
    parts.form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
    parts.stop.addEventListener("click", function () { place.close("stopped"); });
    parts.csv.addEventListener("click", download);
    parts.more.addEventListener("click", more);
    parts.parameters.addEventListener("input", fill);
    if (parts.saved) {
      parts.saved.addEventListener("change", function () {
        choose(parts.saved.value, {});
        if (!question) { editor.setValue(settings.example); }
        parts.answer.hidden = true;
        say("");
      });
    }
    window.addEventListener("hashchange", function () { if (read()) { run(); } });
    if (read()) { run(); }
  }

  start();
})();
