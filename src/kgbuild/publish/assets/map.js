/* The map of places: the world's outline, and a mark for each place that opens its events. */
"use strict";
(function () {
  var root = document.querySelector("[data-map]");
  if (!root) { return; }
  var L = window.L;
  var spots = JSON.parse(document.getElementById("map-data").textContent);
  var world = window.kgbuildWorld;
  root.hidden = false;

  function decoded(text) {
    var points = [], values = [0, 0], at = 0, axis = 0;
    while (at < text.length) {
      var bits = 0, shift = 0, sign;
      do {
        sign = text.charCodeAt(at++) - 63;
        bits |= (sign & 31) << shift;
        shift += 5;
      } while (sign >= 32);
      values[axis] += bits & 1 ? ~(bits >> 1) : bits >> 1;
      if (axis) { points.push([values[1] / 100, values[0] / 100]); }
      axis = 1 - axis;
    }
    return points;
  }

  var arcs = world.arcs.map(decoded);
  // A ring that crosses the 180th meridian goes on beyond it; one round a pole is closed below the map.
  function ring(numbers) {
    var points = [], turn = 0;
    numbers.forEach(function (number) {
      (number < 0 ? arcs[~number].slice().reverse() : arcs[number]).forEach(function (point) {
        var last = points[points.length - 1], east = point[1] + turn;
        if (last && Math.abs(east - last[1]) > 180) {
          turn += east < last[1] ? 360 : -360;
          east = point[1] + turn;
        }
        points.push([point[0], east]);
      });
    });
    if (turn) { points.push([-89, points[points.length - 1][1]], [-89, points[0][1]]); }
    return points;
  }

  var map = L.map(root, {
    worldCopyJump: false, minZoom: 1, maxZoom: 9, zoomSnap: 0.5, maxBounds: [[-85, -200], [85, 200]],
    maxBoundsViscosity: 0.8, keyboardPanDelta: 60, scrollWheelZoom: false
  });
  var all = L.latLngBounds(spots.map(function (spot) { return spot.at; }));
  map.fitBounds(all.pad(0.1), { maxZoom: 5 });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>').addAttribution("Natural Earth");
  world.countries.forEach(function (rings) {
    L.polygon(rings.map(function (each) { return [ring(each)]; }), {
      className: "land", interactive: false, smoothFactor: 0.6, fillOpacity: 1
    }).addTo(map);
  });

  function item(words, target) {
    var link = document.createElement(target ? "a" : "span");
    if (target) { link.href = target; }
    link.textContent = words;
    return link;
  }

  function told(spot) {
    var box = document.createElement("div"), head = document.createElement("h2"), list = document.createElement("ul");
    head.append(item(spot.label, spot.href));
    spot.events.forEach(function (event) {
      var row = document.createElement("li");
      row.append(item(event[0], event[1]));
      list.append(row);
    });
    box.append(head, list);
    if (spot.count > spot.events.length) {
      var rest = document.createElement("p");
      rest.textContent = "and " + (spot.count - spot.events.length) + " more";
      box.append(rest);
    }
    return box;
  }

  var marks = {};
  spots.slice().reverse().forEach(function (spot) {
    var size = Math.round(Math.min(44, 17 + 5 * Math.sqrt(spot.count - 1)));
    var words = spot.label + ": " + spot.count + (spot.count === 1 ? " event" : " events");
    var mark = L.marker(spot.at, {
      icon: L.divIcon({ className: "spot" + (spot.outline ? " outline" : ""), iconSize: [size, size],
        html: spot.count > 1 ? String(spot.count) : "" }),
      title: words, alt: words, keyboard: true, riseOnHover: true, zIndexOffset: (spot.outline ? -1000 : 0) - size * 10
    });
    mark.bindPopup(function () { return told(spot); }, {
      maxWidth: Math.min(300, root.clientWidth - 110), minWidth: 160, autoPanPaddingTopLeft: [52, 12] }).addTo(map);
    mark.getElement().setAttribute("aria-label", words);
    marks[spot.id] = mark;
  });

  function open() {
    var mark = marks[decodeURIComponent(window.location.hash.slice(1))];
    if (mark) {
      map.setView(mark.getLatLng(), Math.max(map.getZoom(), 5));
      mark.openPopup();
      root.scrollIntoView({ block: "center" });
    }
  }
  // The wheel scrolls the page until somebody has taken hold of the map.
  map.on("focus mousedown", function () { map.scrollWheelZoom.enable(); });
  map.on("blur mouseout", function () { map.scrollWheelZoom.disable(); });
  window.addEventListener("hashchange", open);
  open();
}());
