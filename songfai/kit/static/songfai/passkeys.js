// A passkey that was not used says so on the page instead of only in the browser's console.
document.addEventListener("allauth.error", function () {
  var words = document.getElementById("passkey-error");
  if (words) { words.classList.remove("d-none"); }
});
