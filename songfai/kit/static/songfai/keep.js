// What is typed into a long form is kept on this device until the server has it, and sent when the network is back.
// Without this file the form works as any other. Nothing typed leaves the device but in the form itself.
(function () {
  var PREFIX = "songfai.kept.";
  var SPARED = { csrfmiddlewaretoken: true, seen: true, key: true };
  var AGAIN = 15000;

  function read(name) {
    try { return JSON.parse(localStorage.getItem(name)); } catch (problem) { return null; }
  }
  function write(name, value) {
    try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch (problem) { return false; }
  }
  function forget(name) {
    try { localStorage.removeItem(name); } catch (problem) { return; }
  }

  function fields(form) {
    return Array.from(form.elements).filter(function (one) {
      return one.name && one.name !== "csrfmiddlewaretoken" && one.type !== "file" && one.type !== "submit";
    });
  }
  function typed(form) {
    var found = {};
    fields(form).forEach(function (one) {
      var many = one.type === "checkbox" || one.type === "radio";
      found[one.name] = found[one.name] || [];
      if (!many || one.checked) { found[one.name].push(one.value); }
    });
    return found;
  }
  function fill(form, kept) {
    fields(form).forEach(function (one) {
      var values = kept[one.name];
      if (!values) { return; }
      if (one.type === "checkbox" || one.type === "radio") { one.checked = values.indexOf(one.value) >= 0; }
      else if (values.length) { one.value = values[0]; }
    });
  }
  function plain(found) {
    return JSON.stringify(Object.keys(found).sort().filter(function (name) { return !SPARED[name]; }).map(
      function (name) { return [name, found[name]]; }
    ));
  }

  function Keeper(form) {
    var name = PREFIX + form.dataset.keep + "." + location.pathname;
    var note = document.querySelector("[data-keep-note]");
    var sending = false;
    var timer = null;

    function say(part) {
      note.querySelectorAll("[data-keep-say]").forEach(function (one) { one.hidden = one.dataset.keepSay !== part; });
      note.hidden = !part;
    }
    function keep(waiting) {
      var kept = write(name, { title: document.title, at: Date.now(), waiting: waiting, fields: typed(form) });
      if (!kept) { say("full"); }
      return kept;
    }
    function later() {
      clearTimeout(timer);
      timer = setTimeout(send, AGAIN);
    }
    // The answer to a sending in the background is the address of what was saved. Anything else is shown as the server
    // shows it, by sending the form once more in the usual way: what was refused was not saved.
    async function send() {
      if (sending) { return; }
      sending = true;
      keep(true);
      try {
        var answer = await fetch(form.action || location.href, {
          method: "POST", body: new FormData(form), headers: { "X-Songfai-Keep": "1" }, credentials: "same-origin"
        });
        if (answer.ok && (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0) {
          var told = await answer.json();
          forget(name);
          location.assign(told.address);
          return;
        }
        if (answer.redirected) { sending = false; say("signin"); return; }
        if (answer.status >= 500) { throw new Error("server"); }
        keep(false);
        form.submit();
      } catch (problem) {
        sending = false;
        say("offline");
        later();
      }
    }

    form.addEventListener("input", function () { if (keep(false)) { say("kept"); } });
    form.addEventListener("change", function () { keep(false); });
    // A button with a name asks for something else than saving: that goes the usual way.
    form.addEventListener("submit", function (event) {
      if (event.submitter && event.submitter.name) { return; }
      event.preventDefault();
      send();
    });
    window.addEventListener("online", function () {
      var kept = read(name);
      if (kept && kept.waiting) { send(); }
    });
    note.querySelectorAll("[data-keep-take]").forEach(function (button) {
      button.addEventListener("click", function () {
        var kept = read(name);
        if (kept) { fill(form, kept.fields); }
        say("taken");
      });
    });
    note.querySelectorAll("[data-keep-drop]").forEach(function (button) {
      button.addEventListener("click", function () { forget(name); say(""); });
    });

    var kept = read(name);
    if (kept && plain(kept.fields) !== plain(typed(form))) { say("found"); }
    else if (kept && kept.waiting) { fill(form, kept.fields); send(); }
    else if (kept) { say("kept"); }
  }

  document.querySelectorAll("form[data-keep]").forEach(Keeper);

  // What is still kept on this device, as links back to its forms.
  document.querySelectorAll("[data-kept]").forEach(function (part) {
    var start = PREFIX + part.dataset.kept + ".";
    var list = part.querySelector("ul");
    var names = [];
    try { names = Object.keys(localStorage); } catch (problem) { return; }
    names.filter(function (name) { return name.indexOf(start) === 0; }).forEach(function (name) {
      var kept = read(name);
      if (!kept) { return; }
      var line = document.createElement("li");
      var link = document.createElement("a");
      link.href = name.slice(start.length);
      var said = Object.keys(kept.fields).filter(function (one) { return one.indexOf("title") === 0; });
      var title = said.map(function (one) { return kept.fields[one][0]; }).filter(Boolean)[0];
      link.textContent = title || kept.title;
      line.appendChild(link);
      list.appendChild(line);
      part.hidden = false;
    });
  });
})();
