// While a work is written: earlier works with the same wording, asked for after a pause in typing and shown below the text.
// Nothing is saved by it; what is typed is kept by keep.js. Without this file the button "Compare now" does the same.
(function () {
  // Milliseconds: a pause in typing, and the least between two questions.
  var PAUSE = 1500;
  var APART = 5000;

  function Watcher(form) {
    var found = form.querySelector("[data-near-found]");
    var line = form.querySelector("[data-near-line]");
    var button = form.querySelector("button[name=compare]");
    var timer = null;
    var running = null;
    var last = 0;
    var asked = typed();

    function typed() {
      return Array.from(form.elements).filter(function (one) {
        return one.name.indexOf("part_") === 0 || one.name === "first_applied";
      }).map(function (one) { return one.value; }).join("\n\n");
    }
    function say(part) {
      form.querySelectorAll("[data-near-say]").forEach(function (one) { one.hidden = one.dataset.nearSay !== part; });
    }
    function show(html) {
      var open = Array.from(found.querySelectorAll("details[open]")).map(function (one) { return one.dataset.nearOpen; });
      found.innerHTML = html;
      found.querySelectorAll("details").forEach(function (one) { one.open = open.indexOf(one.dataset.nearOpen) >= 0; });
      var said = found.querySelector("[data-near-said]");
      line.textContent = said ? said.dataset.nearSaid : "";
      line.parentNode.hidden = !line.textContent;
    }
    // One question at a time: a newer one ends the one that runs.
    async function ask() {
      clearTimeout(timer);
      if (running) { running.abort(); }
      if (navigator.onLine === false) { say("offline"); return; }
      var own = running = new AbortController();
      var data = new FormData(form);
      data.append("compare", "1");
      asked = typed();
      last = Date.now();
      found.setAttribute("aria-busy", "true");
      try {
        var answer = await fetch(form.action || location.href, {
          method: "POST", body: data, headers: { "X-Songfai-Compare": "1" }, credentials: "same-origin", signal: own.signal
        });
        if (answer.redirected) { say("signin"); }
        else if (answer.ok || answer.status === 429) { show(await answer.text()); say(""); }
        else { say("failed"); }
      } catch (problem) {
        if (problem.name === "AbortError") { return; }
        asked = "";
        say(navigator.onLine === false ? "offline" : "failed");
      } finally {
        if (own === running) { running = null; found.removeAttribute("aria-busy"); }
      }
    }
    function later() {
      clearTimeout(timer);
      if (typed() === asked) { return; }
      timer = setTimeout(ask, Math.max(PAUSE, last + APART - Date.now()));
    }

    form.addEventListener("input", later);
    window.addEventListener("online", later);
    button.addEventListener("click", function (event) { event.preventDefault(); ask(); });
    form.addEventListener("submit", function () { clearTimeout(timer); if (running) { running.abort(); } });
  }

  document.querySelectorAll("form[data-near]").forEach(Watcher);
})();
