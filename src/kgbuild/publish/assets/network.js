/* The network of actors: places are computed beforehand; here it is drawn, moved, and narrowed to some. */
"use strict";
(function () {
  var data = JSON.parse(document.getElementById("network-data").textContent);
  var root = document.querySelector("[data-network]");
  var stage = root.querySelector("[data-stage]");
  var told = root.querySelector("[data-told]");
  var choice = root.querySelector("[data-actor]");
  var least = root.querySelector("[data-least]");
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var shapes = { person: "ellipse", state: "rectangle", organization: "diamond", group: "triangle" };
  var most = Math.max.apply(null, data.edges.map(function (edge) { return edge[2]; }).concat(1));
  root.hidden = false;

  function colour(name) {
    return window.getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  function style() {
    var found = [
      { selector: "node", style: {
        label: "data(label)", "font-size": 13, "min-zoomed-font-size": 8, color: colour("ink"), "text-wrap": "wrap",
        "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": colour("paper"),
        "text-outline-width": 2.5, "font-family": "system-ui, sans-serif", width: "data(size)", height: "data(size)",
        "background-color": colour("dim") } },
      { selector: "edge", style: {
        width: "data(width)", "line-color": colour("dim"), "line-opacity": 0.4, "curve-style": "haystack" } },
      { selector: ".faded", style: { opacity: 0.12, "text-opacity": 0 } },
      { selector: "edge.near", style: { "line-color": colour("link"), "line-opacity": 0.85 } },
      { selector: "node.chosen", style: { "border-width": 3, "border-color": colour("ink") } },
      { selector: ".gone", style: { display: "none" } },
      { selector: "core", style: { "active-bg-opacity": 0 } }
    ];
    Object.keys(shapes).concat("place").forEach(function (kind) {
      found.push({ selector: "node[kind = '" + kind + "']", style: {
        shape: shapes[kind] || "ellipse", "background-color": colour(kind) } });
    });
    return found;
  }

  var elements = data.nodes.map(function (node) {
    return { data: { id: node.id, label: node.label, kind: node.kind, href: node.href, events: node.events,
      size: 14 + 5 * Math.sqrt(node.events) }, position: { x: node.x, y: node.y } };
  }).concat(data.edges.map(function (edge) {
    return { data: { source: data.nodes[edge[0]].id, target: data.nodes[edge[1]].id, events: edge[2],
      width: 1 + 5 * Math.sqrt((edge[2] - 1) / most) } };
  }));
  var cy = window.cytoscape({
    container: stage, elements: elements, style: style(), layout: { name: "preset", fit: true, padding: 30 },
    minZoom: 0.1, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
    userZoomingEnabled: false
  });

  data.nodes.slice().sort(function (one, other) { return one.label.localeCompare(other.label, "en"); })
    .forEach(function (node) { choice.add(new Option(node.label, node.id)); });
  least.max = String(most);

  function words(count) { return count + (count === 1 ? " event" : " events"); }

  function tell(node) {
    told.textContent = "";
    if (!node) { return; }
    var link = document.createElement("a");
    link.href = node.data("href");
    link.textContent = node.data("label");
    var others = node.connectedEdges(":visible").map(function (edge) {
      return [edge.data("events"), edge.connectedNodes().difference(node).first().data("label")];
    }).sort(function (one, other) { return other[0] - one[0] || (one[1] < other[1] ? -1 : 1); });
    var named = others.slice(0, 8).map(function (each) { return each[1] + " (" + each[0] + ")"; }).join(", ");
    var more = others.length > 8 ? " and " + (others.length - 8) + " more" : "";
    told.append(link, " is in " + words(node.data("events")) + " with others: " + named + more + ".");
  }

  function choose(id) {
    var node = id ? cy.getElementById(id) : null;
    cy.elements().removeClass("faded near chosen");
    if (node && node.nonempty()) {
      var around = node.closedNeighborhood(":visible").union(node);
      cy.elements().difference(around).addClass("faded");
      node.addClass("chosen");
      node.connectedEdges().addClass("near");
    }
    choice.value = node && node.nonempty() ? id : "";
    tell(node && node.nonempty() ? node : null);
  }

  function narrow() {
    var number = Math.max(1, Math.min(most, Number(least.value) || 1));
    cy.batch(function () {
      cy.elements().removeClass("gone");
      cy.edges("[events < " + number + "]").addClass("gone");
      if (number > 1) {
        cy.nodes().filter(function (node) { return node.connectedEdges().not(".gone").empty(); }).addClass("gone");
      }
    });
    choose(choice.value);
  }

  function zoom(by) {
    if (!by) { cy.fit(cy.elements(":visible"), 30); return; }
    cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  function open() {
    var id = decodeURIComponent(window.location.hash.slice(1));
    if (id && cy.getElementById(id).nonempty()) { choose(id); }
  }

  var moves = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
  stage.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (moves[event.key]) {
      cy.panBy({ x: moves[event.key][0], y: moves[event.key][1] });
    } else if (event.key === "+" || event.key === "=") {
      zoom(1.3);
    } else if (event.key === "-") {
      zoom(0.77);
    } else if (event.key === "0") {
      zoom(0);
    } else if (event.key === "Escape") {
      choose("");
    } else {
      return;
    }
    event.preventDefault();
  });
  // The wheel scrolls the page until somebody has taken hold of the picture.
  ["pointerdown", "focusin"].forEach(function (name) {
    stage.addEventListener(name, function () { cy.userZoomingEnabled(true); });
  });
  ["mouseleave", "focusout"].forEach(function (name) {
    stage.addEventListener(name, function () { cy.userZoomingEnabled(false); });
  });
  cy.on("tap", "node", function (event) { choose(event.target.id()); });
  cy.on("tap", function (event) { if (event.target === cy) { choose(""); } });
  choice.addEventListener("change", function () { choose(choice.value); });
  least.addEventListener("input", narrow);
  root.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () { zoom(Number(button.dataset.zoom)); });
  });
  dark.addEventListener("change", function () { cy.style(style()); });
  window.addEventListener("hashchange", open);
  open();
}());
