// A passkey signs the hash of the very document: its answer goes into the form, and the form is sent. Without this file, or
// without a passkey, the password does the same.
(function () {
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (one) { return one.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function answer(found) {
    var said = found.response;
    return JSON.stringify({
      id: found.id, rawId: text(found.rawId), type: found.type, clientExtensionResults: {},
      response: {
        clientDataJSON: text(said.clientDataJSON), authenticatorData: text(said.authenticatorData),
        signature: text(said.signature), userHandle: said.userHandle ? text(said.userHandle) : null
      }
    });
  }
  async function use(part) {
    var form = part.closest("form");
    part.querySelector("[data-passkey-error]").classList.add("d-none");
    try {
      var found = await navigator.credentials.get({ publicKey: {
        challenge: bytes(part.dataset.challenge), rpId: part.dataset.host, userVerification: "required",
        allowCredentials: part.dataset.keys.split(" ").map(function (id) { return { type: "public-key", id: bytes(id) }; })
      } });
      form.elements.assertion.value = answer(found);
      form.submit();
    } catch (problem) {
      part.querySelector("[data-passkey-error]").classList.remove("d-none");
    }
  }
  document.querySelectorAll("[data-passkey]").forEach(function (part) {
    var button = part.querySelector("[data-passkey-use]");
    if (!button || !window.PublicKeyCredential) { return; }
    button.hidden = false;
    button.addEventListener("click", function () { use(part); });
  });
})();
