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
  var shapes = { person: "ellipse", state: "rectangle", organization: "diamond", group: "triangle", place: "hexagon" };
  var most = Math.max.apply(null, data.edges.map(function (edge) { return edge[2]; }).concat(1));
  var busiest = Math.max.apply(null, data.nodes.map(function (node) { return node.events; }).concat(4));
  root.hidden = false;

  function colour(name) {
    return window.getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  }

  function style() {
    var found = [
      { selector: "node", style: {
        label: "data(label)", color: colour("ink"), "text-outline-color": colour("paper"),
        "font-family": "system-ui, sans-serif", "background-color": colour("dim") } },
      { selector: "edge", style: {
        "line-color": colour("dim"), "line-opacity": 0.4, "curve-style": "haystack" } },
      { selector: ".quiet", style: { "text-opacity": 0 } },
      { selector: ".faded", style: { opacity: 0.12, "text-opacity": 0 } },
      { selector: "edge.near", style: { "line-color": colour("link"), "line-opacity": 0.85 } },
      { selector: "node.chosen", style: { "border-width": 3, "border-color": colour("ink") } },
      { selector: ".gone", style: { display: "none" } },
      { selector: "core", style: { "active-bg-opacity": 0 } }
    ];
    Object.keys(shapes).forEach(function (kind) {
      found.push({ selector: "node[kind = '" + kind + "']", style: {
        shape: shapes[kind], "background-color": colour(kind) } });
    });
    return found;
  }

  var elements = data.nodes.map(function (node) {
    return { data: { id: node.id, label: node.label, kind: node.kind, href: node.href, events: node.events,
      size: 9 + 24 * Math.sqrt(node.events / busiest) }, position: { x: node.x, y: node.y } };
  }).concat(data.edges.map(function (edge) {
    return { data: { source: data.nodes[edge[0]].id, target: data.nodes[edge[1]].id, events: edge[2],
      width: 0.8 + 4 * Math.sqrt((edge[2] - 1) / most) } };
  }));
  var cy = window.cytoscape({
    container: stage, elements: elements, style: style(), layout: { name: "preset", fit: false },
    minZoom: 0.05, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
    userZoomingEnabled: false
  });

  data.nodes.slice().sort(function (one, other) { return one.label.localeCompare(other.label, "en"); })
    .forEach(function (node) { choice.add(new Option(node.label, node.id)); });
  least.max = String(most);
  least.min = least.value = String(data.edges.reduce(function (found, edge) { return Math.min(found, edge[2]); }, most));

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
    told.append(link, " is in " + words(node.data("events")) + " with others, most often with " + named + more + ".");
  }

  // Nodes, lines and words keep their size on the screen; words that would cover those of busier actors are left out.
  function size() {
    var scale = 1 / cy.zoom(), part = thin();
    cy.batch(function () {
      cy.edges().forEach(function (edge) { edge.style("width", edge.data("width") * scale * part); });
      cy.nodes().forEach(function (node) {
        var wide = node.data("size") * scale * part;
        node.style({ width: wide, height: wide, "font-size": 12 * scale, "text-outline-width": 2 * scale });
      });
      label(scale, part);
    });
  }

  function thin() { return Math.max(0.5, Math.min(1, cy.width() / 800)); }

  // Below, right of, left of or above its node, wherever a name covers neither a node nor the name of a busier actor.
  var sides = [
    ["center", "bottom", 0, 1], ["right", "center", 1, 0], ["left", "center", -1, 0], ["center", "top", 0, -1]
  ];
  function label(scale, part) {
    var nodes = cy.nodes(":visible").not(".faded"), taken = nodes.map(function (node) {
      var at = node.renderedPosition(), half = node.data("size") * part / 2;
      return [at.x - half, at.y - half, at.x + half, at.y + half];
    });
    function free(box) {
      return box[0] > 0 && box[2] < cy.width() && taken.every(function (other) {
        return box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3];
      });
    }
    nodes.sort(function (one, other) {
      return other.hasClass("chosen") - one.hasClass("chosen") || other.data("events") - one.data("events");
    }).forEach(function (node) {
      var at = node.renderedPosition(), half = node.data("size") * part / 2, wide = node.data("label").length * 3.3;
      var found = sides.map(function (side) {
        var x = at.x + side[2] * (half + 4 + wide), y = at.y + side[3] * (half + 10);
        return { side: side, box: [x - wide, y - 7, x + wide, y + 7] };
      }).find(function (place) { return free(place.box); });
      node.toggleClass("quiet", !found);
      if (found) {
        taken.push(found.box);
        node.style({ "text-halign": found.side[0], "text-valign": found.side[1],
          "text-margin-x": 3 * scale * found.side[2], "text-margin-y": 3 * scale * found.side[3] });
      }
    });
  }
  var waiting = 0;
  function resize() {
    window.cancelAnimationFrame(waiting);
    waiting = window.requestAnimationFrame(size);
  }

  function choose(id, move) {
    var node = id ? cy.getElementById(id) : null;
    cy.elements().removeClass("faded near chosen");
    if (node && node.nonempty()) {
      var around = node.closedNeighborhood(":visible").union(node);
      cy.elements().difference(around).addClass("faded");
      node.addClass("chosen");
      node.connectedEdges().addClass("near");
      if (move) { whole(around.nodes()); }
    } else if (move) {
      whole();
    }
    choice.value = node && node.nonempty() ? id : "";
    tell(node && node.nonempty() ? node : null);
    resize();
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

  // As near as all nodes can be seen, with room for words at the sides; names keep their size.
  function whole(some) {
    var nodes = some || cy.nodes(":visible"), sides = [Math.min(70, cy.width() / 9), 30];
    var bounds = ["x", "y"].map(function (axis) {
      var all = nodes.map(function (node) { return node.position(axis); });
      return [Math.min.apply(null, all), Math.max.apply(null, all)];
    });
    var room = [cy.width(), cy.height()];
    var near = Math.min.apply(null, bounds.map(function (bound, axis) {
      return (room[axis] - 2 * sides[axis]) / Math.max(bound[1] - bound[0], 1);
    }).concat(1.2));
    cy.viewport({ zoom: Math.max(near, 0.05), pan: {
      x: room[0] / 2 - near * (bounds[0][0] + bounds[0][1]) / 2,
      y: room[1] / 2 - near * (bounds[1][0] + bounds[1][1]) / 2 } });
  }

  function zoom(by) {
    if (!by) { whole(); return; }
    cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  function open() {
    var id = decodeURIComponent(window.location.hash.slice(1));
    if (id && cy.getElementById(id).nonempty()) {
      choose(id, true);
      stage.scrollIntoView({ block: "center" });
    }
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
  choice.addEventListener("change", function () { choose(choice.value, true); });
  least.addEventListener("input", narrow);
  root.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () { zoom(Number(button.dataset.zoom)); });
  });
  dark.addEventListener("change", function () { cy.style(style()); size(); });
  cy.on("viewport dragfree", resize);
  cy.on("resize", function () { choose(choice.value, true); });
  window.addEventListener("hashchange", open);
  whole();
  size();
  open();
}());
