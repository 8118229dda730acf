"use strict";

/* Search by name in the browser: the index is a script, loaded when the box is first used, so that it also works where
   pages are opened as files. Words are compared without case and diacritics. */

(function () {
  var MOST = 12;
  var SPECIAL = { "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h" };
  var waiting = [];
  var loaded = null;

  function fold(text) {
    return text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[øłđðþßıæœħ]/g, function (each) { return SPECIAL[each]; });
  }

  function words(text) {
    return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  function prepare(index) {
    return index.things.map(function (row) {
      return {
        path: row[0], name: row[1], kind: index.classes[row[2]], weight: row[3],
        names: [row[1]].concat(row[4]).map(function (name) {
          return { shown: name, folded: fold(name), words: words(name) };
        })
      };
    });
  }

  function withIndex(address, then) {
    if (loaded) { then(loaded); return; }
    waiting.push(then);
    if (waiting.length > 1) { return; }
    var script = document.createElement("script");
    script.src = address;
    script.onload = function () {
      loaded = prepare(window.kgbuildIndex);
      waiting.splice(0).forEach(function (each) { each(loaded); });
    };
    script.onerror = function () { waiting = []; };
    document.head.appendChild(script);
  }

  /* 0 where the whole name is meant, 1 where it begins so, 2 where its words do, 3 where they hold it; -1 for none. */
  function rank(name, asked, wanted) {
    if (name.folded === asked) { return 0; }
    if (name.folded.indexOf(asked) === 0) { return 1; }
    var begins = wanted.every(function (word) {
      return name.words.some(function (each) { return each.indexOf(word) === 0; });
    });
    if (begins) { return 2; }
    var holds = wanted.every(function (word) { return word.length > 2 && name.folded.indexOf(word) >= 0; });
    return holds ? 3 : -1;
  }

  function found(things, text) {
    var asked = fold(text.trim());
    var wanted = words(text);
    if (!wanted.length) { return []; }
    var hits = [];
    things.forEach(function (thing, place) {
      var best = null;
      thing.names.forEach(function (name) {
        var at = rank(name, asked, wanted);
        if (at >= 0 && (best === null || at < best.rank)) { best = { rank: at, name: name.shown }; }
      });
      if (best) { hits.push({ thing: thing, rank: best.rank, by: best.name, place: place }); }
    });
    hits.sort(function (one, other) {
      return one.rank - other.rank || other.thing.weight - one.thing.weight || one.place - other.place;
    });
    return hits;
  }

  function start(form) {
    var input = form.querySelector("input");
    var list = form.querySelector("[role=listbox]");
    var status = form.querySelector("[role=status]");
    var root = form.dataset.root.replace(/index\.html$/, "");
    var chosen = -1;

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(at) {
      var options = list.children;
      if (!options.length) { return; }
      if (chosen >= 0) { options[chosen].setAttribute("aria-selected", "false"); }
      chosen = (at + options.length) % options.length;
      options[chosen].setAttribute("aria-selected", "true");
      options[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[chosen].id);
    }

    function go(option) {
      if (option) { window.location.href = option.dataset.href; }
    }

    function show(things) {
      var hits = found(things, input.value);
      list.textContent = "";
      close();
      status.textContent = input.value.trim() ? (hits.length ? hits.length + " found" : "Nothing is called so") : "";
      hits.slice(0, MOST).forEach(function (hit, at) {
        var option = document.createElement("li");
        var detail = document.createElement("span");
        option.id = list.id + "-" + at;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.href = root + hit.thing.path.split("/").map(encodeURIComponent).join("/") + ".html";
        option.textContent = hit.thing.name;
        detail.textContent = hit.thing.kind + (hit.by !== hit.thing.name ? ", also called " + hit.by : "");
        option.appendChild(detail);
        list.appendChild(option);
      });
      if (hits.length) {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
      }
    }

    function search() { withIndex(form.dataset.index, show); }

    form.hidden = false;
    input.addEventListener("input", search);
    input.addEventListener("focus", function () { if (input.value) { search(); } else { withIndex(form.dataset.index, function () {}); } });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
      else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    });
    input.addEventListener("blur", function () { window.setTimeout(close, 150); });
    list.addEventListener("mousedown", function (event) {
      event.preventDefault();
      go(event.target.closest("[role=option]"));
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      go(list.children[chosen < 0 ? 0 : chosen]);
    });
  }

  document.querySelectorAll("form[data-search]").forEach(start);
})();
